// Acts of the conversation in pieces: those that made or changed an artifact stand apart from those around them.
import type { ActsItem, Chapter, Step } from "@/session/view";

const MAKING = new Set(["create", "update", "rewrite"]);

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
}

export function madeBy(step: Step): Made | null {
  const { artifact, version, kind, title, candidate } = step.details;
  if (!isMaking(step) || step.status !== "ok" || typeof artifact !== "string" || typeof version !== "number")
    return null;
  const proposed = typeof candidate === "number" ? candidate : 0;
  return { artifact, version, candidate: proposed, kind: String(kind), title: String(title ?? "") };
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
