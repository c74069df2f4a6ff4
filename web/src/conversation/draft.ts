import { useCallback, useState } from "react";

const read = (key: string): string => {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
};

/** Words that were written and not sent: kept in this browser, so that a reload loses none. */
export function useDraft(name: string): [text: string, write: (text: string) => void] {
  const key = `deskhand.draft.${name}`;
  const [text, setText] = useState(() => read(key));
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
