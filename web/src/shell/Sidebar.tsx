// The list of sessions: new ones, a search through everything, what waits for the person, and the account.
import { useQuery } from "@tanstack/react-query";
import { FolderKanban, PanelLeftClose, Plus, Search, X } from "lucide-react";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { Link, NavLink, useNavigate, useParams } from "react-router";
import { act, useAction } from "@/actions/registry";
import * as api from "@/api/calls";
import type { Project, Summary } from "@/api/types";
import { IconButton } from "@/parts/Button";
import { INPUT } from "@/parts/Field";
import { join } from "@/parts/join";
import { Kbd } from "@/parts/Kbd";
import { Mark } from "@/parts/Mark";
import { useSessions } from "@/session/list";
import { InboxLink } from "@/views/questions/InboxLink";
import { useWords, type Words } from "@/words";
import { AccountMenu } from "./AccountMenu";
import { useLayout } from "./layout";
import { SessionRow } from "./SessionRow";

interface Section {
  name: string;
  sessions: Summary[];
}

const DAY = 86_400;

function timeOf(at: number, { shell }: Words): string {
  const midnight = new Date().setHours(0, 0, 0, 0) / 1_000;
  if (at >= midnight) return shell.today;
  if (at >= midnight - DAY) return shell.yesterday;
  return at >= midnight - 6 * DAY ? shell.week : shell.older;
}

/** What waits for the person first; then by project where there are several, else by time. */
export function sectionsOf(sessions: readonly Summary[], projects: readonly Project[], words: Words): Section[] {
  const names = new Map(projects.map((each) => [each.id, each.personal ? words.start.personalProject : each.name]));
  const several = new Set(sessions.map((each) => each.project)).size > 1;
  const sections = new Map<string, Summary[]>();
  const put = (name: string, each: Summary) => sections.set(name, [...(sections.get(name) ?? []), each]);
  for (const each of sessions) if (each.state === "waiting") put(words.shell.needYou, each);
  for (const each of sessions) {
    if (each.state === "waiting") continue;
    put(several ? (names.get(each.project) ?? words.start.personalProject) : timeOf(each.updated_at, words), each);
  }
  return [...sections].map(([name, held]) => ({ name, sessions: held }));
}

function useNeighbours(sessions: readonly Summary[]): void {
  const { id } = useParams();
  const navigate = useNavigate();
  const place = sessions.findIndex((each) => each.id === id);
  const go = (to: Summary | undefined) => to && navigate(`/s/${to.id}`);
  useAction("session.next", () => go(sessions[place + 1]), place >= 0 && place + 1 < sessions.length);
  useAction("session.previous", () => go(sessions[place - 1]), place > 0);
}

export function Sidebar({ onChosen }: { onChosen?: () => void }) {
  const words = useWords();
  const { listShown } = useLayout();
  const [written, write] = useState("");
  const q = useDeferredValue(written.trim());
  const field = useRef<HTMLInputElement>(null);
  const { sessions, found, snippets } = useSessions({ q });
  const { data: projects = [] } = useQuery({ queryKey: ["projects"], queryFn: api.projects });
  const sections = useMemo(
    () => (q ? [{ name: "", sessions }] : sectionsOf(sessions, projects, words)),
    [q, sessions, projects, words],
  );
  useNeighbours(sections.flatMap((section) => section.sessions));
  useAction("go.search", () => field.current?.focus());

  return (
    <nav aria-label={words.shell.sessions} className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-(--bar) shrink-0 items-center gap-2 pr-2 pl-4">
        <Link to="/" onClick={onChosen} className="flex items-center gap-2 rounded-md font-[650] tracking-tight">
          <Mark /> {words.common.product}
        </Link>
        <span className="flex-1" />
        <IconButton label={words.shell.hideList} onClick={() => (listShown ? act("look.list") : onChosen?.())}>
          <PanelLeftClose />
        </IconButton>
      </div>
      <div className="space-y-2 px-3 pb-2">
        <Link
          to="/"
          onClick={onChosen}
          className="flex h-9 items-center gap-2 rounded-md border border-line bg-panel px-3 text-sm font-[550] shadow-1 transition-colors hover:bg-sunk"
        >
          <Plus className="size-4 text-hand" /> <span className="flex-1">{words.shell.newSession}</span>{" "}
          <Kbd keys="n" />
        </Link>
        <div className="relative">
          <Search className="pointer-events-none absolute top-2.5 left-3 size-4 text-faint" />
          <input
            ref={field}
            type="search"
            value={written}
            onChange={(event) => write(event.target.value)}
            onKeyDown={(event) => event.key === "Escape" && (written ? write("") : field.current?.blur())}
            aria-label={words.shell.searchSessions}
            placeholder={words.common.search}
            className={join(
              INPUT,
              "border-transparent bg-sunk pr-8 pl-9 text-sm [&::-webkit-search-cancel-button]:hidden",
            )}
          />
          {written && (
            <IconButton
              label={words.common.close}
              size="sm"
              className="absolute top-1.5 right-1.5"
              onClick={() => write("")}
            >
              <X />
            </IconButton>
          )}
        </div>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-3" aria-busy={found.isPending}>
        {sections.map((section) => (
          <section key={section.name} aria-label={section.name || undefined}>
            {section.name && <h2 className="px-2 pt-4 pb-1 text-xs font-medium text-faint">{section.name}</h2>}
            <ul>
              {section.sessions.map((each) => (
                <SessionRow key={each.id} summary={each} snippet={snippets[each.id]?.[0]} onChosen={onChosen} />
              ))}
            </ul>
          </section>
        ))}
        {found.isSuccess && sessions.length === 0 && (
          <p className="px-2 py-6 text-sm text-faint">{q ? words.shell.nothingFound(q) : words.shell.noSessions}</p>
        )}
        {found.hasNextPage && (
          <button
            type="button"
            className="mt-2 w-full rounded-md px-2 py-1.5 text-left text-sm text-soft hover:bg-raise"
            onClick={() => void found.fetchNextPage()}
          >
            {words.shell.olderSessions}
          </button>
        )}
      </div>
      <div className="flex items-center gap-1 border-t border-line p-2">
        <AccountMenu />
        <span className="flex-1" />
        <InboxLink onChosen={onChosen} />
        <NavLink
          to="/projects"
          onClick={onChosen}
          title={words.shell.projects}
          aria-label={words.shell.projects}
          className={({ isActive }) =>
            join(
              "grid size-8 place-items-center rounded-md text-soft hover:bg-raise hover:text-ink",
              isActive && "bg-raise text-ink",
            )
          }
        >
          <FolderKanban className="size-[1.05rem]" />
        </NavLink>
      </div>
    </nav>
  );
}
