import { useEffect } from "react";
import { useWords } from "@/words";
import type { SessionHere } from "./SessionContext";

const MARKS: Record<string, string> = { working: "● ", waiting: "◆ ", failed: "✕ ", done: "✓ " };

/** The page's title tells from afar what a session is doing: a tab may be all that one sees of it. A page in the
 * background hears of that by the list of sessions, since it lets the session's own stream go. */
export function usePageTitle({ summary, phase, view }: SessionHere): void {
  const { shell, common } = useWords();
  const title = summary?.title || shell.untitled;
  const state = summary && summary.seq > view.seq ? summary.state : phase;
  useEffect(() => {
    document.title = `${MARKS[state] ?? ""}${title} · ${common.product}`;
    return () => {
      document.title = common.product;
    };
  }, [title, state, common.product]);
}
