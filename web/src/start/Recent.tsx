// The newest sessions, each with the last picture of its desk.
import { SquareTerminal } from "lucide-react";
import { Link } from "react-router";
import { blobAddress } from "@/api/calls";
import type { Summary } from "@/api/types";
import { StateDot } from "@/parts/StateDot";
import { useSessions } from "@/session/list";
import { useFigures, useWords } from "@/words";

const SHOWN = 6;

export function Recent() {
  const { start } = useWords();
  const { sessions } = useSessions({ q: "" });
  if (!sessions.length) return null;
  return (
    <section className="mt-12">
      <h3 className="mb-3 text-sm font-[550] text-soft">{start.recent}</h3>
      <ul className="grid grid-cols-1 gap-3 min-[30rem]:grid-cols-2 md:grid-cols-3">
        {sessions.slice(0, SHOWN).map((each) => (
          <Card key={each.id} summary={each} />
        ))}
      </ul>
    </section>
  );
}

function Card({ summary }: { summary: Summary }) {
  const { shell, common } = useWords();
  const figures = useFigures();
  return (
    <li>
      <Link
        to={`/s/${summary.id}`}
        className="group block overflow-hidden rounded-lg border border-line bg-panel shadow-1 transition-shadow hover:shadow-2"
      >
        <div className="aspect-[16/9] overflow-hidden border-b border-line bg-sunk">
          {summary.picture ? (
            <img
              src={blobAddress(summary.id, summary.picture)}
              alt=""
              loading="lazy"
              className="h-full w-full object-cover object-top transition-transform duration-[var(--slow)] ease-calm group-hover:scale-[1.02]"
            />
          ) : (
            <span className="grid h-full place-items-center text-faint">
              <SquareTerminal className="size-7 opacity-60" strokeWidth={1.25} />
            </span>
          )}
        </div>
        <div className="p-3">
          <p className="truncate text-sm font-[550]">{summary.title || shell.untitled}</p>
          <p className="figures mt-0.5 flex items-center gap-2 text-xs text-faint">
            <StateDot state={summary.state} named={false} />
            <span className={summary.state === "waiting" ? "text-ask" : ""}>{shell.states[summary.state]}</span>
            <span>· {common.steps(summary.steps)}</span>
            <span className="ml-auto">{figures.ago(summary.updated_at)}</span>
          </p>
        </div>
      </Link>
    </li>
  );
}
