// The pictures of a session that an artifact can be held against: attached, of the desk's screen, or artifacts themselves.
import { artifactFileAddress } from "@/api/artifacts";
import type { PicturePart } from "@/api/events";
import type { ArtifactSummary } from "@/api/http";
import type { SessionView } from "@/session/view";

/** Of the screen, the newest so many. */
const SCREENS_MAX = 12;

export interface Shot {
  key: string;
  address: string;
  /** Where it comes from: somebody attached it, the desk's screen showed it, or it is an artifact. */
  from: "attached" | "screen" | "artifact";
  /** Its own name, or the number of the step that it was seen at. */
  name: string;
}

/** The newest attached one first; what was seen twice is there once. */
export function shotsOf(view: SessionView, found: readonly ArtifactSummary[], blob: (hash: string) => string): Shot[] {
  const shots = new Map<string, Shot>();
  const add = (part: PicturePart, from: Shot["from"], name: string) => {
    if (!shots.has(part.blob)) shots.set(part.blob, { key: part.blob, address: blob(part.blob), from, name });
  };
  for (const item of view.items.toReversed()) {
    if (item.kind !== "said") continue;
    for (const part of item.parts) if (part.kind === "picture") add(part, "attached", part.alt);
  }
  if (view.screen) add(view.screen, "screen", "");
  let screens = 0;
  for (const step of view.steps.toReversed()) {
    if (!step.after || step.after.region || screens++ >= SCREENS_MAX) continue;
    add(step.after, "screen", String(step.number));
  }
  for (const { kind, session, id, title, newest } of found) {
    if (kind !== "picture") continue;
    const address = artifactFileAddress(session, id, newest.number, newest.entry);
    shots.set(`${id} ${newest.number}`, { key: `${id} ${newest.number}`, address, from: "artifact", name: title });
  }
  return [...shots.values()];
}
