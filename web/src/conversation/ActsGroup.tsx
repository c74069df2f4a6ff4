// What the model did between two things that were said: folded to a line when it is past, its last acts while it is now.
import { ChevronRight } from "lucide-react";
import { memo, useMemo, useState } from "react";
import { MadeCard } from "@/artifacts/MadeCard";
import { segmentsOf } from "@/artifacts/segments";
import { join } from "@/parts/join";
import { isQuiet, sentence } from "@/session/acts";
import { useSession } from "@/session/SessionContext";
import { type ActsItem, isOver, type Step } from "@/session/view";
import { useFigures, useWords } from "@/words";
import { ActRow } from "./ActRow";
import { type Found, useFound } from "./found";

/** So many of the newest acts stand open while the work goes on; a longer list is one to scroll past. */
const NEWEST = 4;
const PAGE = 60;

interface Line {
  /** The act, or the last look where nothing but looking came of it. */
  step: Step;
  looks: number;
  narration: string;
}

/** Acts as lines, each with the looks that led to it. */
export function linesOf(item: ActsItem, steps: readonly Step[]): Line[] {
  const lines: Line[] = [];
  for (const chapter of item.chapters) {
    const held = chapter.steps.flatMap((place) => steps[place] ?? []);
    const loud = held.filter((step) => !isQuiet(step));
    const looks = held.length - loud.length;
    const narration = chapter.text;
    const last = held.at(-1);
    if (!loud.length && last) {
      const before = lines.at(-1);
      const joins = before && !narration && isQuiet(before.step) && isQuiet(last);
      if (joins) lines[lines.length - 1] = { ...before, step: last, looks: before.looks + looks };
      else lines.push({ step: last, looks, narration });
    }
    loud.forEach((step, place) => {
      lines.push({ step, looks: place === 0 ? looks : 0, narration: place === 0 ? narration : "" });
    });
  }
  return lines;
}

export const ActsGroup = memo(function ActsGroup({ item, isLast }: { item: ActsItem; isLast: boolean }) {
  const { steps } = useSession().view;
  const segments = useMemo(() => segmentsOf(item, steps), [item, steps]);
  return segments.map((segment, place) =>
    segment.kind === "made" ? (
      <MadeCard key={segment.step.number} step={segment.step} narration={segment.narration} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces are only added behind
      <Acts key={`acts ${place}`} item={segment.item} isLast={isLast && place === segments.length - 1} />
    ),
  );
});

const Acts = memo(function Acts({ item, isLast }: { item: ActsItem; isLast: boolean }) {
  const { view, phase } = useSession();
  const { acts, common } = useWords();
  const words = useWords();
  const figures = useFigures();
  const [open, setOpen] = useState(false);
  const [pages, setPages] = useState(1);
  const [around, setAround] = useFoundLine(item, view.steps);
  const lines = useMemo(() => linesOf(item, view.steps), [item, view.steps]);
  const isNow = isLast && !isOver(phase);
  const newest = isNow ? NEWEST : lines.length <= 3 ? lines.length : 0;
  const hidden = Math.max(0, lines.length - newest);
  const { from, to } = around ?? { from: lines.length - (open ? PAGE * pages : newest), to: lines.length };
  const shown = lines.slice(Math.max(0, from), to);
  const folded = useMemo(
    () => summaryOf(lines.slice(0, hidden || lines.length), figures.span),
    [lines, hidden, figures.span],
  );
  const isOpen = open || around !== null;
  const before = isOpen ? Math.max(0, from) : 0;
  const after = Math.max(0, lines.length - to);
  const toggle = () => {
    setAround(null);
    setOpen(!isOpen);
  };
  const earlier = () => (around ? setAround({ ...around, from: around.from - PAGE }) : setPages(pages + 1));

  return (
    <section aria-label={common.steps(lines.length)} className="mb-5">
      {hidden > 0 && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={toggle}
          className="group/fold -ml-1.5 flex max-w-full items-center gap-1.5 rounded-md px-1.5 py-1 text-left text-sm text-soft hover:bg-sunk hover:text-ink"
        >
          <ChevronRight
            className={join(
              "size-3.5 shrink-0 text-faint transition-transform duration-[var(--calm)]",
              isOpen && "rotate-90",
            )}
          />
          <span className="figures min-w-0 truncate">
            <span className="font-[550] text-ink">
              {isNow ? acts.earlier(common.steps(folded.steps)) : common.steps(folded.steps)}
            </span>
            {folded.took && ` · ${folded.took}`}
            {!isOpen && lines[hidden - 1] && (
              <span className="text-faint"> · {sentence((lines[hidden - 1] as Line).step, words)}</span>
            )}
          </span>
          {folded.troubles > 0 && <span className="size-1.5 shrink-0 rounded-[2px] bg-bad" />}
        </button>
      )}
      {shown.length > 0 && (
        <div className="mt-1 ml-[0.3rem] border-l-2 border-line pl-3.5">
          {before > 0 && (
            <button type="button" onClick={earlier} className="py-1 text-sm text-hand">
              {acts.earlier(common.steps(before))}
            </button>
          )}
          {shown.map((line) => (
            <ActRow key={line.step.number} {...line} />
          ))}
          {around && after > 0 && (
            <button
              type="button"
              onClick={() => setAround({ ...around, to: around.to + PAGE })}
              className="py-1 text-sm text-hand"
            >
              {acts.later(common.steps(after))}
            </button>
          )}
        </div>
      )}
    </section>
  );
});

/** The lines around the act that was found last in this group, until it is folded again; null when none was. */
function useFoundLine(item: ActsItem, steps: readonly Step[]) {
  const found = useFound();
  const [around, setAround] = useState<{ from: number; to: number } | null>(null);
  const [seen, setSeen] = useState<Found | null>(null);
  if (found !== seen) {
    setSeen(found);
    const at = found && found.step >= 0 && found.seq === item.seq ? lineAt(item, steps, found.step) : -1;
    const isShown = around !== null && at >= around.from && at < around.to;
    if (at >= 0 && !isShown) setAround({ from: at - PAGE / 2, to: at + PAGE / 2 });
  }
  return [around, setAround] as const;
}

const lineAt = (item: ActsItem, steps: readonly Step[], step: number): number =>
  linesOf(item, steps).findIndex((line) => line.step.number - 1 === step);

function summaryOf(lines: readonly Line[], span: (s: number) => string) {
  const [first, last] = [lines[0]?.step, lines.at(-1)?.step];
  const took = first && last ? (last.finishedAt || last.at) - first.at : 0;
  const steps = lines.reduce((sum, line) => sum + Math.max(1, line.looks + (isQuiet(line.step) ? 0 : 1)), 0);
  const troubles = lines.filter(({ step }) => step.status === "failed" || step.status === "denied").length;
  return { steps, took: took >= 1 ? span(took) : "", troubles };
}
