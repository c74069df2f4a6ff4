// Where a step acted, drawn over the screen: a thin frame around what it acted on, a ring where the pointer was.
import type { Box } from "@/api/events";
import { join } from "@/parts/join";
import type { Place } from "./places";

interface Props {
  place: Place;
  width: number;
  height: number;
  tone?: "hand" | "ask";
  className?: string;
}

const TONES = { hand: "text-hand", ask: "text-ask" };
const MARGIN_PX = 3;

export function Marker({ place, width, height, tone = "hand", className }: Props) {
  const { box, point, path, clicks } = place;
  // The same size on every screen: a ring of 2 % of the picture's width.
  const radius = Math.max(10, width * 0.014);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      className={join("pointer-events-none absolute inset-0 size-full", TONES[tone], className)}
    >
      {box && <Frame box={box} />}
      {path.length > 1 && (
        <polyline points={path.map((each) => each.join(",")).join(" ")} className="marker-line" fill="none" />
      )}
      {point && (
        <g transform={`translate(${point[0]} ${point[1]})`}>
          <circle r={radius} className={clicks ? "marker-ring marker-click" : "marker-ring"} />
          <circle r={radius * 0.22} className="marker-dot" />
        </g>
      )}
    </svg>
  );
}

function Frame({ box: [x, y, width, height] }: { box: Box }) {
  return (
    <rect
      x={x - MARGIN_PX}
      y={y - MARGIN_PX}
      width={width + 2 * MARGIN_PX}
      height={height + 2 * MARGIN_PX}
      rx={5}
      className="marker-frame"
    />
  );
}
