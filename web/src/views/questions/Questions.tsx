// All questions that wait, over all sessions; one is open at a time and can be answered here.
import { ArrowUpRight, ChevronRight, Inbox } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Summary } from "@/api/types";
import { Empty } from "@/parts/Empty";
import { join } from "@/parts/join";
import { Spinner } from "@/parts/Spinner";
import { useJudged } from "@/session/judged";
import { type SessionHere, SessionProvider } from "@/session/SessionContext";
import { Page } from "@/shell/Page";
import { useFigures, useWords } from "@/words";
import { OpenQuestion } from "./OpenQuestion";
import { useAllRead, useWaiting } from "./waiting";

export default function Questions() {
  const { asking } = useWords();
  const { waiting, found } = useWaiting();
  const [chosen, choose] = useState<string | null>(null);
  useAllRead(found);
  const open = chosen === "" ? undefined : (waiting.find((each) => each.id === chosen) ?? waiting[0]);
  return (
    <Page title={asking.inbox}>
      <div className="mx-auto h-full max-w-3xl p-4 lg:p-8">
        {found.isPending ? (
          <Spinner />
        ) : waiting.length ? (
          <>
            <p role="status" className="mb-3 text-sm text-soft">
              {asking.inboxCount(waiting.length)}
            </p>
            <ul className="space-y-2">
              {waiting.map((each) => (
                <Row
                  key={each.id}
                  summary={each}
                  open={each === open}
                  onToggle={() => choose(each === open ? "" : each.id)}
                />
              ))}
            </ul>
          </>
        ) : (
          <Empty icon={<Inbox />} title={asking.inboxEmpty} text={asking.inboxEmptyText} />
        )}
      </div>
    </Page>
  );
}

function Row({ summary, open, onToggle }: { summary: Summary; open: boolean; onToggle: () => void }) {
  const { shell, asking } = useWords();
  const figures = useFigures();
  const judged = useJudged();
  const title = summary.title || shell.untitled;
  const asked = summary.question && judged.inShort(summary.question);
  return (
    <li className="rounded-lg border border-line bg-panel">
      <div className="flex items-center gap-2 pr-2">
        <h2 className="min-w-0 flex-1">
          <button
            type="button"
            aria-expanded={open}
            onClick={onToggle}
            className="flex w-full items-start gap-2 rounded-lg p-3 text-left"
          >
            <ChevronRight
              className={join("mt-0.5 size-4 shrink-0 text-faint transition-transform", open && "rotate-90")}
            />
            <span className="min-w-0 flex-1">
              <span className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1 truncate text-sm font-[550]">{title}</span>
                <time className="text-xs text-faint">{figures.ago(summary.updated_at)}</time>
              </span>
              {!open && <span className="block truncate text-sm text-ask">{asked}</span>}
            </span>
          </button>
        </h2>
        <Link
          to={`/s/${summary.id}`}
          title={asking.toSession}
          aria-label={`${asking.toSession}: ${title}`}
          className="grid size-8 shrink-0 place-items-center rounded-md text-soft hover:bg-raise hover:text-ink"
        >
          <ArrowUpRight className="size-4" />
        </Link>
      </div>
      {open && (
        <div className="px-3 pb-1">
          <SessionProvider key={summary.id} id={summary.id}>
            {(here) => <Asked here={here} />}
          </SessionProvider>
        </div>
      )}
    </li>
  );
}

function Asked({ here: { view } }: { here: SessionHere }) {
  const question = view.questions[view.asking];
  return question ? <OpenQuestion key={question.id} question={question} field /> : <Spinner />;
}
