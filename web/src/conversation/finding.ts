// Finding words in a conversation: in all of it, not only in what is drawn just now. Pure.
import type { Outcome } from "@/api/events";
import { madeBy, segmentsOf } from "@/artifacts/segments";
import { sentence } from "@/session/acts";
import { textOf } from "@/session/fold";
import type { ActsItem, Item, SessionView, Step } from "@/session/view";
import type { Words } from "@/words";
import { linesOf } from "./ActsGroup";

/** Words that stand together. item: their place in the conversation; step: that of the act in `view.steps`, or -1. */
export interface Passage {
  readonly item: number;
  readonly step: number;
  /** In small letters. */
  readonly text: string;
}

/** One occurrence. nth: the how manieth of its passage, from 0. */
export interface Hit {
  readonly item: number;
  readonly step: number;
  readonly nth: number;
}

export const folded = (text: string): string => text.toLowerCase();

/** As much of what came of an act as its details show. */
export const TOLD_CHARS_MAX = 8_000;

export function passagesOf(view: SessionView, words: Words): Passage[] {
  return view.items.flatMap((item, place) =>
    item.kind === "acts"
      ? ofActs(item, place, view, words)
      : { item: place, step: -1, text: folded(saidIn(item, view, words)) },
  );
}

function saidIn(item: Exclude<Item, ActsItem>, view: SessionView, { conversation }: Words): string {
  switch (item.kind) {
    case "said":
      return textOf(item.parts);
    case "reply":
      return `${item.text}\n${item.error}`;
    case "question": {
      const question = view.questions[item.question];
      return question ? `${question.text}\n${question.words}` : "";
    }
    case "notice":
      return item.text;
    case "suspected":
      return item.event.words;
    case "mark":
      return item.what === "compacted" ? conversation.marks.compacted() : item.text;
    case "outcome":
      return ofOutcome(item.outcome, view);
  }
}

/** As its card tells it: what the model said last is not told again. */
function ofOutcome({ kind, summary, checks }: Outcome, view: SessionView): string {
  if (kind === "answered" && !checks.length) return "";
  const repeats = view.turns.at(-1)?.text.trim() === summary.trim();
  return [repeats ? "" : summary, ...checks.map((each) => `${each.name}\n${each.evidence}`)].join("\n");
}

function ofActs(item: ActsItem, place: number, { steps }: SessionView, words: Words): Passage[] {
  const passage = (step: Step, narration: string): Passage => ({
    item: place,
    step: step.number - 1,
    text: folded(`${narration}\n${madeBy(step)?.title ?? toldOf(step, words)}`),
  });
  return segmentsOf(item, steps).flatMap((segment) =>
    segment.kind === "made"
      ? passage(segment.step, segment.narration)
      : linesOf(segment.item, steps).map((line) => passage(line.step, line.narration)),
  );
}

const known = new WeakMap<Step, { words: Words; text: string }>();

/** An act's sentence, its command and what came of it: told once, since most acts are over. */
function toldOf(step: Step, words: Words): string {
  const before = known.get(step);
  if (before?.words === words) return before.text;
  const command = step.call.name === "bash" ? String(step.call.arguments.command ?? "") : "";
  const text = [sentence(step, words), command, textOf(step.content).slice(0, TOLD_CHARS_MAX)].join("\n");
  known.set(step, { words, text });
  return text;
}

/** Whether the words are in what an act's details tell, and not only in its line. */
export function isInDetails(step: Step, query: string, words: Words): boolean {
  return query !== "" && !folded(sentence(step, words)).includes(query) && folded(toldOf(step, words)).includes(query);
}

/** Every occurrence, in the order of the conversation. query: in small letters; nothing is found of an empty one. */
export function hitsOf(passages: readonly Passage[], query: string): Hit[] {
  const hits: Hit[] = [];
  if (!query) return hits;
  for (const { item, step, text } of passages) {
    let nth = 0;
    for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
      hits.push({ item, step, nth });
      nth += 1;
    }
  }
  return hits;
}

/** The hit to begin with: the first from this item on, else the last of all; -1 where there is none. */
export function nearest(hits: readonly Hit[], item: number): number {
  const next = hits.findIndex((hit) => hit.item >= item);
  return next >= 0 ? next : hits.length - 1;
}

/** The occurrences of the query in what is drawn, also across the pieces that a sentence is drawn in. */
export function rangesIn(root: Element, query: string): Range[] {
  if (!query) return [];
  const nodes: { node: Text; from: number }[] = [];
  let text = "";
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push({ node: node as Text, from: text.length });
    text += node.nodeValue ?? "";
  }
  const whole = folded(text);
  const ranges: Range[] = [];
  if (whole.length !== text.length) return ranges;
  const pointAt = (offset: number, isEnd: boolean) => {
    const held = nodes.findLast(({ from }) => (isEnd ? from < offset : from <= offset));
    return held && { node: held.node, offset: offset - held.from };
  };
  for (let at = whole.indexOf(query); at >= 0; at = whole.indexOf(query, at + query.length)) {
    const [begin, end] = [pointAt(at, false), pointAt(at + query.length, true)];
    if (!begin || !end) continue;
    const range = document.createRange();
    range.setStart(begin.node, begin.offset);
    range.setEnd(end.node, end.offset);
    ranges.push(range);
  }
  return ranges;
}
