// The film's controls: play, step, the place in it with marks for what stands out, speed, and the way back to now.
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Pause, Play, Radio } from "lucide-react";
import { type CSSProperties, useMemo } from "react";
import { CATALOGUE } from "@/actions/catalogue";
import { Button, IconButton } from "@/parts/Button";
import { join } from "@/parts/join";
import { Menu, MenuChoices } from "@/parts/Menu";
import { useFigures, useWords } from "@/words";
import { type Mark, type Moment, ticksOf } from "./moments";
import { SPEEDS, type Speed } from "./playing";

interface Props {
  moments: readonly Moment[];
  place: number;
  /** What the place is called, for those who don't see it. */
  told: string;
  go: (place: number) => void;
  playing: boolean;
  play: (on: boolean) => void;
  speed: Speed;
  setSpeed: (speed: Speed) => void;
  /** Whether something may still come. */
  isLive: boolean;
}

export function Transport({ moments, place, told, go, playing, play, speed, setSpeed, isLive }: Props) {
  const { timeline } = useWords();
  const figures = useFigures();
  const last = moments.length - 1;
  const [begun, now] = [moments[0]?.at ?? 0, moments[place]?.at ?? 0];
  const atEnd = place === last;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 md:flex-nowrap">
      <div className="order-2 flex items-center md:order-1">
        <IconButton label={timeline.first} disabled={place <= 0} onClick={() => go(0)} className="max-md:hidden">
          <ChevronFirst />
        </IconButton>
        <IconButton label={timeline.previous} disabled={place <= 0} onClick={() => go(place - 1)}>
          <ChevronLeft />
        </IconButton>
        <IconButton
          label={playing ? timeline.pause : timeline.play}
          title={`${playing ? timeline.pause : timeline.play} (${CATALOGUE["timeline.play"].keys?.toUpperCase()})`}
          onClick={() => play(!playing)}
          tone="go"
          className="mx-0.5 rounded-full!"
        >
          {playing ? <Pause fill="currentColor" /> : <Play fill="currentColor" className="translate-x-px" />}
        </IconButton>
        <IconButton label={timeline.next} disabled={atEnd} onClick={() => go(place + 1)}>
          <ChevronRight />
        </IconButton>
        <IconButton label={timeline.last} disabled={atEnd} onClick={() => go(last)} className="max-md:hidden">
          <ChevronLast />
        </IconButton>
      </div>
      <div className="relative order-1 w-full min-w-0 md:order-2 md:w-auto md:flex-1">
        <Ticks moments={moments} />
        <input
          type="range"
          min={0}
          max={Math.max(0, last)}
          value={place}
          aria-label={timeline.scrub}
          aria-valuetext={`${timeline.placeOf(place + 1, moments.length)}: ${told}`}
          onChange={(event) => go(Number(event.target.value))}
          style={{ "--share": last > 0 ? place / last : 0 } as CSSProperties}
          className="film-range block"
        />
      </div>
      <div className="order-3 ml-auto flex items-center gap-1 md:ml-0">
        <span className="figures px-1 text-xs whitespace-nowrap text-soft">
          {figures.span(Math.max(0, now - begun))}
          <span className="text-faint"> · {timeline.placeOf(place + 1, moments.length)}</span>
        </span>
        <SpeedMenu speed={speed} setSpeed={setSpeed} />
        {isLive && (
          <Button
            size="sm"
            tone="quiet"
            aria-pressed={atEnd}
            onClick={() => go(last)}
            className={join(atEnd && "text-hand!")}
            title={timeline.toLive}
          >
            <Radio className={join(atEnd && "motion-safe:breathe")} />
            {timeline.live}
          </Button>
        )}
      </div>
    </div>
  );
}

function SpeedMenu({ speed, setSpeed }: { speed: Speed; setSpeed: (speed: Speed) => void }) {
  const { timeline } = useWords();
  return (
    <Menu
      align="end"
      trigger={
        <Button size="sm" tone="quiet" aria-label={`${timeline.speed}: ${timeline.times(String(speed))}`}>
          <span className="figures">{timeline.times(String(speed))}</span>
        </Button>
      }
    >
      <MenuChoices
        value={String(speed)}
        choices={SPEEDS.map((each) => ({ value: String(each), label: timeline.times(String(each)) }))}
        onChoose={(value) => setSpeed(Number(value) as Speed)}
      />
    </Menu>
  );
}

/** Each kind has its colour and its shape, so that they can be told apart without colours. */
const TICKS: Record<Exclude<Mark, "">, string> = {
  said: "h-2 w-px bg-soft",
  question: "size-[7px] rotate-45 rounded-[1px] bg-ask",
  control: "size-[7px] rounded-full border-2 border-hand bg-panel",
  failure: "size-[7px] rounded-[1px] bg-bad",
  end: "h-2 w-0.5 bg-ink",
};

function Ticks({ moments }: { moments: readonly Moment[] }) {
  const ticks = useMemo(() => ticksOf(moments), [moments]);
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-x-2 -top-1 h-2">
      {ticks.map(({ mark, share, place }) => (
        <span
          key={place}
          className="absolute top-1/2 -translate-x-1/2 -translate-y-1/2"
          style={{ left: `${share * 100}%` }}
        >
          <span className={join("block", mark && TICKS[mark])} />
        </span>
      ))}
    </div>
  );
}
