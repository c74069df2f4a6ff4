// What is wrong with what is shown, below it: the error and its place, the console, what was blocked; and the way to have
// it mended.
import { ChevronDown, ChevronUp, CircleAlert, ShieldBan, SquareTerminal, Wrench } from "lucide-react";
import { useState } from "react";
import { Button } from "@/parts/Button";
import { join } from "@/parts/join";
import { Scroll } from "@/parts/Scroll";
import { useWords } from "@/words";
import { isBroken, type Line, type Problems, placeOf } from "./problems";

interface Props {
  problems: Problems;
  toPlace: (path: string, line: number, column: number) => void;
  /** Absent for who may not command. */
  onFix?: (() => void) | undefined;
}

const LOUD: Partial<Record<Line["level"], string>> = { error: "text-bad", warn: "text-ask" };

export function ProblemsBar({ problems, toPlace, onFix }: Props) {
  const { artifacts } = useWords();
  const [open, setOpen] = useState(false);
  const { failed, lines, blocked } = problems;
  if (!failed && !lines.length && !blocked.length) return null;
  const errors = lines.filter((line) => line.level === "error").length;
  const count = (failed ? 1 : 0) + errors + blocked.length;
  const Open = open ? ChevronDown : ChevronUp;
  return (
    <section
      aria-label={artifacts.problems(count)}
      className={join("shrink-0 border-t", isBroken(problems) ? "border-bad-line bg-bad-wash" : "border-line bg-panel")}
    >
      {failed && <Failure {...{ problems, toPlace, onFix }} />}
      {(lines.length > 0 || blocked.length > 0 || (failed?.available?.length ?? 0) > 0) && (
        <div className="flex items-center gap-2 px-3 py-1">
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="figures flex min-h-7 min-w-0 flex-1 items-center gap-3 rounded-sm text-left text-xs text-soft hover:text-ink"
          >
            {lines.length > 0 && (
              <span className={join("flex items-center gap-1.5", errors > 0 && "text-bad")}>
                <SquareTerminal className="size-3.5" /> {artifacts.console} {lines.length}
              </span>
            )}
            {blocked.length > 0 && (
              <span className="flex items-center gap-1.5 text-ask">
                <ShieldBan className="size-3.5" /> {artifacts.blocked} {blocked.length}
              </span>
            )}
            {!lines.length && !blocked.length && artifacts.available}
            <Open className="ml-auto size-3.5 text-faint" />
          </button>
          {!failed && onFix && (errors > 0 || blocked.length > 0) && (
            <Button size="sm" onClick={onFix}>
              <Wrench /> {artifacts.askFix}
            </Button>
          )}
        </div>
      )}
      {open && <Details problems={problems} />}
    </section>
  );
}

function Failure({ problems: { failed, seen }, toPlace, onFix }: Props) {
  const { artifacts } = useWords();
  if (!failed) return null;
  const { path, line, column = 1 } = failed;
  const place = placeOf(failed);
  return (
    <div role="alert" className="flex flex-wrap items-start gap-x-3 gap-y-2 px-3 pt-2.5 pb-2">
      <CircleAlert className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0 flex-1 basis-56 text-sm">
        <p>
          <b className="font-[620] text-bad">{artifacts.stages[failed.stage]}</b>
          {place && path && line && (
            <button
              type="button"
              aria-label={artifacts.toPlace(place)}
              onClick={() => toPlace(path, line, column)}
              className="ml-2 rounded-sm font-code text-xs text-hand underline underline-offset-2"
            >
              {place}
            </button>
          )}
          {place && !(path && line) && <span className="ml-2 font-code text-xs text-soft">{place}</span>}
        </p>
        <p className="mt-0.5 max-h-20 overflow-y-auto font-code text-xs whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
          {failed.message}
        </p>
        {seen && failed.stage !== "run" && <p className="mt-1 text-xs text-soft">{artifacts.lastGood}</p>}
      </div>
      {onFix && (
        <Button size="sm" onClick={onFix}>
          <Wrench /> {artifacts.askFix}
        </Button>
      )}
    </div>
  );
}

function Details({ problems: { failed, lines, blocked } }: { problems: Problems }) {
  const { artifacts } = useWords();
  return (
    <Scroll label={artifacts.console} className="max-h-52 border-t border-line bg-panel px-3 py-2 text-xs">
      {failed?.available && failed.available.length > 0 && (
        <p className="mb-2 text-soft">
          {artifacts.available}: <span className="font-code">{failed.available.join(", ")}</span>
        </p>
      )}
      {blocked.length > 0 && (
        <div className="mb-2">
          <p className="text-soft">{artifacts.blockedText}</p>
          <ul className="mt-1 font-code">
            {blocked.map((each) => (
              <li key={each.key} className="text-ask [overflow-wrap:anywhere]">
                {each.directive} {each.address}
              </li>
            ))}
          </ul>
        </div>
      )}
      <ol className="font-code">
        {lines.map((line) => (
          <li key={line.key} className={join("whitespace-pre-wrap [overflow-wrap:anywhere]", LOUD[line.level])}>
            <span className="text-faint">{line.level} </span>
            {line.text}
            {line.times > 1 && <span className="text-faint"> · {artifacts.times(line.times)}</span>}
          </li>
        ))}
      </ol>
    </Scroll>
  );
}
