// A view in the making: lists and values are copied when they are first changed, once a batch and not once an event.
import type * as ev from "@/api/events";
import type { Part } from "@/api/types";
import type { Item, MarkItem, Question, SessionView, Step } from "../view";

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type Lists = "items" | "steps" | "turns" | "questions" | "snapshots";

/** A view in the making. `own` holds the lists and values that this batch made, which it may change. */
export interface Draft {
  view: Mutable<SessionView>;
  own: Set<unknown>;
}

export function own<K extends Lists>({ view, own: owned }: Draft, list: K): SessionView[K][number][] {
  if (!owned.has(view[list])) {
    const copy = [...view[list]] as unknown as SessionView[K];
    owned.add(copy);
    view[list] = copy as Mutable<SessionView>[K];
  }
  return view[list] as unknown as SessionView[K][number][];
}

export function add(draft: Draft, item: Item): void {
  own(draft, "items").push(item);
}

export function changeStep(draft: Draft, place: number, changes: Partial<Step>): void {
  const steps = own(draft, "steps");
  const before = steps[place];
  if (!before) return;
  if (draft.own.has(before)) {
    Object.assign(before, changes);
    return;
  }
  const step = { ...before, ...changes };
  draft.own.add(step);
  steps[place] = step;
}

export function changeQuestion(draft: Draft, place: number, changes: Partial<Question>): void {
  const questions = own(draft, "questions");
  const before = questions[place];
  if (before) questions[place] = { ...before, ...changes };
}

/** The place of the step that has this call and has not ended; else of the newest that has it; else -1. */
export function placeOf(view: SessionView, call: string): number {
  const open = view.open.findLast((place) => view.steps[place]?.call.id === call);
  return open ?? view.steps.findLastIndex((step) => step.call.id === call);
}

export function textOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])).join("\n");
}

export const mark = (draft: Draft, what: MarkItem["what"], seq: number, at: number, by = "", text = ""): void =>
  add(draft, { kind: "mark", what, seq, at, by, text });

export function pay(view: Mutable<SessionView>, usage: ev.Usage, tookS: number, waitedS = 0): void {
  const { spent } = view;
  view.dayCost += usage.cost_usd ?? 0;
  view.spent = {
    ...spent,
    cost: spent.cost + (usage.cost_usd ?? 0),
    costKnown: spent.costKnown && usage.cost_usd !== null,
    workS: spent.workS + tookS,
    waitedS: spent.waitedS + waitedS,
    input: spent.input + usage.input_tokens,
    output: spent.output + usage.output_tokens,
    cacheRead: spent.cacheRead + usage.cache_read_tokens,
    cacheWrite: spent.cacheWrite + usage.cache_write_tokens,
  };
}
