// Keeps an eye on questions over all sessions: counts them in the page's title, and tells of new ones by a message of the
// browser where the person wanted that and does not look at the page.
import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import type { Summary } from "@/api/types";
import { useJudged } from "@/session/judged";
import { useWords } from "@/words";
import { alertState } from "./alerts";
import { badged, newlyAsked } from "./asking";
import { useWaiting } from "./waiting";

function useTitleBadge(count: number): void {
  useEffect(() => {
    const mark = () => {
      const wanted = badged(document.title, count);
      if (document.title !== wanted) document.title = wanted;
    };
    mark();
    const watch = new MutationObserver(mark);
    watch.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => watch.disconnect();
  }, [count]);
}

export function QuestionWatch() {
  const { asking, shell } = useWords();
  const judged = useJudged();
  const navigate = useNavigate();
  const { waiting, found } = useWaiting();
  const known = useRef<ReadonlySet<string> | null>(null);
  useTitleBadge(waiting.length);
  useEffect(() => {
    if (!found.isSuccess) return;
    const [fresh, now] = newlyAsked(waiting, known.current ?? new Set());
    const isFirst = known.current === null;
    known.current = now;
    if (isFirst || document.hasFocus() || alertState() !== "on") return;
    const tell = (each: Summary) => {
      const words = [each.title || shell.untitled, each.question ? judged.inShort(each.question) : ""]
        .filter(Boolean)
        .join("\n");
      const message = new Notification(asking.alertTitle, { body: words, tag: each.question?.id ?? each.id });
      message.onclick = () => {
        window.focus();
        navigate(`/s/${each.id}`);
        message.close();
      };
    };
    for (const each of fresh) tell(each);
  }, [waiting, found.isSuccess, asking, shell, judged, navigate]);
  return null;
}
