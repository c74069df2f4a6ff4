// What a session is doing, as a dot: its colour and shape differ, so that it can be told without seeing colours.
import type { SessionState } from "@/api/types";
import type { Phase } from "@/session/view";
import { useWords } from "@/words";
import { join } from "./join";

const LOOK: Record<SessionState | Phase, string> = {
  working: "bg-hand breathe",
  waiting: "bg-ask rounded-[2px] rotate-45",
  paused: "border-2 border-ask",
  yours: "border-2 border-hand",
  stopping: "bg-faint breathe",
  resting: "border-2 border-line-strong",
  done: "bg-ok",
  failed: "bg-bad rounded-[2px]",
  stopped: "bg-faint rounded-[2px]",
};

export function StateDot({ state, named = true }: { state: SessionState | Phase; named?: boolean }) {
  const { shell } = useWords();
  const look = join("inline-block size-2 shrink-0 rounded-full", LOOK[state]);
  if (!named) return <span aria-hidden="true" className={look} />;
  return <span role="img" aria-label={shell.states[state]} title={shell.states[state]} className={look} />;
}
