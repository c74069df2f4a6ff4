// The picture of a moment: before, after, or what changed between them; over it, where the step acted and what it found.
import { ImageOff } from "lucide-react";
import { useMemo } from "react";
import type { Box, PicturePart } from "@/api/events";
import { useSession } from "@/session/SessionContext";
import type { Step } from "@/session/view";
import { useWords } from "@/words";
import type { Changes } from "./changes";
import type { Chosen, Found } from "./elements";
import { Marker } from "./Marker";
import type { Moment } from "./moments";
import { isNowhere, placeOf } from "./places";
import { ScreenFrame } from "./ScreenFrame";
import { usePicture } from "./usePicture";

export type Showing = "before" | "after" | "changes";

interface Props {
  moment: Moment;
  step: Step | null;
  showing: Showing;
  changes: Changes | null | undefined;
  /** The elements that are drawn in, null for none. pointed: the id of the one that is pointed at. */
  chosen: Chosen | null;
  pointed: string;
}

export function Stage({ moment, step, showing, changes, chosen, pointed }: Props) {
  const { timeline } = useWords();
  const { blob, view } = useSession();
  const picture: PicturePart | null = showing === "before" ? (moment.before ?? moment.after) : moment.after;
  const shown = usePicture(picture ? blob(picture.blob) : "");
  const width = picture?.width ?? view.desk?.width ?? 1280;
  const height = picture?.height ?? view.desk?.height ?? 800;
  const place = useMemo(() => (step ? placeOf(step) : null), [step]);
  // What was found before the act fits the screen before it, and no other.
  const found = chosen && (chosen.own || showing === "before") ? chosen.elements : [];
  return (
    <ScreenFrame width={width} height={height} className="rounded-lg border border-line bg-panel shadow-2">
      {shown.address && !shown.failed && (
        <img src={shown.address} alt={timeline.picture} draggable={false} className="absolute inset-0 size-full" />
      )}
      {(!picture || shown.failed) && (
        <div className="absolute inset-0 grid place-items-center bg-sunk text-sm text-faint">
          <span className="flex items-center gap-2">
            <ImageOff className="size-4" /> {shown.failed ? timeline.pictureGone : timeline.noPicture}
          </span>
        </div>
      )}
      {showing === "changes" && changes && picture && <Changed boxes={changes.boxes} {...{ width, height }} />}
      {found.length > 0 && <Elements found={found} pointed={pointed} {...{ width, height }} />}
      {showing !== "changes" && place && !isNowhere(place) && picture && (
        <Marker key={`${moment.key} ${showing}`} place={place} width={width} height={height} />
      )}
    </ScreenFrame>
  );
}

interface Drawn {
  width: number;
  height: number;
}

/** Everything but what changed, veiled. */
function Changed({ boxes, width, height }: { boxes: readonly Box[] } & Drawn) {
  if (!boxes.length) return null;
  const holes = boxes.map(([x, y, w, h]) => `M${x - 4} ${y - 4}h${w + 8}v${h + 8}h${-(w + 8)}z`).join("");
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      className="appear pointer-events-none absolute inset-0 size-full"
    >
      <path d={`M0 0h${width}v${height}H0z${holes}`} fillRule="evenodd" className="changed-rest" />
      {boxes.map(([x, y, w, h]) => (
        <rect key={`${x} ${y}`} x={x - 4} y={y - 4} width={w + 8} height={h + 8} rx={4} className="changed-frame" />
      ))}
    </svg>
  );
}

function Elements({ found, pointed, width, height }: { found: readonly Found[]; pointed: string } & Drawn) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      className="pointer-events-none absolute inset-0 size-full"
    >
      {found.map(({ id, box: [x, y, w, h], away }) =>
        away ? null : (
          <rect
            key={id}
            x={x}
            y={y}
            width={w}
            height={h}
            rx={3}
            className={id === pointed ? "found-pointed" : "found-frame"}
          />
        ),
      )}
    </svg>
  );
}
