// What a run printed, below the code: live while it goes on, and how it ended.
import { CircleStop, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button, IconButton } from "@/parts/Button";
import { join } from "@/parts/join";
import { Spinner } from "@/parts/Spinner";
import { textOf } from "@/session/fold";
import { useSession } from "@/session/SessionContext";
import type { Step } from "@/session/view";
import { useFigures, useWords } from "@/words";
import type { Run } from "./useRun";

const SHOWN_CHARS_MAX = 60_000;
/** The shell's own number for a program that is not there. */
const NOT_THERE = 127;

const isOpen = (step: Step | undefined): step is Step => step !== undefined && !step.endSeq;

export function RunPane({ run }: { run: Run }) {
  const { running, artifacts } = useWords();
  const { live } = useSession();
  const { step, begins } = run;
  const [closed, setClosed] = useState(0);
  const text = begins || !step ? "" : isOpen(step) ? (live.output[step.call.id] ?? "") : printed(step);
  const end = useRef<HTMLPreElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was printed last is in sight
  useEffect(() => {
    // Newer browsers give a promise, which is nothing for an effect to give back.
    end.current?.scrollTo({ top: end.current.scrollHeight });
  }, [text]);
  if (!run.goes && (!step || step.number === closed)) return null;
  return (
    <section aria-label={running.output} className="flex max-h-[45%] min-h-28 shrink-0 flex-col border-t border-line">
      <div className="flex min-h-10 shrink-0 items-center gap-2 border-b border-line px-3 text-sm">
        <span className="font-[550]">{running.output}</span>
        <span role="status" className="figures flex min-w-0 flex-1 items-center gap-2 truncate text-soft">
          {run.goes ? (
            <>
              <Spinner /> {begins ? running.begins : step?.status === "running" ? running.runs : running.waits}
            </>
          ) : (
            step && <Ended step={step} />
          )}
        </span>
        {isOpen(step) && !begins && (
          <Button size="sm" tone="bad" onClick={run.stop}>
            <CircleStop /> {artifacts.stop}
          </Button>
        )}
        <IconButton label={running.close} size="sm" onClick={() => setClosed(step?.number ?? 0)}>
          <X />
        </IconButton>
      </div>
      <pre
        ref={end}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keys
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto px-3 py-2 font-code text-xs whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {text.slice(-SHOWN_CHARS_MAX)}
      </pre>
    </section>
  );
}

/** What came of it, without the line that tells how it ended; of a call that was not carried out, why. */
function printed(step: Step): string {
  return textOf(typeof step.details.exit_code === "number" ? step.content.slice(1) : step.content);
}

function Ended({ step }: { step: Step }) {
  const { running, acts } = useWords();
  const figures = useFigures();
  const exit = step.details.exit_code;
  const isGood = step.status === "ok" && exit === 0;
  return (
    <>
      <span className={join("shrink-0", isGood ? "text-ok" : "text-bad")}>
        {step.status !== "ok" ? acts.statuses[step.status] : isGood ? running.done : acts.exit(Number(exit))}
      </span>
      {exit === NOT_THERE && <span className="truncate">{running.noProgram}</span>}
      {step.startedAt > 0 && <time>{figures.seconds(step.tookS)}</time>}
    </>
  );
}
