import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import * as api from "@/api/calls";
import { Button } from "@/parts/Button";
import { Field } from "@/parts/Field";
import { Section } from "@/parts/Section";
import { useDoing } from "@/parts/useDoing";
import { useMe } from "@/shell/me";
import { useWords } from "@/words";

/** One's own name and password. */
export function Account() {
  const { settings, common } = useWords();
  const me = useMe();
  const client = useQueryClient();
  const { account } = me;
  const [name, setName] = useState(account.name);
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const { busy, run } = useDoing("me", "accounts");
  const change = async (changes: Parameters<typeof api.changeMe>[0], done: string) => {
    const now = await run(() => api.changeMe(changes), done);
    if (now) client.setQueryData(["me"], { ...me, account: now.account });
    return now;
  };
  const rename = (event: FormEvent) => {
    event.preventDefault();
    void change({ name: name.trim() }, settings.saved);
  };
  const repass = async (event: FormEvent) => {
    event.preventDefault();
    if (
      !(await change(
        { password: fresh, ...(account.has_password ? { old_password: old } : {}) },
        settings.account.changed,
      ))
    )
      return;
    setOld("");
    setFresh("");
  };
  return (
    <div className="max-w-md">
      <Section title={settings.parts.account} note={`${settings.account.role}: ${settings.people.roles[account.role]}`}>
        <form onSubmit={rename} className="flex items-end gap-2">
          <Field
            className="flex-1"
            label={settings.account.name}
            value={name}
            maxLength={200}
            autoComplete="username"
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" className="h-9!" disabled={busy || !name.trim() || name.trim() === account.name}>
            {common.save}
          </Button>
        </form>
      </Section>
      <Section title={settings.account.password} note={account.has_password ? undefined : settings.account.noPassword}>
        <form onSubmit={(event) => void repass(event)} className="space-y-3">
          {account.has_password && (
            <Field
              label={settings.account.old}
              type="password"
              autoComplete="current-password"
              value={old}
              onChange={(event) => setOld(event.target.value)}
            />
          )}
          <Field
            label={settings.account.fresh}
            type="password"
            autoComplete="new-password"
            value={fresh}
            onChange={(event) => setFresh(event.target.value)}
          />
          <Button type="submit" disabled={busy || !fresh || (account.has_password && !old)}>
            {account.has_password ? settings.account.change : settings.account.set}
          </Button>
        </form>
      </Section>
    </div>
  );
}
