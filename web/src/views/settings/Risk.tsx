// Profiles: those that ship are read, one's own are written; and the answers that hold from now on.
import { useQuery } from "@tanstack/react-query";
import { Lock, Plus, Trash2 } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { Link } from "react-router";
import * as api from "@/api/calls";
import type { Checked, RememberedView, Rule } from "@/api/http";
import type { ProfileInfo } from "@/api/types";
import * as workplace from "@/api/workplace";
import { Button } from "@/parts/Button";
import { Confirm } from "@/parts/Confirm";
import { Dialog } from "@/parts/Dialog";
import { Field } from "@/parts/Field";
import { join } from "@/parts/join";
import { Rows, Section } from "@/parts/Section";
import { Spinner } from "@/parts/Spinner";
import { useDoing } from "@/parts/useDoing";
import { useMayCommand, useMe } from "@/shell/me";
import { useFigures, useWords } from "@/words";
import { DecisionMark, ProfileTable } from "./ProfileTable";
import { ProfileText } from "./ProfileText";
import { conditionsOf, findingsOf, isProfileName } from "./profiles";

export default function Risk() {
  const { start, settings } = useWords();
  const { risk } = settings;
  const owner = useMe().account.role === "owner";
  const mayCommand = useMayCommand();
  const { data } = useQuery({ queryKey: ["profiles"], queryFn: api.profiles });
  const [chosen, choose] = useState("");
  const [making, setMaking] = useState("");
  if (!data) return <Spinner />;
  const names = data.profiles.map((each) => each.name);
  const shown = data.profiles.find((each) => each.name === (chosen || data.usual)) ?? data.profiles[0];
  return (
    <>
      <Section
        title={risk.profiles}
        note={risk.intro}
        right={
          owner && (
            <Button size="sm" onClick={() => setMaking(shown?.name ?? data.usual)}>
              <Plus /> {risk.newProfile}
            </Button>
          )
        }
      >
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-2" aria-label={risk.profiles}>
          {data.profiles.map((each) => (
            <li key={each.name}>
              <button
                type="button"
                aria-pressed={each === shown}
                onClick={() => choose(each.name)}
                className={join(
                  "h-full w-full rounded-lg border p-3 text-left transition-colors",
                  each === shown ? "border-hand bg-hand-wash" : "border-line bg-panel hover:bg-sunk",
                )}
              >
                <span className="flex items-center gap-1.5 text-sm font-[550]">
                  {each.name}
                  {each.builtin && <Lock aria-label={risk.builtin} className="size-3.5 text-faint" />}
                  {each.name === data.usual && (
                    <span className="ml-auto text-2xs font-normal text-soft">{risk.usual}</span>
                  )}
                </span>
                <span className="mt-0.5 block text-xs text-soft">
                  {start.profileNotes[each.name as keyof typeof start.profileNotes] || each.table?.about || risk.own}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </Section>
      {shown && <Profile key={shown.name} profile={shown} owner={owner} onCopy={() => setMaking(shown.name)} />}
      {mayCommand && <Remembered />}
      <NewProfile base={making} taken={names} onClose={() => setMaking("")} onMade={choose} />
    </>
  );
}

const CHECK_AFTER_MS = 600;

/** Checks a text a moment after it was last changed; gives what was found for the newest text that was checked. */
function useChecked(text: string, wanted: boolean): Checked | null {
  const [checked, setChecked] = useState<Checked | null>(null);
  const last = useRef(0);
  useEffect(() => {
    if (!wanted) {
      setChecked(null);
      return;
    }
    last.current += 1;
    const mine = last.current;
    const timer = window.setTimeout(() => {
      workplace.checkProfile(text).then(
        (found) => mine === last.current && setChecked(found),
        () => undefined,
      );
    }, CHECK_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, [text, wanted]);
  return checked;
}

function Profile({ profile, owner, onCopy }: { profile: ProfileInfo; owner: boolean; onCopy: () => void }) {
  const { settings, common } = useWords();
  const { risk } = settings;
  const id = useId();
  const mayCheck = useMayCommand();
  const [text, setText] = useState(profile.text);
  const [removing, setRemoving] = useState(false);
  const { busy, run } = useDoing("profiles");
  const editable = owner && !profile.builtin;
  const checked = useChecked(text, mayCheck);
  const changed = text !== profile.text;
  const table = checked?.table ?? profile.table;
  const findings = checked ? findingsOf(checked) : [];
  return (
    <>
      <Section title={risk.table}>
        {table && <ProfileTable name={profile.name} table={table} />}
        {changed && checked?.ok === false && <p className="mt-2 text-xs text-ask">{risk.stale}</p>}
      </Section>
      <Section
        title={risk.text}
        right={
          profile.builtin ? (
            <>
              <span className="flex items-center gap-1 text-xs text-faint">
                <Lock aria-hidden className="size-3.5" /> {risk.builtin}
              </span>
              {owner && (
                <Button size="sm" onClick={onCopy}>
                  {risk.copy}
                </Button>
              )}
            </>
          ) : (
            editable && (
              <Button size="sm" tone="quiet" onClick={() => setRemoving(true)}>
                <Trash2 /> {common.remove}
              </Button>
            )
          )
        }
      >
        <ProfileText id={id} text={text} onChange={editable ? setText : null} findings={findings} />
        {editable && (
          <div className="mt-3 flex flex-wrap items-center gap-2">
            <Button
              tone="go"
              disabled={!changed || busy || checked?.ok === false}
              onClick={() => void run(() => workplace.putProfile(profile.name, text), settings.saved)}
            >
              {risk.save}
            </Button>
            {changed && (
              <Button tone="quiet" onClick={() => setText(profile.text)}>
                {risk.discard}
              </Button>
            )}
            {checked && (
              <span role="status" className={join("text-sm", checked.ok ? "text-ok" : "text-bad")}>
                {checked.ok ? risk.fine : risk.broken}
              </span>
            )}
          </div>
        )}
      </Section>
      <Confirm
        open={removing}
        onClose={() => setRemoving(false)}
        title={risk.removeTitle(profile.name)}
        text={risk.removeText}
        act={common.remove}
        onAct={() => void run(() => workplace.deleteProfile(profile.name))}
      />
    </>
  );
}

interface NewProps {
  base: string;
  taken: readonly string[];
  onClose: () => void;
  onMade: (name: string) => void;
}

function NewProfile({ base, taken, onClose, onMade }: NewProps) {
  const { settings, common } = useWords();
  const { risk } = settings;
  const [name, setName] = useState("");
  const { busy, run } = useDoing("profiles");
  const make = async () => {
    const text = `name = "${name}"\n${risk.starter(base)}`;
    if (!(await run(() => workplace.putProfile(name, text)))) return;
    onMade(name);
    setName("");
    onClose();
  };
  const possible = isProfileName(name) && !taken.includes(name);
  return (
    <Dialog open={base !== ""} onClose={onClose} title={risk.newProfile}>
      <form
        className="mt-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (possible) void make();
        }}
      >
        <Field
          label={risk.name}
          note={risk.nameNote}
          value={name}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <div className="mt-5 flex justify-end gap-2">
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" tone="go" disabled={!possible || busy}>
            {risk.newProfile}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Remembered() {
  const { risk } = useWords().settings;
  const { data: answers = [] } = useQuery({ queryKey: ["remembered"], queryFn: workplace.remembered, staleTime: 0 });
  return (
    <Section title={risk.remembered} note={risk.rememberedNote}>
      {answers.length ? (
        <Rows label={risk.remembered}>
          {answers.map((each) => (
            <Answer key={each.id} answer={each} />
          ))}
        </Rows>
      ) : (
        <p className="text-sm text-soft">{risk.rememberedNone}</p>
      )}
    </Section>
  );
}

/** Who said it, where that is not the person who reads. */
function useGiver({ account, by }: RememberedView): string {
  const { risk } = useWords().settings;
  const me = useMe().account.id;
  if (account === me) return "";
  if (account === "") return risk.rememberedTerminal;
  return by ? risk.rememberedBy(by) : risk.rememberedNobody;
}

function Answer({ answer }: { answer: RememberedView }) {
  const words = useWords();
  const { risk, risks } = words.settings;
  const giver = useGiver(answer);
  const figures = useFigures();
  const { busy, run } = useDoing("remembered");
  const rule = answer.rule as Partial<Rule>;
  const classes = (rule.classes ?? []).map((each) => risks[each]).join(", ");
  const conditions = conditionsOf(rule, words, figures).join(", ");
  const at = Date.parse(answer.given) / 1_000;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-2.5 pr-3 pl-4">
      {rule.decide && <DecisionMark decide={rule.decide} />}
      <div className="min-w-40 flex-1 text-sm [overflow-wrap:anywhere]">
        <p>
          <b className="font-[550]">{classes || answer.words}</b> {conditions}
        </p>
        <p className="text-xs text-faint">
          {!Number.isNaN(at) && risk.rememberedAt(figures.date(at))} {giver}{" "}
          {answer.session && (
            <Link to={`/s/${answer.session}`} className="underline underline-offset-2 hover:text-ink">
              {risk.session}
            </Link>
          )}
        </p>
      </div>
      <Button
        size="sm"
        disabled={busy}
        aria-label={risk.revokeOf(answer.words)}
        onClick={() => void run(() => workplace.forget(answer.id), risk.revoked)}
      >
        {risk.revoke}
      </Button>
    </li>
  );
}
