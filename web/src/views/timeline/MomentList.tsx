// Everything that happened, one line each. Only the lines that can be seen are drawn, however many there are.
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  Ban,
  CircleAlert,
  CircleSlash,
  Clock3,
  Eye,
  FileText,
  Flag,
  Hand,
  HandHelping,
  Hourglass,
  Info,
  MessageSquare,
  MousePointer2,
  ShieldAlert,
  ShieldQuestion,
  Sparkles,
  SquareTerminal,
} from "lucide-react";
import { type KeyboardEvent, memo, type ReactNode, useEffect, useId, useRef } from "react";
import { ActWords } from "@/conversation/ActWords";
import { join } from "@/parts/join";
import { tell } from "@/session/acts";
import { useSession } from "@/session/SessionContext";
import type { Step, StepStatus } from "@/session/view";
import { useNameOf } from "@/shell/people";
import { useFigures, useWords } from "@/words";
import { changesScreen, type Moment } from "./moments";
import { toldOf } from "./told";

interface Props {
  moments: readonly Moment[];
  place: number;
  go: (place: number) => void;
  playing: boolean;
}

const ROW_PX = 48;
const QUIET_PX = 28;

export function MomentList({ moments, place, go, playing }: Props) {
  const { timeline } = useWords();
  const room = useRef<HTMLDivElement>(null);
  const id = useId();
  const now = place;
  const rows = useVirtualizer({
    count: moments.length,
    getScrollElement: () => room.current,
    estimateSize: (row) => (moments[row]?.quiet ? QUIET_PX : ROW_PX),
    getItemKey: (row) => moments[row]?.key ?? row,
    overscan: 8,
  });
  const scrollTo = useRef(rows.scrollToIndex);
  scrollTo.current = rows.scrollToIndex;
  useEffect(() => {
    if (now >= 0) scrollTo.current(now, { align: playing ? "center" : "auto" });
  }, [now, playing]);
  // Another selection of lines has other heights.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the list is another
  useEffect(() => rows.measure(), [moments.length]);

  const press = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((room.current?.clientHeight ?? ROW_PX) / ROW_PX) - 1);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
    if (!by) return;
    event.preventDefault();
    go(now + by);
  };
  return (
    <div
      ref={room}
      role="listbox"
      tabIndex={0}
      aria-label={timeline.list}
      aria-activedescendant={now >= 0 ? `${id}-${now}` : undefined}
      onKeyDown={press}
      className="h-full overflow-y-auto px-1.5 outline-offset-[-2px]"
    >
      <div role="presentation" className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const moment = moments[row.index];
          if (!moment) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys for its lines
            <div
              key={row.key}
              id={`${id}-${row.index}`}
              role="option"
              tabIndex={-1}
              aria-selected={row.index === now}
              onClick={() => go(row.index)}
              className={join(
                "absolute inset-x-0 flex cursor-pointer items-center gap-2.5 rounded-md px-2",
                row.index === now ? "bg-hand-wash" : "hover:bg-raise/60",
              )}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
            >
              <Row moment={moment} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

const Row = memo(function Row({ moment }: { moment: Moment }) {
  const { view } = useSession();
  const step = view.steps[moment.step];
  return step ? <StepRow moment={moment} step={step} /> : <ItemRow moment={moment} />;
});

const STATUSES: Partial<Record<StepStatus, ReactNode>> = {
  failed: <CircleAlert className="text-bad" />,
  denied: <Ban className="text-bad" />,
  skipped: <CircleSlash className="text-faint" />,
  interrupted: <CircleSlash className="text-ask" />,
  asking: <ShieldQuestion className="text-ask" />,
  held: <Hourglass className="text-ask" />,
};

function StepRow({ moment, step }: { moment: Moment; step: Step }) {
  const words = useWords();
  const figures = useFigures();
  const { where } = tell(step, words);
  if (moment.quiet) {
    return (
      <>
        <span className="grid w-14 shrink-0 place-items-center text-faint">
          <Eye className="size-3.5" />
        </span>
        <span className="min-w-0 flex-1 truncate text-xs text-faint">
          <ActWords step={step} />
        </span>
        <StepNumber step={step} />
      </>
    );
  }
  const status = STATUSES[step.status];
  return (
    <>
      <Thumb moment={moment} step={step} />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm text-soft">
          <ActWords step={step} />
        </span>
        <span className="figures flex items-center gap-1.5 truncate text-2xs text-faint">
          {step.status === "running" ? (
            <span className="breathe text-hand">{words.acts.statuses.running}</span>
          ) : status ? (
            words.acts.statuses[step.status]
          ) : (
            step.tookS >= 0.05 && figures.seconds(step.tookS)
          )}
          {where && <span className="truncate">{where}</span>}
        </span>
      </span>
      {status && <span className="shrink-0 [&_svg]:size-4">{status}</span>}
      {step.verdicts.some((verdict) => verdict.decision === "ask") && !status && (
        <ShieldQuestion aria-label={words.acts.allowedByYou} className="size-3.5 shrink-0 text-ask" />
      )}
      <StepNumber step={step} />
    </>
  );
}

const StepNumber = ({ step }: { step: Step }) => (
  <span className="figures w-7 shrink-0 text-right text-2xs text-faint">{step.number}</span>
);

/** What a step without a new picture was done with. */
function toolIcon(step: Step): ReactNode {
  switch (step.call.name) {
    case "bash":
      return <SquareTerminal />;
    case "files":
    case "edit":
      return <FileText />;
    case "finish":
      return <Flag />;
    case "ask_person":
      return <MessageSquare />;
    default:
      return step.status === "planned" || step.status === "running" ? <Clock3 /> : <MousePointer2 />;
  }
}

function Thumb({ moment, step }: { moment: Moment; step: Step }) {
  const { blob } = useSession();
  const picture = changesScreen(moment) ? moment.after : null;
  return (
    <span className="grid h-9 w-14 shrink-0 place-items-center overflow-hidden rounded-sm border border-line bg-sunk text-faint [&_svg]:size-3.5">
      {picture ? (
        <img
          src={blob(picture.blob)}
          alt=""
          loading="lazy"
          decoding="async"
          className="size-full object-cover object-top"
        />
      ) : (
        toolIcon(step)
      )}
    </span>
  );
}

const ICONS = {
  said: <MessageSquare className="text-hand" />,
  reply: <Sparkles />,
  question: <ShieldQuestion className="text-ask" />,
  notice: <Info />,
  suspected: <ShieldAlert className="text-bad" />,
  outcome: <Flag className="text-ink" />,
  mark: <Hand className="text-hand" />,
};

function ItemRow({ moment }: { moment: Moment }) {
  const words = useWords();
  const { view } = useSession();
  const nameOf = useNameOf();
  const figures = useFigures();
  const { item } = moment;
  if (!item) return null;
  const icon =
    item.kind === "mark" && item.what === "control_returned" ? <HandHelping className="text-hand" /> : ICONS[item.kind];
  const title = item.kind === "mark" ? "" : words.timeline.moments[item.kind];
  return (
    <>
      <span className="grid w-14 shrink-0 place-items-center text-faint [&_svg]:size-4">{icon}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm text-ink">{toldOf(moment, view, words, nameOf)}</span>
        <span className="figures block truncate text-2xs text-faint">
          {title && `${title} · `}
          <time>{figures.clock(moment.at)}</time>
        </span>
      </span>
    </>
  );
}
