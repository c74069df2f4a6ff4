// Projects: all of them, or one with what its sessions share.
import { useQuery } from "@tanstack/react-query";
import { ChevronRight, FolderKanban, Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import * as api from "@/api/calls";
import type { Project } from "@/api/types";
import * as workplace from "@/api/workplace";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { Empty } from "@/parts/Empty";
import { Field } from "@/parts/Field";
import { Spinner } from "@/parts/Spinner";
import { useDoing } from "@/parts/useDoing";
import { useMayCommand } from "@/shell/me";
import { Page } from "@/shell/Page";
import { useWords } from "@/words";
import { ProjectPage } from "./ProjectPage";

export default function Projects() {
  const { id } = useParams();
  const { errors, projects: words, shell } = useWords();
  const { data } = useQuery({ queryKey: ["projects"], queryFn: api.projects });
  if (!data)
    return (
      <Page title={shell.projects}>
        <Spinner />
      </Page>
    );
  if (!id) return <List projects={data} />;
  const project = data.find((each) => each.id === id);
  if (project) return <ProjectPage key={id} project={project} />;
  return (
    <Page title={shell.projects}>
      <Empty title={errors.notFoundTitle} text={errors.notFoundText}>
        <Link to="/projects" className="font-[550] text-hand underline underline-offset-4">
          {words.all}
        </Link>
      </Empty>
    </Page>
  );
}

function List({ projects }: { projects: readonly Project[] }) {
  const { shell, projects: words } = useWords();
  const mayMake = useMayCommand();
  const [making, setMaking] = useState(false);
  const [archiveOpen, setArchiveOpen] = useState(false);
  const archived = projects.filter((each) => each.archived);
  return (
    <Page
      title={shell.projects}
      right={
        mayMake && (
          <Button onClick={() => setMaking(true)}>
            <Plus /> {shell.newProject}
          </Button>
        )
      }
    >
      <div className="mx-auto max-w-4xl p-4 lg:p-8">
        <p className="mb-5 text-sm text-soft">{words.intro}</p>
        <Cards projects={projects.filter((each) => !each.archived)} />
        {archived.length > 0 && (
          <section className="mt-8">
            <Button tone="quiet" aria-expanded={archiveOpen} onClick={() => setArchiveOpen(!archiveOpen)}>
              <ChevronRight className={archiveOpen ? "rotate-90 transition-transform" : "transition-transform"} />
              {words.showArchived(archived.length)}
            </Button>
            {archiveOpen && (
              <div className="mt-3">
                <Cards projects={archived} />
              </div>
            )}
          </section>
        )}
      </div>
      <NewProject open={making} onClose={() => setMaking(false)} />
    </Page>
  );
}

function Cards({ projects }: { projects: readonly Project[] }) {
  const { start, projects: words } = useWords();
  return (
    <ul className="grid gap-3 md:grid-cols-2">
      {projects.map((each) => (
        <li key={each.id}>
          <Link
            to={`/projects/${each.id}`}
            className="flex h-full gap-3 rounded-lg border border-line bg-panel p-4 shadow-1 transition-colors hover:bg-sunk"
          >
            <FolderKanban className="mt-0.5 size-4.5 shrink-0 text-faint" />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-base font-[550]">
                {each.personal && each.role === "owner" ? start.personalProject : each.name}
              </span>
              <span className="mt-0.5 line-clamp-2 text-sm text-soft">{each.instructions}</span>
              <span className="figures mt-1.5 block text-xs text-faint">
                {[
                  words.sessions(each.sessions),
                  each.members.length > 1 ? words.people(each.members.length) : "",
                  each.defaults.model,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function NewProject({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { shell, projects: words, common } = useWords();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const { busy, run } = useDoing("projects");
  const make = async (event: FormEvent) => {
    event.preventDefault();
    const made = await run(() => workplace.makeProject(name.trim()));
    if (!made) return;
    setName("");
    onClose();
    navigate(`/projects/${made.id}`);
  };
  return (
    <Dialog open={open} onClose={onClose} title={shell.newProject}>
      <form className="mt-4" onSubmit={(event) => void make(event)}>
        <Field
          label={words.name}
          value={name}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <div className="mt-5 flex justify-end gap-2">
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" tone="go" disabled={!name.trim() || busy}>
            {words.create}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
