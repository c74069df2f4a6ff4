// Bars that stand beside each other, each of a few pieces. What they show is said in words beside them and stands in a
// table that takes their place; the drawing itself is one picture with a name.
import { join } from "@/parts/join";
import { topOf } from "./amounts";

export interface Bar {
  key: string;
  title: string;
  /** From below. look: the class of its ground ("fill-hand"). */
  pieces: readonly { look: string; value: number }[];
}

interface Props {
  label: string;
  bars: readonly Bar[];
  told: (value: number) => string;
  /** Under the first and the last bar. */
  ends: readonly [string, string];
}

const HEIGHT = 100;
const WIDTH = 10;
const GAP = 2;
const BARS_MIN = 12;

export function Bars({ label, bars, told, ends }: Props) {
  const sums = bars.map((bar) => bar.pieces.reduce((sum, piece) => sum + piece.value, 0));
  const top = topOf(Math.max(0, ...sums));
  const width = Math.max(bars.length, BARS_MIN) * WIDTH;
  return (
    <figure>
      <div className="relative pt-4">
        <span className="figures absolute top-0 left-0 text-2xs text-faint">{told(top)}</span>
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="block h-36 w-full border-b border-line-strong"
        >
          {[0, 0.5].map((at) => (
            <line
              key={at}
              x1={0}
              x2={width}
              y1={at * HEIGHT}
              y2={at * HEIGHT}
              vectorEffect="non-scaling-stroke"
              className="stroke-line"
            />
          ))}
          {bars.map((bar, place) => (
            <Stack key={bar.key} bar={bar} x={place * WIDTH + GAP / 2} top={top} />
          ))}
        </svg>
      </div>
      <figcaption className="figures mt-1 flex justify-between text-2xs text-faint">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </figcaption>
    </figure>
  );
}

function Stack({ bar, x, top }: { bar: Bar; x: number; top: number }) {
  let reached = HEIGHT;
  return (
    <g className="hover:opacity-75">
      <title>{bar.title}</title>
      <rect x={x - GAP / 2} y={0} width={WIDTH} height={HEIGHT} className="fill-transparent" />
      {bar.pieces.map((piece, place) => {
        const height = (piece.value / top) * HEIGHT;
        reached -= height;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a bar stand in an order that means something
            key={place}
            x={x}
            y={reached}
            width={WIDTH - GAP}
            height={height}
            vectorEffect="non-scaling-stroke"
            className={join(piece.look, height > 0 && place > 0 && "stroke-panel")}
          />
        );
      })}
    </g>
  );
}

export function Legend({ entries }: { entries: readonly { look: string; label: string }[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft">
      {entries.map((each) => (
        <li key={each.label} className="flex items-center gap-1.5">
          <svg aria-hidden="true" viewBox="0 0 10 10" className="size-2.5">
            <rect width={10} height={10} rx={2} className={each.look} />
          </svg>
          {each.label}
        </li>
      ))}
    </ul>
  );
}

/** How much of something is used, as a line that fills. share: 0 to 1 and beyond. */
export function Meter({
  label,
  share,
  tone = "hand",
}: {
  label: string;
  share: number;
  tone?: "hand" | "ask" | "bad";
}) {
  const look = { hand: "fill-hand", ask: "fill-ask", bad: "fill-bad" }[tone];
  const percent = Math.min(100, Math.max(0, share * 100));
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      className="block h-1.5 w-full overflow-hidden rounded-full bg-raise"
    >
      <rect width={percent} height={4} className={look} />
    </svg>
  );
}
