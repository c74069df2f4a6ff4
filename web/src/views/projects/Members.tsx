import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import * as api from "@/api/calls";
import type { Member } from "@/api/http";
import type { Project } from "@/api/types";
import * as workplace from "@/api/workplace";
import { Button, IconButton } from "@/parts/Button";
import { INPUT } from "@/parts/Field";
import { Rows, Section } from "@/parts/Section";
import { useDoing } from "@/parts/useDoing";
import { useMe } from "@/shell/me";
import { RoleSelect } from "@/views/settings/People";
import { useWords } from "@/words";

/** Who is in a project and what they may do there. */
export function Members({ project, owns }: { project: Project; owns: boolean }) {
  const { projects: words, settings } = useWords();
  const { people } = settings;
  const me = useMe().account.id;
  const { data: accounts = [] } = useQuery({ queryKey: ["accounts"], queryFn: api.accounts });
  const { busy, run } = useDoing("projects");
  const nameOf = (id: string) => accounts.find((each) => each.id === id)?.name ?? id;
  const outside = accounts.filter((each) => !project.members.some((member) => member.account === each.id));
  const put = (members: Member[]) => void run(() => workplace.changeProject(project.id, { members }));
  return (
    <Section title={words.members} note={owns ? undefined : words.membersOwnerOnly}>
      <Rows label={words.members}>
        {project.members.map((each) => (
          <li key={each.account} className="flex min-h-11 items-center gap-2 py-1 pr-1.5 pl-3 text-sm">
            <span className="min-w-0 flex-1 truncate">
              {nameOf(each.account)} {each.account === me && <span className="text-faint">({people.you})</span>}
            </span>
            {owns && each.account !== me ? (
              <>
                <RoleSelect
                  label={people.roleOf(nameOf(each.account))}
                  value={each.role}
                  disabled={busy}
                  onChoose={(role) =>
                    put(project.members.map((one) => (one.account === each.account ? { ...one, role } : one)))
                  }
                />
                <IconButton
                  label={words.removeMember(nameOf(each.account))}
                  disabled={busy}
                  onClick={() => put(project.members.filter((one) => one.account !== each.account))}
                >
                  <X />
                </IconButton>
              </>
            ) : (
              <span className="pr-2 text-soft">{people.roles[each.role]}</span>
            )}
          </li>
        ))}
      </Rows>
      {owns && outside.length > 0 && (
        <Add
          people={outside.map(({ id, name }) => ({ id, name }))}
          busy={busy}
          onAdd={(account) => put([...project.members, { account, role: "member" }])}
        />
      )}
    </Section>
  );
}

interface AddProps {
  people: readonly { id: string; name: string }[];
  busy: boolean;
  onAdd: (id: string) => void;
}

function Add({ people, busy, onAdd }: AddProps) {
  const { projects: words } = useWords();
  const [chosen, choose] = useState("");
  const id = people.some((each) => each.id === chosen) ? chosen : (people[0]?.id ?? "");
  return (
    <div className="mt-2 flex gap-2">
      <select
        aria-label={words.addMemberLabel}
        value={id}
        onChange={(event) => choose(event.target.value)}
        className={`${INPUT} h-8 min-w-0 flex-1 px-2 text-sm`}
      >
        {people.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
      <Button disabled={busy} onClick={() => onAdd(id)}>
        <Plus /> {words.addMember}
      </Button>
    </div>
  );
}
