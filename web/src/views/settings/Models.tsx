// Models, by whom they are provided: the key for each provider (written, never read), and a real word from a model.
import { useQuery } from "@tanstack/react-query";
import { Check, ChevronRight, Eye, KeyRound, X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import * as api from "@/api/calls";
import type { Trial } from "@/api/http";
import type { ModelInfo, ProviderView } from "@/api/types";
import * as workplace from "@/api/workplace";
import { Button } from "@/parts/Button";
import { Confirm } from "@/parts/Confirm";
import { INPUT } from "@/parts/Field";
import { join } from "@/parts/join";
import { Rows, Section } from "@/parts/Section";
import { Spinner } from "@/parts/Spinner";
import { wordsOfError } from "@/parts/toasts";
import { useDoing } from "@/parts/useDoing";
import { useMayCommand, useMe } from "@/shell/me";
import { useFigures, useWords } from "@/words";
import { providerName } from "@/words/providers";

export function Models() {
  const { settings } = useWords();
  const { data } = useQuery({ queryKey: ["models"], queryFn: api.models });
  if (!data) return <Spinner />;
  const keyed = data.providers.filter((each) => each.needs_key);
  return (
    <>
      <Section title={settings.models.keys} note={settings.models.intro}>
        <Rows label={settings.models.keys}>
          {keyed.map((each) => (
            <Key key={each.id} provider={each} />
          ))}
        </Rows>
      </Section>
      <Section title={settings.models.list} note={settings.models.testNote}>
        <div className="space-y-2">
          {byProvider(data.models).map(([provider, models]) => (
            <Group key={provider} provider={provider} models={models} usual={data.usual} />
          ))}
        </div>
      </Section>
    </>
  );
}

/** Models by their provider: those that can be used come first. */
function byProvider(models: readonly ModelInfo[]): [provider: string, models: ModelInfo[]][] {
  const groups = new Map<string, ModelInfo[]>();
  for (const each of models) groups.set(each.provider, [...(groups.get(each.provider) ?? []), each]);
  const usable = (group: readonly ModelInfo[]) => Number(group.some((each) => each.has_key !== false));
  return [...groups].sort(([, a], [, b]) => usable(b) - usable(a));
}

function Group({ provider, models, usual }: { provider: string; models: readonly ModelInfo[]; usual: string }) {
  const { settings, start } = useWords();
  const name = provider === "steps" ? start.builtin : providerName(provider);
  const isUsual = models.some((each) => each.id === usual);
  const lacksKey = models.every((each) => each.has_key === false);
  return (
    <details open={isUsual || models.some((each) => each.has_key === true)} className="group">
      <summary className="flex items-center gap-2 rounded-md px-1 py-1.5 text-sm text-soft hover:text-ink">
        <ChevronRight className="size-4 shrink-0 text-faint transition-transform group-open:rotate-90" />
        <span className={join("font-[550] text-ink", provider === "steps" && "inline-block first-letter:uppercase")}>
          {name}
        </span>
        <span className="text-xs">
          {settings.models.show(models.length)}
          {lacksKey && ` · ${settings.models.noKey}`}
        </span>
      </summary>
      <Rows label={name}>
        {models.map((each) => (
          <Model key={each.id} model={each} usual={each.id === usual} />
        ))}
      </Rows>
    </details>
  );
}

function Key({ provider }: { provider: ProviderView }) {
  const { settings, common } = useWords();
  const { account } = useMe();
  const { models } = settings;
  const [writing, setWriting] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { run } = useDoing("models");
  const mayChange = account.role === "owner";
  return (
    <li className="p-3 pl-4">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="w-36 text-sm font-[550]">{providerName(provider.id)}</span>
        <span className="flex min-w-0 flex-1 items-center gap-1.5 text-sm text-soft">
          {provider.has_key ? (
            <Check className="size-4 shrink-0 text-ok" />
          ) : (
            <KeyRound className="size-4 shrink-0 text-faint" />
          )}
          <span className="truncate">
            {provider.has_key
              ? provider.key_place
                ? models.hasKey(provider.key_place)
                : models.hasKeyPlain
              : models.noKey}
          </span>
        </span>
        {mayChange && !writing && (
          <>
            <Button
              size="sm"
              onClick={() => setWriting(true)}
              aria-label={`${models.keyLabel(providerName(provider.id))}: ${provider.has_key ? models.replaceKey : models.enterKey}`}
            >
              {provider.has_key ? models.replaceKey : models.enterKey}
            </Button>
            {provider.has_key && (
              <Button size="sm" tone="quiet" onClick={() => setRemoving(true)}>
                {models.removeKey}
              </Button>
            )}
          </>
        )}
      </div>
      {writing && <KeyForm provider={provider} onDone={() => setWriting(false)} />}
      <Confirm
        open={removing}
        onClose={() => setRemoving(false)}
        title={models.removeTitle(providerName(provider.id))}
        text={models.removeText}
        act={common.remove}
        onAct={() => void run(() => workplace.deleteKey(provider.id), models.keyGone)}
      />
    </li>
  );
}

function KeyForm({ provider, onDone }: { provider: ProviderView; onDone: () => void }) {
  const { settings, common } = useWords();
  const { models } = settings;
  const id = useId();
  const [key, setKey] = useState("");
  const { busy, run } = useDoing("models");
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(() => workplace.putKey(provider.id, key.trim()), models.keyKept)) onDone();
  };
  return (
    <form onSubmit={keep} className="mt-2 flex flex-wrap items-start gap-2">
      <div className="min-w-56 flex-1">
        <label htmlFor={id} className="sr-only">
          {models.keyLabel(providerName(provider.id))}
        </label>
        <input
          id={id}
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here
          autoFocus
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={key}
          onChange={(event) => setKey(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && onDone()}
          className={INPUT}
          aria-describedby={`${id}-note`}
        />
        <p id={`${id}-note`} className="mt-1 text-xs text-faint">
          {models.keyNote(provider.variable)}
        </p>
      </div>
      <Button type="submit" tone="go" className="h-9!" disabled={!key.trim() || busy}>
        {common.save}
      </Button>
      <Button tone="quiet" className="h-9!" onClick={onDone}>
        {common.cancel}
      </Button>
    </form>
  );
}

