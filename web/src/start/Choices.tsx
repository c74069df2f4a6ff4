// By which model, with how much risk, in which project: small menus in the box for a new session. What was chosen last
// is chosen again; a project's own choices come first.
import { useQuery } from "@tanstack/react-query";
import { ChevronDown, Cpu, FolderKanban, ShieldCheck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router";
import * as api from "@/api/calls";
import type { ModelInfo, ProfileInfo, Project, SessionWish } from "@/api/types";
import { Menu, MenuChoices } from "@/parts/Menu";
import { useWords } from "@/words";
import { providerName } from "@/words/providers";

interface Chosen {
  model: string;
  profile: string;
  project: string;
}

const KEPT = "deskhand.choices";
const NOTHING: Chosen = { model: "", profile: "", project: "" };

function kept(): Chosen {
  try {
    return { ...NOTHING, ...JSON.parse(localStorage.getItem(KEPT) ?? "{}") };
  } catch {
    return NOTHING;
  }
}

export interface ChoicesHere {
  models: readonly ModelInfo[];
  profiles: readonly ProfileInfo[];
  projects: readonly Project[];
  model: ModelInfo | undefined;
  profile: string;
  project: Project | undefined;
  choose: (changes: Partial<Chosen>) => void;
  given: Pick<SessionWish, "model" | "profile" | "project">;
}

export function useChoices(): ChoicesHere {
  const [asked] = useSearchParams();
  const [chosen, setChosen] = useState<Chosen>(() => ({
    ...kept(),
    ...(asked.get("project") ? { project: asked.get("project") ?? "" } : {}),
  }));
  const { data: told } = useQuery({ queryKey: ["models"], queryFn: api.models });
  const { data: risks } = useQuery({ queryKey: ["profiles"], queryFn: api.profiles });
  const { data: projects = [] } = useQuery({ queryKey: ["projects"], queryFn: api.projects });

  const [models, profiles] = [told?.models ?? [], risks?.profiles ?? []];
  const project = projects.find((each) => each.id === chosen.project) ?? projects.find((each) => each.personal);
  const ready = (id: string | undefined) => models.find((each) => each.id === id && each.has_key !== false);
  const model = [chosen.model, project?.defaults.model, told?.usual, "steps"].map(ready).find(Boolean) ?? models[0];
  const names = profiles.map((each) => each.name);
  const wanted = [chosen.profile, project?.defaults.profile, risks?.usual];
  const profile = wanted.find((each) => each && names.includes(each)) ?? "";
  const choose = (changes: Partial<Chosen>) => {
    // Another project brings its own model and profile.
    const now = { ...chosen, ...(changes.project ? { model: "", profile: "" } : {}), ...changes };
    setChosen(now);
    try {
      localStorage.setItem(KEPT, JSON.stringify(now));
    } catch {
      // Not kept, then.
    }
  };
  const given = {
    ...(model ? { model: model.id } : {}),
    ...(profile ? { profile } : {}),
    ...(project ? { project: project.id } : {}),
  };
  return { models, profiles, projects, model, profile, project, choose, given };
}

function Choice({
  label,
  icon,
  value,
  children,
}: {
  label: string;
  icon: ReactNode;
  value: string;
  children: ReactNode;
}) {
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${label}: ${value}`}
          title={label}
          className="flex h-8 min-w-0 items-center gap-1.5 rounded-md px-1.5 text-sm text-soft hover:bg-raise hover:text-ink md:px-2 [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-faint"
        >
          <span className="hidden md:inline">{icon}</span> <span className="max-w-36 truncate">{value}</span>{" "}
          <ChevronDown />
        </button>
      }
    >
      {children}
    </Menu>
  );
}

export function Choices({ choices }: { choices: ChoicesHere }) {
  const { start } = useWords();
  const { models, profiles, projects, model, profile, project, choose } = choices;
  const nameOf = (each: Project) => (each.personal ? start.personalProject : each.name);
  return (
    <div className="flex min-w-0 items-center">
      {model && (
        <Choice label={start.model} icon={<Cpu />} value={model.label || model.id}>
          <MenuChoices
            value={model.id}
            choices={models.map((each) => ({
              value: each.id,
              label: each.label || each.id,
              note:
                each.id === "steps"
                  ? start.builtin
                  : each.has_key === false
                    ? start.noKey
                    : providerName(each.provider),
              disabled: each.has_key === false,
            }))}
            onChoose={(id) => choose({ model: id })}
          />
        </Choice>
      )}
      {profile && (
        <Choice label={start.profile} icon={<ShieldCheck />} value={profile}>
          <MenuChoices
            value={profile}
            choices={profiles.map((each) => ({
              value: each.name,
              label: each.name,
              note: start.profileNotes[each.name as keyof typeof start.profileNotes],
            }))}
            onChoose={(name) => choose({ profile: name })}
          />
        </Choice>
      )}
      {projects.length > 1 && project && (
        <Choice label={start.project} icon={<FolderKanban />} value={nameOf(project)}>
          <MenuChoices
            value={project.id}
            choices={projects.map((each) => ({ value: each.id, label: nameOf(each) }))}
            onChoose={(id) => choose({ project: id })}
          />
        </Choice>
      )}
    </div>
  );
}
