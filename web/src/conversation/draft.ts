import { useCallback, useEffect, useState } from "react";

const read = (key: string): string => {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
};

const listeners = new Map<string, Set<(text: string) => void>>();

/** Puts words behind those that are not sent yet, for a person to read, change and send. */
export function addToDraft(name: string, words: string): void {
  const key = `deskhand.draft.${name}`;
  const before = read(key).trimEnd();
  const text = before ? `${before}\n\n${words}` : words;
  try {
    localStorage.setItem(key, text);
  } catch {
    // Then only the field that is open has it.
  }
  for (const listener of listeners.get(key) ?? []) listener(text);
}

/** Words that were written and not sent: kept in this browser, so that a reload loses none. */
export function useDraft(name: string): [text: string, write: (text: string) => void] {
  const key = `deskhand.draft.${name}`;
  const [text, setText] = useState(() => read(key));
  useEffect(() => {
    const heard = listeners.get(key) ?? new Set();
    listeners.set(key, heard.add(setText));
    return () => void heard.delete(setText);
  }, [key]);
  const write = useCallback(
    (now: string) => {
      setText(now);
      try {
        if (now) localStorage.setItem(key, now);
        else localStorage.removeItem(key);
      } catch {
        // Then a reload loses them.
      }
    },
    [key],
  );
  return [text, write];
}
