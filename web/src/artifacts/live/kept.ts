// What was typed and is not on the server yet: kept in this browser, so that neither a reload nor a server that is away
// loses a word of it.
import { base64Of, bytesOf } from "./bytes.ts";

export interface Side {
  readonly was: string;
  readonly now: string;
}

/** update: the change, for a text of the same epoch. files: as they were when all was kept and as they are now, for
 * when the server begins the text anew. */
export interface Unkept {
  readonly epoch: string;
  readonly update: Uint8Array;
  readonly files: Readonly<Record<string, Side>>;
}

const keyOf = (artifact: string) => `deskhand.live.${artifact}`;

export function unkeptOf(artifact: string): Unkept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(artifact)) ?? "null");
    if (typeof kept?.epoch !== "string" || typeof kept.update !== "string") return null;
    return { epoch: kept.epoch, update: bytesOf(kept.update), files: kept.files ?? {} };
  } catch {
    return null;
  }
}

export function keepUnkept(artifact: string, unkept: Unkept | null): void {
  try {
    if (!unkept) localStorage.removeItem(keyOf(artifact));
    else localStorage.setItem(keyOf(artifact), JSON.stringify({ ...unkept, update: base64Of(unkept.update) }));
  } catch {
    // Too much for the storage: then it lasts as long as the page.
  }
}
