// A project's name, its instructions and what a new session gets.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import * as api from "@/api/calls";
import type { Project } from "@/api/types";
import * as workplace from "@/api/workplace";
import { Button } from "@/parts/Button";
import { Field, INPUT } from "@/parts/Field";
import { Section } from "@/parts/Section";
import { useDoing } from "@/parts/useDoing";
import { useWords } from "@/words";
import { defaultsOf, type Written, writtenOf } from "./defaults";

export function About({ project, owns }: { project: Project; owns: boolean }) {
  const { projects: words, common } = useWords();
  const [name, setName] = useState(project.name);
  const [instructions, setInstructions] = useState(project.instructions);
  const [written, write] = useState(() => writtenOf(project.defaults));
  const { busy, run } = useDoing("projects");
  const before = JSON.stringify([project.name, project.instructions, writtenOf(project.defaults)]);
  const changed = JSON.stringify([name, instructions, written]) !== before;
  const id = useId();
  const keep = (event: FormEvent) => {
    event.preventDefault();
    const changes = { instructions, defaults: defaultsOf(written), ...(project.personal ? {} : { name: name.trim() }) };
    void run(() => workplace.changeProject(project.id, changes), words.saved);
  };
  return (
    <form onSubmit={keep}>
      <fieldset disabled={!owns} className="contents">
        {!project.personal && (
          <Section title={words.name}>
            <Field label={words.name} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
          </Section>
        )}
        <Section title={words.instructions} note={words.instructionsNote}>
          <textarea
            id={`${id}-instructions`}
            aria-label={words.instructions}
            value={instructions}
            rows={6}
            onChange={(event) => setInstructions(event.target.value)}
            className={`${INPUT} h-auto! resize-y py-2`}
          />
        </Section>
        <Section title={words.defaults}>
          <DefaultsFields written={written} onChange={(changes) => write({ ...written, ...changes })} />
        </Section>
      </fieldset>
      {owns ? (
        <div className="mb-9 flex gap-2">
          <Button type="submit" tone="go" disabled={!changed || busy || (!project.personal && !name.trim())}>
            {words.save}
          </Button>
          {changed && (
            <Button
              tone="quiet"
              onClick={() => {
                setName(project.name);
                setInstructions(project.instructions);
                write(writtenOf(project.defaults));
              }}
            >
              {common.cancel}
            </Button>
          )}
        </div>
      ) : (
        <p className="mb-9 text-sm text-soft">{words.readOnly}</p>
      )}
    </form>
  );
}

function Select({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-[550] text-soft">
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)} className={`${INPUT} px-2`}>
        {children}
      </select>
    </div>
  );
}

function DefaultsFields({ written, onChange }: { written: Written; onChange: (changes: Partial<Written>) => void }) {
  const { projects: words } = useWords();
  const { data: models } = useQuery({ queryKey: ["models"], queryFn: api.models });
  const { data: profiles } = useQuery({ queryKey: ["profiles"], queryFn: api.profiles });
  const id = useId();
  const field = (name: keyof Written, label: string, placeholder = words.asUsual) => (
    <Field
      label={label}
      value={written[name]}
      placeholder={placeholder}
      autoComplete="off"
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Select label={words.model} value={written.model} onChange={(model) => onChange({ model })}>
        <option value="">{words.asUsual}</option>
        {models?.models.map((each) => (
          <option key={each.id} value={each.id}>
            {each.label || each.id}
          </option>
        ))}
      </Select>
      <Select label={words.profile} value={written.profile} onChange={(profile) => onChange({ profile })}>
        <option value="">{words.asUsual}</option>
        {profiles?.profiles.map((each) => (
          <option key={each.name} value={each.name}>
            {each.name}
          </option>
        ))}
      </Select>
      {field("width", `${words.screen}: ${words.width}`)}
      {field("height", `${words.screen}: ${words.height}`)}
      {field("locale", words.locale)}
      {field("timezone", words.timezone)}
      <div className="md:col-span-2">
        <label htmlFor={id} className="mb-1 block text-sm font-[550] text-soft">
          {words.hosts}
        </label>
        <textarea
          id={id}
          aria-describedby={`${id}-note`}
          rows={2}
          value={written.hosts}
          onChange={(event) => onChange({ hosts: event.target.value })}
          className={`${INPUT} h-auto! resize-y py-2 font-code text-xs`}
        />
        <p id={`${id}-note`} className="mt-1 text-xs text-faint">
          {words.hostsNote}
        </p>
      </div>
    </div>
  );
}
