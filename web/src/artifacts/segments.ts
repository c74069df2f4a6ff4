// Acts of the conversation in pieces: those that made or changed an artifact stand apart from those around them.
import type { ActsItem, Chapter, Step } from "@/session/view";

const MAKING = new Set(["create", "update", "rewrite", "branch"]);

/** Whether the call makes or changes an artifact. */
export const isMaking = ({ call }: Step): boolean =>
  call.name === "artifact" && MAKING.has(String(call.arguments.command));

/** What a call made: the version and what it is of; null where it made none. candidate: the number of what was proposed
 * from that version, 0 where a version was made. */
export interface Made {
  readonly artifact: string;
  readonly version: number;
  readonly candidate: number;
  readonly kind: string;
  readonly title: string;
  /** What broke when it was looked at, "" for nothing; told: which of `of` broken versions in a turn it was. */
  readonly broke: string;
  readonly told: number;
  readonly of: number;
}

const object = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
const number = (value: unknown): number => (typeof value === "number" ? value : 0);

/** What is journaled of the look at a version that was just made. */
function lookAt(looked: unknown): Pick<Made, "broke" | "told" | "of"> {
  const { error, at, ended, told, of } = object(looked);
  const where = typeof at === "string" && at ? ` (${at})` : "";
  const broke = typeof error === "string" ? error.slice(0, 200) + where : typeof ended === "string" ? ended : "";
  return { broke, told: number(told), of: number(of) };
}

export function madeBy(step: Step): Made | null {
  const { artifact, version, kind, title, candidate } = step.details;
  if (!isMaking(step) || step.status !== "ok" || typeof artifact !== "string" || typeof version !== "number")
    return null;
  const proposed = typeof candidate === "number" ? candidate : 0;
  const made = { artifact, version, candidate: proposed, kind: String(kind), title: String(title ?? "") };
  return { ...made, ...lookAt(step.details.looked) };
}

export type Segment =
  | { readonly kind: "acts"; readonly item: ActsItem }
  | { readonly kind: "made"; readonly step: Step; readonly narration: string };

/** The item in pieces, in order; one piece, the item itself, where nothing in it made an artifact. */
export function segmentsOf(item: ActsItem, steps: readonly Step[]): Segment[] {
  const found: Segment[] = [];
  let chapters: Chapter[] = [];
  const flush = () => {
    if (chapters.length) found.push({ kind: "acts", item: { ...item, chapters } });
    chapters = [];
  };
  for (const chapter of item.chapters) {
    let { text } = chapter;
    let places: number[] = [];
    const close = () => {
      if (!places.length) return;
      chapters.push({ text, steps: places });
      text = "";
      places = [];
    };
    for (const place of chapter.steps) {
      const step = steps[place];
      if (!step || !isMaking(step)) {
        places.push(place);
        continue;
      }
      close();
      flush();
      found.push({ kind: "made", step, narration: text });
      text = "";
    }
    close();
  }
  flush();
  return found.length === 1 && found[0]?.kind === "acts" ? [{ kind: "acts", item }] : found;
}
