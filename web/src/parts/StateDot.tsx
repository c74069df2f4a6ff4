// What a session is doing, as a dot: its colour and shape differ, so that it can be told without seeing colours.
import type { SessionState } from "@/api/types";
import type { Phase } from "@/session/view";
import { useWords } from "@/words";
import { join } from "./join";

const LOOK: Record<SessionState | Phase, string> = {
  working: "rounded-full bg-hand breathe",
  waiting: "rounded-[2px] bg-ask rotate-45",
  paused: "rounded-full border-2 border-ask",
  yours: "rounded-full border-2 border-hand",
  stopping: "rounded-full bg-faint breathe",
  resting: "rounded-full border-2 border-line-strong",
  done: "rounded-full bg-ok",
  failed: "rounded-[2px] bg-bad",
  stopped: "rounded-[2px] bg-faint",
};

export function StateDot({ state, named = true }: { state: SessionState | Phase; named?: boolean }) {
  const { shell } = useWords();
  const look = join("inline-block size-2 shrink-0", LOOK[state]);
  if (!named) return <span aria-hidden="true" className={look} />;
  return <span role="img" aria-label={shell.states[state]} title={shell.states[state]} className={look} />;
}
