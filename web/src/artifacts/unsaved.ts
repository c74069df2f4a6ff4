// What a person changed and did not save: kept in this browser by artifact, so that neither a reload nor a new version of
// somebody else loses a word of it.
import { useSyncExternalStore } from "react";

export type Texts = Readonly<Record<string, string>>;

/** The files that were changed, whole, and the version that they were changed from. */
export interface Unsaved {
  readonly base: number;
  readonly files: Texts;
}

type Listener = () => void;
const KEPT = (artifact: string) => `deskhand.unsaved.${artifact}`;
const held = new Map<string, Unsaved | null>();
const listeners = new Set<Listener>();

function read(artifact: string): Unsaved | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT(artifact)) ?? "null");
    const isWhole = kept && typeof kept.base === "number" && typeof kept.files === "object" && kept.files !== null;
    return isWhole ? { base: kept.base, files: kept.files } : null;
  } catch {
    return null;
  }
}

export function unsavedOf(artifact: string): Unsaved | null {
  const known = held.get(artifact);
  if (known !== undefined) return known;
  const kept = read(artifact);
  held.set(artifact, kept);
  return kept;
}

export function keepUnsaved(artifact: string, unsaved: Unsaved | null): void {
  held.set(artifact, unsaved);
  try {
    if (unsaved) localStorage.setItem(KEPT(artifact), JSON.stringify(unsaved));
    else localStorage.removeItem(KEPT(artifact));
  } catch {
    // Too much for the storage: then it lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

const subscribe = (listener: Listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useUnsaved = (artifact: string): Unsaved | null =>
  useSyncExternalStore(subscribe, () => unsavedOf(artifact));

/** After a file was changed: one that is again as it was is changed no more, and with none left there is nothing to save. */
export function changed(unsaved: Unsaved | null, base: number, was: Texts, path: string, text: string): Unsaved | null {
  const { [path]: _before, ...others } = unsaved?.files ?? {};
  const files = was[path] === text ? others : { ...others, [path]: text };
  return Object.keys(files).length ? { base: unsaved?.base ?? base, files } : null;
}

/** All files as they would be saved. */
export const withUnsaved = (was: Texts, unsaved: Unsaved | null): Record<string, string> => ({
  ...was,
  ...unsaved?.files,
});

/** What is left to save after `sent` became version `number`: what was typed since. */
export function afterSaving(unsaved: Unsaved | null, sent: Texts, number: number): Unsaved | null {
  if (!unsaved) return null;
  const left = Object.entries(unsaved.files).filter(([path, text]) => sent[path] !== text);
  return left.length ? { base: number, files: Object.fromEntries(left) } : null;
}

/** mine: changed by me and also by others since; theirs: their text now, "" where they took it away. */
export interface Clash {
  readonly path: string;
  readonly mine: string;
  readonly theirs: string;
}

/** The files that both changed, differently. was: the version that mine began from; now: the newest one. */
export function clashesOf(was: Texts, now: Texts, unsaved: Unsaved): Clash[] {
  return Object.entries(unsaved.files).flatMap(([path, mine]) => {
    const theirs = now[path] ?? "";
    return theirs === (was[path] ?? "") || theirs === mine ? [] : [{ path, mine, theirs }];
  });
}