function Model({ model, usual }: { model: ModelInfo; usual: boolean }) {
  const words = useWords();
  const { models } = words.settings;
  const figures = useFigures();
  const mayCommand = useMayCommand();
  const [trial, setTrial] = useState<Trial | "busy" | null>(null);
  const test = () => {
    setTrial("busy");
    workplace.testModel(model.id).then(setTrial, (error) => {
      const { text, hint } = wordsOfError(error, words);
      setTrial({ ok: false, message: text, hint, took_s: 0 });
    });
  };
  const { input, output } = model.price;
  const price = model.free
    ? models.free
    : input !== null && output !== null
      ? models.price(figures.money(input), figures.money(output))
      : models.unpriced;
  return (
    <li className="p-3 pl-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-48 flex-1">
          <p className="text-sm font-[550]">
            {model.label || model.id}
            {usual && (
              <span className="ml-2 rounded-full bg-hand-wash px-2 py-0.5 text-2xs text-hand">{models.usual}</span>
            )}
          </p>
          <p className="flex flex-wrap items-center gap-x-2 text-xs text-soft">
            {model.label && model.label !== model.id && <span className="font-code text-2xs">{model.id}</span>}
            <span className="inline-flex items-center gap-1">
              {model.vision && <Eye aria-hidden className="size-3.5" />}
              {model.vision ? models.sees : models.readsOnly}
            </span>
            {model.context_tokens > 0 && <span>{models.context(figures.tokens(model.context_tokens))}</span>}
            <span>{price}</span>
          </p>
        </div>
        {model.has_key === false ? (
          <span className="text-xs text-faint">{models.noKey}</span>
        ) : (
          mayCommand && (
            <Button
              size="sm"
              disabled={trial === "busy"}
              onClick={test}
              aria-label={`${models.test}: ${model.label || model.id}`}
            >
              {trial === "busy" ? models.testing : models.test}
            </Button>
          )
        )}
      </div>
      <div aria-live="polite">{trial && trial !== "busy" && <Outcome trial={trial} />}</div>
    </li>
  );
}

function Outcome({ trial }: { trial: Trial }) {
  const { models } = useWords().settings;
  const figures = useFigures();
  return (
    <p className="mt-1.5 flex items-start gap-1.5 text-xs text-soft [overflow-wrap:anywhere]">
      {trial.ok ? <Check className="size-4 shrink-0 text-ok" /> : <X className="size-4 shrink-0 text-bad" />}
      <span>
        <b className={trial.ok ? "font-[550] text-ok" : "font-[550] text-bad"}>
          {trial.ok ? models.works(figures.seconds(trial.took_s)) : models.fails}
        </b>{" "}
        {trial.message} {trial.hint}
      </span>
    </p>
  );
}
