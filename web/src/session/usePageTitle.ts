import { useEffect } from "react";
import { useWords } from "@/words";
import type { SessionHere } from "./SessionContext";

/** The page's title tells from afar what a session is doing: a tab may be all that one sees of it. */
export function usePageTitle({ summary, phase }: SessionHere): void {
  const { shell, common } = useWords();
  const title = summary?.title || shell.untitled;
  useEffect(() => {
    const mark = { working: "● ", waiting: "◆ ", failed: "✕ ", done: "✓ " }[phase as string] ?? "";
    document.title = `${mark}${title} · ${common.product}`;
    return () => {
      document.title = common.product;
    };
  }, [title, phase, common.product]);
}
