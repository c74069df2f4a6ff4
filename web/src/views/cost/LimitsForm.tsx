import { type FormEvent, useId, useState } from "react";
import type { Limits } from "@/api/events";
import { Button } from "@/parts/Button";
import { INPUT } from "@/parts/Field";
import { join } from "@/parts/join";
import { Section } from "@/parts/Section";
import { toast } from "@/parts/toasts";
import { useSession } from "@/session/SessionContext";
import { useFigures, useWords } from "@/words";
import { LIMIT_NAMES, type LimitName, readLimit, UNITS, usedOf, written } from "./limits";

type Written = Partial<Record<LimitName, string>>;

/** The limits as they are, each to be changed while the work goes on. Others' changes show where nothing is written. */
export function LimitsForm() {
  const { costs } = useWords();
  const { view, mayCommand, command } = useSession();
  const [given, give] = useState<Written>({});
  const textOf = (name: LimitName) => given[name] ?? written(name, view.limits);
  const read = LIMIT_NAMES.map((name) => [name, readLimit(name, textOf(name))] as const);
  const changed = LIMIT_NAMES.some((name) => given[name] !== undefined && given[name] !== written(name, view.limits));
  const valid = read.every(([, value]) => value !== undefined);
  if (!view.limits) return null;

  const keep = async (event: FormEvent) => {
    event.preventDefault();
    if (!changed || !valid) return;
    const limits = Object.fromEntries(read) as unknown as Limits;
    if (!(await command({ command: "change_limits", limits }))) return;
    give({});
    toast(costs.limitsChanged);
  };
  return (
    <Section title={costs.limits} note={mayCommand ? costs.limitsNote : costs.limitsLocked}>
      <form onSubmit={(event) => void keep(event)}>
        <div className="grid gap-x-5 gap-y-3 @md:grid-cols-2">
          {LIMIT_NAMES.map((name) => (
            <Limit
              key={name}
              name={name}
              text={textOf(name)}
              onChange={mayCommand ? (text) => give({ ...given, [name]: text }) : null}
            />
          ))}
        </div>
        {mayCommand && (
          <Button type="submit" tone="go" className="mt-4" disabled={!changed || !valid}>
            {costs.keepLimits}
          </Button>
        )}
      </form>
    </Section>
  );
}

interface LimitProps {
  name: LimitName;
  text: string;
  onChange: ((text: string) => void) | null;
}

function Limit({ name, text, onChange }: LimitProps) {
  const { costs } = useWords();
  const figures = useFigures();
  const { view } = useSession();
  const id = useId();
  const unit = UNITS[name];
  const value = readLimit(name, text);
  const used = usedOf(name, view.spent, view.dayCost);
  const told = { usd: figures.money, count: figures.count, minutes: figures.span }[unit];
  const short = value != null && used !== null && name !== "step_cost_usd_warn" && value < used;
  const note =
    value === undefined ? costs.notANumber : short ? costs.belowUsed : used !== null ? costs.usedOf(told(used)) : "";
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm text-soft">
        {costs.limitNames[name]}
      </label>
      <div className="relative">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          readOnly={!onChange}
          placeholder={costs.noLimit}
          aria-invalid={value === undefined || undefined}
          aria-describedby={`${id}-note`}
          onChange={(event) => onChange?.(event.target.value)}
          className={join(INPUT, "figures pr-14", value === undefined && "border-bad")}
        />
        {unit !== "count" && (
          <span className="pointer-events-none absolute top-2 right-3 text-sm text-faint">{costs.units[unit]}</span>
        )}
      </div>
      <p
        id={`${id}-note`}
        className={join("mt-1 min-h-4 text-xs", value === undefined ? "text-bad" : short ? "text-ask" : "text-faint")}
      >
        {note}
      </p>
    </div>
  );
}
