// The name of this page's connection to desks. Control of a desk belongs to it, so it outlasts a reload of the page.
import { newId } from "@/api/client";

const KEPT = "deskhand.connection";

function named(): string {
  try {
    const kept = sessionStorage.getItem(KEPT);
    if (kept && /^[A-Za-z0-9_-]{8,64}$/.test(kept)) return kept;
    const made = newId();
    sessionStorage.setItem(KEPT, made);
    return made;
  } catch {
    return newId();
  }
}

let name = "";

/** Looked up when it is first wanted: a tab's storage is read from another process, while the page could be drawn. */
export function connection(): string {
  name ||= named();
  return name;
}
