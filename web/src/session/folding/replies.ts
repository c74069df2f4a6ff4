// What the model answered: its words, and the calls that it asked for.
import type * as ev from "@/api/events";
import type { ActsItem, Chapter, Step } from "../view";
import { add, type Draft, own, pay } from "./draft";

const NARRATION_CHARS_MAX = 140;

/** Whether words of the model, said while it acts, are one plain line that can stand at the head of what it did. */
function isNarration(text: string): boolean {
  return text.length <= NARRATION_CHARS_MAX && !/[\n`|*#$]|\]\(/.test(text);
}

const STEPS = "steps";

/** What the built-in model says besides naming the steps that it is at: those are told by the acts themselves. */
function withoutSteps(text: string): string {
  const lines = text.split("\n").filter((line) => !/^Step \d+: /.test(line));
  return lines.join("\n").trim();
}

export function replied(draft: Draft, event: ev.ModelReplied, seq: number, at: number): void {
  const { view } = draft;
  const { reply } = event;
  const turn = view.turns.length;
  addTurn(draft, event, seq, at);
  pay(view, reply.usage, event.took_s, reply.waited_s);
  view.modelAsked = false;
  view.pendingTurn = null;
  view.filledTokens = reply.usage.input_tokens + reply.usage.output_tokens || view.filledTokens;

  const runs = reply.stop_reason === "end_turn" || reply.stop_reason === "calls";
  const calls = runs ? reply.calls : [];
  const text = reply.model === STEPS ? withoutSteps(reply.text) : reply.text.trim();
  // The end is no act that words could stand at the head of.
  const narrates = calls.some(({ name }) => name !== "finish") && isNarration(text);
  if (!narrates) addWords(draft, reply, text, { turn, seq, at });
  plan(draft, calls, { turn, seq, at, text: narrates ? text : "" });
}

/** What the model said, or why it said nothing more. */
function addWords(
  draft: Draft,
  reply: ev.Reply,
  text: string,
  placed: { turn: number; seq: number; at: number },
): void {
  const { stop_reason: stop } = reply;
  const error = stop === "failed" || stop === "refused" ? reply.error || stop : "";
  const cut = stop === "interrupted" || stop === "limit";
  if (text || error) add(draft, { kind: "reply", ...placed, text, cut, error });
}

function addTurn(draft: Draft, { reply, took_s }: ev.ModelReplied, seq: number, at: number): void {
  const { view } = draft;
  const asked = view.pendingTurn;
  own(draft, "turns").push({
    number: view.turns.length + 1,
    seq,
    at,
    model: reply.model || asked?.model || "",
    effort: asked?.effort ?? "",
    rule: asked?.rule ?? "",
    text: reply.text,
    error: reply.error,
    calls: reply.calls.length,
    usage: reply.usage,
    tookS: took_s,
    waitedS: reply.waited_s,
    turnedAway: reply.turned_away,
    pictures: asked?.pictures ?? 0,
    cleared: asked?.cleared ?? 0,
    contextTokens: view.contextTokens,
    changed: asked?.changed ?? "",
  });
}

/** Calls that stand elsewhere in the conversation than among the acts. */
const SHOWN_ELSEWHERE = new Set(["ask_person", "finish"]);

function plan(
  draft: Draft,
  calls: readonly ev.Call[],
  { turn, seq, at, text }: { turn: number; seq: number; at: number; text: string },
): void {
  const { view } = draft;
  const steps = own(draft, "steps");
  const first = steps.length;
  for (const call of calls) {
    steps.push(planned(draft, { number: steps.length + 1, call, turn, seq, at }));
  }
  const places = calls.map((_, index) => first + index);
  view.open = [...view.open.filter((place) => steps[place]?.origin), ...places];
  const shown = places.filter((place) => !SHOWN_ELSEWHERE.has(steps[place]?.call.name ?? ""));
  if (shown.length) addChapter(draft, { text, steps: shown }, seq, at);
}

/** A call that is not the model's. It stands among the acts, and says whose it is. */
export function called(draft: Draft, { call, origin, by, command }: ev.Called, seq: number, at: number): void {
  const steps = own(draft, "steps");
  const place = steps.length;
  steps.push(planned(draft, { number: place + 1, call, turn: -1, seq, at }, { origin, by, command }));
  draft.view.open = [...draft.view.open, place];
  addChapter(draft, { text: "", steps: [place] }, seq, at);
}

const OWN = { origin: null, by: "", command: "" };

function planned(
  draft: Draft,
  begun: Pick<Step, "number" | "call" | "turn" | "seq" | "at">,
  whose: Pick<Step, "origin" | "by" | "command"> = OWN,
): Step {
  const step: Step = {
    ...begun,
    ...whose,
    endSeq: 0,
    startedAt: 0,
    finishedAt: 0,
    tookS: 0,
    status: "planned",
    verdicts: [],
    verdict: null,
    question: "",
    content: [],
    details: {},
    before: null,
    after: null,
    held: [],
    sent: null,
    suspected: [],
  };
  draft.own.add(step);
  return step;
}

/** Chapters that follow each other with nothing said between them stand together. */
function addChapter(draft: Draft, chapter: Chapter, seq: number, at: number): void {
  const items = own(draft, "items");
  const last = items.at(-1);
  if (last?.kind !== "acts") {
    items.push({ kind: "acts", seq, at, chapters: [chapter] });
    return;
  }
  if (draft.own.has(last.chapters)) {
    (last.chapters as Chapter[]).push(chapter);
    return;
  }
  const chapters = [...last.chapters, chapter];
  draft.own.add(chapters);
  const grown: ActsItem = { ...last, chapters };
  items[items.length - 1] = grown;
}
