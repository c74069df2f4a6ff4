// Tells who does not see the page what was said last, what is asked, and how the work ended. What is still being written
// is not read out: it would be read again with every piece.
import { useEffect, useRef, useState } from "react";
import { useSession } from "@/session/SessionContext";
import type { Item, SessionView } from "@/session/view";
import { useWords, type Words } from "@/words";

const CHARS_MAX = 400;

function toldOf(item: Item, view: SessionView, { conversation, shell }: Words): string {
  switch (item.kind) {
    case "reply":
      return item.text || conversation.modelFailed;
    case "question":
      return `${shell.states.waiting}: ${view.questions[item.question]?.text ?? ""}`;
    case "outcome":
      return `${conversation.outcomes[item.outcome.kind]}. ${item.outcome.summary}`;
    case "notice":
      return item.text;
    default:
      return "";
  }
}

export function Announcer() {
  const { view, connection } = useSession();
  const words = useWords();
  const [told, tell] = useState("");
  const known = useRef(-1);
  const last = view.items.at(-1);
  useEffect(() => {
    if (connection !== "live" || !last) return;
    const isNew = known.current >= 0 && last.seq > known.current;
    known.current = last.seq;
    const text = isNew ? toldOf(last, view, words) : "";
    if (text) tell(text.slice(0, CHARS_MAX));
  }, [last, view, connection, words]);
  return (
    <p aria-live="polite" className="sr-only">
      {told}
    </p>
  );
}
