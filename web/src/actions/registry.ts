// Which actions can be done right now, and the one place where keys become actions.
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { ACTION_IDS, type ActionId, CATALOGUE } from "./catalogue";

type Run = () => void;

const bound = new Map<ActionId, { run: Run }[]>();
const listeners = new Set<() => void>();
let current: readonly ActionId[] = [];

function changed(): void {
  current = ACTION_IDS.filter((id) => bound.get(id)?.length);
  for (const listener of listeners) listener();
}

/** Makes an action possible while the component is there and `possible` holds. The newest binding counts. */
export function useAction(id: ActionId, run: Run, possible = true): void {
  const newest = useRef(run);
  newest.current = run;
  // Before anybody can see what it is about: a key pressed at once is not lost.
  useLayoutEffect(() => {
    if (!possible) return;
    const binding = { run: () => newest.current() };
    bound.set(id, [...(bound.get(id) ?? []), binding]);
    changed();
    return () => {
      bound.set(
        id,
        (bound.get(id) ?? []).filter((each) => each !== binding),
      );
      changed();
    };
  }, [id, possible]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The actions that can be done right now, in the order of the catalogue. */
export const useActions = (): readonly ActionId[] => useSyncExternalStore(subscribe, () => current);
export const useCan = (id: ActionId): boolean => useActions().includes(id);

/** Does an action; false when it can't be done right now. */
export function act(id: ActionId): boolean {
  const binding = bound.get(id)?.at(-1);
  binding?.run();
  return binding !== undefined;
}

const KEPT = "deskhand.singleKeys";

export const singleKeys = {
  on: (): boolean => {
    try {
      return localStorage.getItem(KEPT) !== "off";
    } catch {
      return true;
    }
  },
  set: (on: boolean): void => {
    try {
      localStorage.setItem(KEPT, on ? "on" : "off");
    } catch {
      // Not kept, then.
    }
  },
};

/** The keys of an event in the catalogue's form. The Shift that only makes a sign (as in "?") is not named. */
export function keysOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key.toLowerCase();
  const isLetter = /^[a-z]$/.test(key);
  const named = event.shiftKey && (isLetter || key.length > 1);
  return [event.ctrlKey || event.metaKey ? "mod" : "", event.altKey ? "alt" : "", named ? "shift" : "", key]
    .filter(Boolean)
    .join("+");
}

/** Whether what has the focus takes keys itself: a text field, or the desk in a person's hands. */
function takesKeys(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest("input, textarea, select, [contenteditable], [data-own-keys]") !== null
  );
}

export function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const keys = keysOf(event);
  const inField = takesKeys(event.target);
  const isSingle = !/mod|alt/.test(keys);
  if (isSingle && (inField || !singleKeys.on() || document.querySelector("[role=dialog],[role=menu]"))) return;
  const id = current.find((each) => CATALOGUE[each].keys === keys && (!inField || CATALOGUE[each].always));
  if (!id || (event.target instanceof Element && event.target.closest("[data-own-keys]"))) return;
  event.preventDefault();
  act(id);
}

/** Listens for shortcuts. Once, for the whole page. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
