// The film of a session: its steps and what happened between them, in the order in which they happened, each with the
// screen as it was then. Pure.
import type { DeskReady, PicturePart } from "@/api/events";
import { isQuiet } from "@/session/acts";
import type { Item, QuestionItem, SessionView, Step } from "@/session/view";

type Between = Exclude<Item, { kind: "acts" }>;

/** What stands out of the film, and is marked on it. */
export type Mark = "" | "said" | "question" | "control" | "failure" | "end";

export interface Moment {
  /** Never changes and is never used twice. */
  readonly key: string;
  readonly seq: number;
  readonly at: number;
  /** The place in the view's steps, or -1. */
  readonly step: number;
  readonly item: Between | null;
  /** The whole screen before and after. */
  readonly before: PicturePart | null;
  readonly after: PicturePart | null;
  /** A step that only looked: the film hurries past it. */
  readonly quiet: boolean;
  readonly mark: Mark;
}

function isWhole(picture: PicturePart, desk: DeskReady | null): boolean {
  const { region } = picture;
  return !region || !desk || (region[2] >= desk.width && region[3] >= desk.height);
}

/** After everything that has ended: what is under way, in its order. */
const orderOf = (step: Step, isOpen: boolean): number => step.endSeq || (isOpen ? Number.POSITIVE_INFINITY : step.seq);

function markOfStep(step: Step): Mark {
  return step.status === "failed" || step.status === "denied" || step.suspected.length ? "failure" : "";
}

function markOfItem(item: Between): Mark {
  switch (item.kind) {
    case "said":
      return "said";
    case "question":
      return "question";
    case "mark":
      if (item.what === "control_taken" || item.what === "control_returned") return "control";
      return item.what === "stop" ? "end" : "";
    case "suspected":
      return "failure";
    case "reply":
      return item.error ? "failure" : "";
    case "outcome":
      return "end";
    default:
      return "";
  }
}

interface Entry {
  order: number;
  place: number;
  item: Between | null;
}

export function momentsOf(view: SessionView): Moment[] {
  const open = new Set(view.open);
  const entries: Entry[] = view.steps.map((step, place) => ({
    order: orderOf(step, open.has(place)),
    place,
    item: null,
  }));
  for (const item of view.items) if (item.kind !== "acts") entries.push({ order: item.seq, place: -1, item });
  // Sorting keeps the order of equals: calls of one turn stay as the model gave them.
  entries.sort((a, b) => a.order - b.order || 0);

  let screen: PicturePart | null = null;
  return entries.map(({ place, item }) => {
    if (item) {
      const before = screen;
      const { seq, at } = item;
      return { key: `i${seq}`, seq, at, step: -1, item, before, after: screen, quiet: false, mark: markOfItem(item) };
    }
    const step = view.steps[place] as Step;
    const before: PicturePart | null = step.before && isWhole(step.before, view.desk) ? step.before : screen;
    if (step.after && isWhole(step.after, view.desk)) screen = step.after;
    else if (before) screen = before;
    return {
      key: `s${place}`,
      seq: step.endSeq || step.seq,
      at: step.startedAt || step.finishedAt || step.at,
      step: place,
      item: null,
      before,
      after: screen,
      quiet: isQuiet(step),
      mark: markOfStep(step),
    };
  });
}

/** Whether the screen is another afterwards. */
export const changesScreen = ({ before, after }: Moment): boolean => after !== null && before?.blob !== after.blob;

/** Whether there are two pictures to compare: the first screen of all has none before it. */
export const compares = (moment: Moment): boolean => moment.before !== null && changesScreen(moment);

/** The place of the next moment with this mark behind `from`, going round; -1 when there is none. */
export function nextMarked(moments: readonly Moment[], mark: Mark, from: number): number {
  for (let n = 1; n <= moments.length; n++) {
    const place = (from + n) % moments.length;
    if (moments[place]?.mark === mark) return place;
  }
  return -1;
}

/** Where on the film marks stand, in shares of its length; those that would lie on each other are one. */
export function ticksOf(moments: readonly Moment[], most = 240): { mark: Mark; share: number; place: number }[] {
  const last = Math.max(1, moments.length - 1);
  const seen = new Set<string>();
  const ticks: { mark: Mark; share: number; place: number }[] = [];
  moments.forEach(({ mark }, place) => {
    if (!mark) return;
    const share = place / last;
    const slot = `${mark} ${Math.round(share * most)}`;
    if (seen.has(slot)) return;
    seen.add(slot);
    ticks.push({ mark, share, place });
  });
  return ticks;
}

export const askedOf = (view: SessionView, item: QuestionItem) => view.questions[item.question] ?? null;
