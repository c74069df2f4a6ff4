// How a piece of work ended, and what that rests on.
import { Check, CircleAlert, CircleCheck, CircleStop, X } from "lucide-react";
import { useState } from "react";
import type { Check as CheckOf, Outcome } from "@/api/events";
import { join } from "@/parts/join";
import { useSession } from "@/session/SessionContext";
import type { OutcomeItem } from "@/session/view";
import { useFigures, useWords } from "@/words";
import { Markdown } from "./Markdown";

const LOOK: Record<Outcome["kind"], "ok" | "bad" | "ask" | "quiet"> = {
  done: "ok",
  answered: "quiet",
  partly: "ask",
  failed: "bad",
  limit: "ask",
  stuck: "bad",
  stopped: "quiet",
  refused: "bad",
  lost: "bad",
};

export function OutcomeCard({ item }: { item: OutcomeItem }) {
  const { conversation, common } = useWords();
  const figures = useFigures();
  const { view } = useSession();
  const { outcome } = item;
  const look = LOOK[outcome.kind];
  const took = conversation.tookSteps(common.steps(item.steps), figures.span(item.tookS));
  const repeats = view.turns.at(-1)?.text.trim() === outcome.summary.trim();
  if (outcome.kind === "answered" && !outcome.checks.length) return null;
  if (look === "quiet" && !outcome.checks.length) {
    return (
      <p className="figures mb-6 flex items-center gap-1.5 text-xs text-faint">
        <CircleStop className="size-3.5" />
        {conversation.outcomes[outcome.kind]}
        {item.steps > 0 && ` · ${took}`}
      </p>
    );
  }
  return (
    <section
      aria-label={conversation.outcomes[outcome.kind]}
      className={join(
        "mb-6 rounded-lg border bg-panel p-4 shadow-1",
        look === "bad" ? "border-bad-line" : look === "ask" ? "border-ask-line" : "border-line",
      )}
    >
      <h3 className="flex items-center gap-2 font-[620]">
        {look === "ok" || look === "quiet" ? (
          <CircleCheck className="size-4.5 text-ok" />
        ) : (
          <CircleAlert className={join("size-4.5", look === "bad" ? "text-bad" : "text-ask")} />
        )}
        {conversation.outcomes[outcome.kind]}
        <span className="figures ml-auto text-xs font-normal text-faint">{item.steps > 0 && took}</span>
      </h3>
      {outcome.summary && !repeats && (
        <div className="mt-2 text-soft">
          <Markdown text={outcome.summary} />
        </div>
      )}
      {outcome.checks.length > 0 && <Checks checks={outcome.checks} />}
    </section>
  );
}

const SHOWN = 4;

/** Those that do not hold first: they are what a person must know. */
function Checks({ checks }: { checks: readonly CheckOf[] }) {
  const { conversation } = useWords();
  const [all, setAll] = useState(false);
  const ordered = [...checks.filter((each) => !each.holds), ...checks.filter((each) => each.holds)];
  const holding = checks.filter((each) => each.holds).length;
  return (
    <>
      <h4 className="figures mt-3 text-xs text-faint">{conversation.checks(holding, checks.length)}</h4>
      <ul className="mt-1 space-y-1 text-sm">
        {(all ? ordered : ordered.slice(0, SHOWN)).map((check, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an outcome does not change
          <li key={place} className="flex gap-2">
            {check.holds ? (
              <Check aria-label={conversation.holds} className="mt-0.5 size-4 shrink-0 text-ok" />
            ) : (
              <X aria-label={conversation.holdsNot} className="mt-0.5 size-4 shrink-0 text-bad" />
            )}
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {check.name}
              {check.evidence && <span className={join("text-faint", !all && "line-clamp-2")}>{check.evidence}</span>}
            </span>
          </li>
        ))}
      </ul>
      {checks.length > SHOWN && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="mt-2 text-sm font-[550] text-hand"
        >
          {all ? conversation.showLess : conversation.showAll}
        </button>
      )}
    </>
  );
}
