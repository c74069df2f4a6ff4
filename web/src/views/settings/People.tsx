// Who is let in: roles, one-time links, and out again. For owners.
import { useQuery } from "@tanstack/react-query";
import { Link2, UserPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import * as api from "@/api/calls";
import type { Account, Role } from "@/api/types";
import * as workplace from "@/api/workplace";
import { Button } from "@/parts/Button";
import { Confirm } from "@/parts/Confirm";
import { Dialog } from "@/parts/Dialog";
import { Field, INPUT } from "@/parts/Field";
import { Rows, Section } from "@/parts/Section";
import { toast } from "@/parts/toasts";
import { useDoing } from "@/parts/useDoing";
import { useMe } from "@/shell/me";
import { useWords } from "@/words";

const ROLES: readonly Role[] = ["owner", "member", "viewer"];

export function RoleSelect({
  label,
  value,
  onChoose,
  disabled = false,
}: {
  label: string;
  value: Role;
  onChoose: (role: Role) => void;
  disabled?: boolean;
}) {
  const { people } = useWords().settings;
  return (
    <select
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(event) => onChoose(event.target.value as Role)}
      className={`${INPUT} h-8 w-auto! px-2 text-sm disabled:opacity-60`}
    >
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {people.roles[role]}
        </option>
      ))}
    </select>
  );
}

interface Shown {
  name: string;
  link: string;
}

export function People() {
  const { settings } = useWords();
  const { people } = settings;
  const { account } = useMe();
  const { data: accounts = [] } = useQuery({ queryKey: ["accounts"], queryFn: api.accounts });
  const [shown, setShown] = useState<Shown | null>(null);
  if (account.role !== "owner") return <p className="text-sm text-soft">{settings.ownerOnly}</p>;
  return (
    <>
      <Section title={settings.parts.people} note={people.intro}>
        <Rows label={settings.parts.people}>
          {accounts.map((each) => (
            <Person key={each.id} person={each} own={each.id === account.id} onLink={setShown} />
          ))}
        </Rows>
        <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-xs text-soft">
          {ROLES.map((role) => (
            <div key={role} className="contents">
              <dt className="font-[550]">{people.roles[role]}</dt>
              <dd>{people.roleNotes[role]}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <NewPerson onLink={setShown} />
      <LinkDialog shown={shown} onClose={() => setShown(null)} />
    </>
  );
}

function Person({ person, own, onLink }: { person: Account; own: boolean; onLink: (shown: Shown) => void }) {
  const { people } = useWords().settings;
  const { busy, run } = useDoing("accounts");
  const [removing, setRemoving] = useState(false);
  const link = async () => {
    const made = await run(() => workplace.changeAccount(person.id, { link: true }));
    if (made?.link) onLink({ name: person.name, link: made.link });
  };
  return (
    <li className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-1 py-2 pr-3 pl-4">
      <div className="min-w-32 flex-1">
        <p className="truncate text-sm font-[550]">
          {person.name} {own && <span className="font-normal text-faint">({people.you})</span>}
        </p>
        <p className="text-xs text-faint">{person.has_password ? people.hasPassword : people.linkOnly}</p>
      </div>
      <RoleSelect
        label={people.roleOf(person.name)}
        value={person.role}
        disabled={busy || own}
        onChoose={(role) => void run(() => workplace.changeAccount(person.id, { role }))}
      />
      {!own && (
        <>
          <Button size="sm" className="h-8!" disabled={busy} onClick={() => void link()}>
            <Link2 /> {people.link}
          </Button>
          <Button size="sm" tone="quiet" className="h-8!" onClick={() => setRemoving(true)}>
            {people.remove}
          </Button>
        </>
      )}
      <Confirm
        open={removing}
        onClose={() => setRemoving(false)}
        title={people.removeTitle(person.name)}
        text={people.removeText}
        act={people.remove}
        onAct={() => void run(() => workplace.deleteAccount(person.id), people.removed)}
      />
    </li>
  );
}

function NewPerson({ onLink }: { onLink: (shown: Shown) => void }) {
  const { people } = useWords().settings;
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("member");
  const { busy, run } = useDoing("accounts");
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const made = await run(() => workplace.makeAccount(name.trim(), role));
    if (!made) return;
    setName("");
    if (made.link) onLink({ name: made.account.name, link: made.link });
  };
  return (
    <Section title={people.add}>
      <form onSubmit={(event) => void add(event)} className="flex flex-wrap items-end gap-2">
        <Field
          className="min-w-48 flex-1"
          label={people.name}
          value={name}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <div className="[&_select]:h-9">
          <RoleSelect label={people.role} value={role} onChoose={setRole} />
        </div>
        <Button type="submit" tone="go" className="h-9!" disabled={busy || !name.trim()}>
          <UserPlus /> {people.add}
        </Button>
      </form>
    </Section>
  );
}

function LinkDialog({ shown, onClose }: { shown: Shown | null; onClose: () => void }) {
  const { settings, common } = useWords();
  const { people } = settings;
  const copy = () => {
    void navigator.clipboard?.writeText(shown?.link ?? "").then(() => toast(common.copied));
  };
  return (
    <Dialog open={shown !== null} onClose={onClose} title={people.linkTitle(shown?.name ?? "")} text={people.linkText}>
      <div className="mt-4 flex gap-2">
        <input
          readOnly
          aria-label={people.linkLabel}
          value={shown?.link ?? ""}
          onFocus={(event) => event.target.select()}
          className={`${INPUT} font-code text-xs`}
        />
        <Button tone="go" className="h-9!" onClick={copy}>
          {common.copy}
        </Button>
      </div>
    </Dialog>
  );
}
