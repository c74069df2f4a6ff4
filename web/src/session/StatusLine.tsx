// The quiet line at the bottom: the desk, what was used, how full the model's context is.
import { useEffect, useState } from "react";
import { useFigures, useWords } from "@/words";
import { isLoading } from "./loading";
import type { SessionHere } from "./SessionContext";
import { isOver } from "./view";

/** The time, told anew every so often while `ticking`. */
export function useNow(everyMs: number, ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now() / 1_000);
  useEffect(() => {
    if (!ticking) return;
    const timer = window.setInterval(() => setNow(Date.now() / 1_000), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs, ticking]);
  return now;
}

export function StatusLine({ here }: { here: SessionHere }) {
  const { session, common } = useWords();
  const figures = useFigures();
  const { view, phase, live } = here;
  const { spent } = view;
  const now = useNow(15_000, !isOver(phase));
  const read = spent.input;
  const cached = read > 0 ? Math.round((spent.cacheRead / read) * 100) : 0;
  const filled = view.contextTokens ? Math.round((view.filledTokens / view.contextTokens) * 100) : 0;
  const model = view.turns.at(-1)?.model || view.started?.model;
  return (
    <footer className="figures flex h-7 shrink-0 items-center gap-5 overflow-hidden border-t border-line bg-panel px-4 text-xs whitespace-nowrap text-soft">
      {view.desk
        ? !isOver(phase) && <span>{session.deskUp(figures.span(Math.max(0, now - view.deskAt)))}</span>
        : !isLoading(here) && <span>{session.noDesk}</span>}
      {spent.modelCalls > 0 && (
        <span>
          {common.steps(spent.steps)} · {session.modelCalls(spent.modelCalls)}
        </span>
      )}
      {read + spent.output > 0 && (
        <span>
          {session.tokens(figures.tokens(read + spent.output))}
          {cached > 0 && `, ${session.fromCache(cached)}`}
        </span>
      )}
      {filled > 0 && <span>{session.contextFilled(filled)}</span>}
      {live.wait && <span className="min-w-0 truncate text-ask">{live.wait}</span>}
      <span className="flex-1" />
      {model && (
        <span>
          {session.model} <span className="text-ink">{model}</span>
        </span>
      )}
      {view.started && (
        <span>
          {session.profile}{" "}
          <span className="text-ink">{view.started.profile.replace(/^.*\//, "").replace(/\.toml$/, "")}</span>
        </span>
      )}
    </footer>
  );
}
