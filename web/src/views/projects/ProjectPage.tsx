// One project: its sessions, and what they share.
import { ArchiveRestore, ChevronLeft, SquarePen, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import * as api from "@/api/calls";
import type { Project } from "@/api/types";
import * as workplace from "@/api/workplace";
import { Button } from "@/parts/Button";
import { Confirm } from "@/parts/Confirm";
import { INPUT } from "@/parts/Field";
import { Section } from "@/parts/Section";
import { useDoing } from "@/parts/useDoing";
import { useSessions } from "@/session/list";
import { useMayCommand } from "@/shell/me";
import { Page } from "@/shell/Page";
import { SessionRow } from "@/shell/SessionRow";
import { useWords } from "@/words";
import { About } from "./About";
import { Files } from "./Files";
import { Members } from "./Members";

export function ProjectPage({ project }: { project: Project }) {
  const { start, shell, projects: words } = useWords();
  const mayCommand = useMayCommand() && project.role !== "viewer";
  const owns = project.role === "owner";
  const name = project.personal && owns ? start.personalProject : project.name;
  const { run } = useDoing("projects");
  return (
    <Page
      title={
        <span className="flex items-center gap-1">
          <Link to="/projects" className="flex items-center rounded-md text-soft hover:text-ink" aria-label={words.all}>
            <ChevronLeft className="size-4.5" />
          </Link>
          <span className="truncate">{name}</span>
        </span>
      }
      right={
        mayCommand &&
        !project.archived && (
          <Link
            to={`/?project=${project.id}`}
            className="inline-flex h-8 items-center gap-1.5 rounded-md bg-hand px-3 text-sm font-[550] whitespace-nowrap text-hand-ink hover:bg-hand-strong"
          >
            <SquarePen className="size-4" /> <span className="max-md:hidden">{words.newSession}</span>
            <span className="md:hidden">{shell.newSession}</span>
          </Link>
        )
      }
    >
      <div className="mx-auto max-w-5xl p-4 lg:p-8">
        {project.archived && (
          <div className="mb-6 flex flex-wrap items-center gap-3 rounded-lg border border-ask-line bg-ask-wash px-4 py-3 text-sm">
            <span className="flex-1">{words.archivedNote}</span>
            {owns && (
              <Button
                size="sm"
                onClick={() => void run(() => workplace.changeProject(project.id, { archived: false }))}
              >
                <ArchiveRestore /> {words.unarchive}
              </Button>
            )}
          </div>
        )}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div>
            <Sessions project={project} />
            <About project={project} owns={owns} />
          </div>
          <div>
            <Files project={project} mayChange={mayCommand} />
            <Members project={project} owns={owns} />
            {owns && !project.personal && <Endings project={project} />}
          </div>
        </div>
      </div>
    </Page>
  );
}

function Sessions({ project }: { project: Project }) {
  const { shell, projects: words } = useWords();
  const { sessions, found } = useSessions({ q: "", project: project.id });
  return (
    <Section title={shell.sessions}>
      {found.isSuccess && sessions.length === 0 ? (
        <p className="text-sm text-soft">{words.noSessions}</p>
      ) : (
        <ul className="rounded-lg border border-line bg-panel p-1">
          {sessions.map((each) => (
            <SessionRow key={each.id} summary={each} snippet={undefined} onChosen={undefined} />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <Button tone="quiet" size="sm" className="mt-1" onClick={() => void found.fetchNextPage()}>
          {shell.olderSessions}
        </Button>
      )}
    </Section>
  );
}

/** Deletes what is in a project, session by session, then the project. `tell` is told how many are left. */
export async function deleteAll(id: string, tell: (left: number) => void): Promise<void> {
  for (const archived of [false, true]) {
    for (;;) {
      const { sessions } = await api.sessions({ project: id, archived, limit: 100 });
      if (!sessions.length) break;
      for (const [place, session] of sessions.entries()) {
        tell(sessions.length - place);
        await api.deleteSession(session.id);
      }
    }
  }
  await workplace.deleteProject(id);
}

function Endings({ project }: { project: Project }) {
  const { projects: words, common } = useWords();
  const navigate = useNavigate();
  const [removing, setRemoving] = useState(false);
  const [typed, setTyped] = useState("");
  const [left, setLeft] = useState(0);
  const { busy, run } = useDoing("projects", "sessions");
  const remove = () =>
    void run(async () => {
      await deleteAll(project.id, setLeft);
      navigate("/projects", { replace: true });
    }, words.removed).finally(() => setLeft(0));
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line pt-5">
      {!project.archived && (
        <Button disabled={busy} onClick={() => void run(() => workplace.changeProject(project.id, { archived: true }))}>
          {words.archive}
        </Button>
      )}
      <Button tone="bad" disabled={busy} onClick={() => setRemoving(true)}>
        <Trash2 /> {words.remove}…
      </Button>
      {left > 0 && (
        <p role="status" className="w-full text-sm text-soft">
          {words.removing(left)}
        </p>
      )}
      <Confirm
        open={removing}
        onClose={() => {
          setRemoving(false);
          setTyped("");
        }}
        title={words.removeTitle(project.name)}
        text={words.removeText(project.sessions)}
        act={common.remove}
        possible={project.sessions === 0 || typed.trim() === project.name.trim()}
        onAct={remove}
      >
        {project.sessions > 0 && (
          <label className="mt-4 block text-sm text-soft">
            {words.removeConfirm(project.name)}
            <input
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
              className={`${INPUT} mt-1`}
            />
          </label>
        )}
      </Confirm>
    </div>
  );
}
