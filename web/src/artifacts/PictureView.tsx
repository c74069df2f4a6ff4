// An artifact held against a picture, such as the screenshot that it was made from: beside each other, with a line between
// them that is moved, one over the other, or only what differs.
import { ArrowLeft } from "lucide-react";
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { ArtifactSummary } from "@/api/http";
import { IconButton } from "@/parts/Button";
import { Empty } from "@/parts/Empty";
import { Segments } from "@/parts/Segments";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { PreviewRoom } from "./PreviewRoom";
import { type Shot, shotsOf } from "./pictures";
import type { Look } from "./Shelf";
import type { Wanted } from "./showing.ts";

type Way = "beside" | "line" | "over" | "difference";

interface Props {
  wanted: Wanted | null;
  title: string;
  found: readonly ArtifactSummary[];
  look: Look;
  onClose: () => void;
}

export function PictureView({ wanted, title, found, look, onClose }: Props) {
  const { artifacts } = useWords();
  const { view, blob } = useSession();
  const shots = shotsOf(view, found, blob);
  const [wished, setWished] = useState("");
  const [way, setWay] = useState<Way>("line");
  const [dense, setDense] = useState("1");
  const shot = shots.find(({ key }) => key === wished) ?? shots[0];
  const nameOf = ({ from, name }: Shot) => artifacts.shots[from](name);
  const select = "h-7 max-w-56 rounded-md border border-line-strong bg-panel px-1.5 text-xs text-ink";
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-line px-2 py-1.5">
        <IconButton label={artifacts.backToPreview} onClick={onClose}>
          <ArrowLeft />
        </IconButton>
        {shot && (
          <>
            <label className="flex items-center gap-1.5 text-xs text-soft">
              {artifacts.kinds.picture}
              <select value={shot.key} onChange={(event) => setWished(event.target.value)} className={select}>
                {shots.map((each) => (
                  <option key={each.key} value={each.key}>
                    {nameOf(each)}
                  </option>
                ))}
              </select>
            </label>
            <label className="flex items-center gap-1.5 text-xs text-soft">
              {artifacts.density}
              <select value={dense} onChange={(event) => setDense(event.target.value)} className={select}>
                {["1", "1.5", "2", "3"].map((each) => (
                  <option key={each} value={each}>
                    {each}×
                  </option>
                ))}
              </select>
            </label>
            <span className="flex-1" />
            <Segments<Way>
              label={artifacts.view}
              value={way}
              onChoose={setWay}
              choices={(["beside", "line", "over", "difference"] as const).map((value) => ({
                value,
                label: artifacts.ways[value],
              }))}
            />
          </>
        )}
      </div>
      {shot ? (
        <Held shot={shot} name={nameOf(shot)} way={way} dense={Number(dense)}>
          <PreviewRoom
            wanted={wanted}
            title={artifacts.previewOf(title)}
            theme={look.dark ? "dark" : "light"}
            language={look.language}
          />
        </Held>
      ) : (
        <Empty title={artifacts.noPicture} text={artifacts.noPictureText} />
      )}
    </div>
  );
}

/** How wide and high the element is now. */
function useRoom() {
  const place = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!place.current) return;
    const watching = new ResizeObserver(([entry]) => entry && setRoom(entry.contentRect));
    watching.observe(place.current);
    return () => watching.disconnect();
  }, []);
  return { place, room };
}

interface HeldProps {
  shot: Shot;
  name: string;
  way: Way;
  /** Points of the picture for one of a page. */
  dense: number;
  children: ReactNode;
}

/** Both at the picture's own size, so that the page is laid out as it was there, and made smaller until they fit. */
function Held({ shot, name, way, dense, children }: HeldProps) {
  const { artifacts } = useWords();
  const { place, room } = useRoom();
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [share, setShare] = useState(50);
  const [width, height] = [size.width / dense, size.height / dense];
  const beside = way === "beside";
  const fits = Math.min(1, (room.width - (beside ? 12 : 0)) / (beside ? 2 : 1) / width, room.height / height);
  const scale = width && room.width ? Math.max(0.05, fits) : 0;
  const sheet = { width, height, transform: `scale(${scale})`, transformOrigin: "0 0" };
  const outer = { width: width * scale, height: height * scale };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (way !== "line" || (event.type === "pointermove" && !event.buttons)) return;
    const box = event.currentTarget.getBoundingClientRect();
    setShare(Math.round(Math.max(0, Math.min(100, ((event.clientX - box.left) / box.width) * 100))));
  };
  const over = {
    beside: {},
    line: { clipPath: `inset(0 ${100 - share}% 0 0)` },
    over: { opacity: share / 100 },
    difference: { mixBlendMode: "difference" as const },
  }[way];
  const picture = (
    <img
      src={shot.address}
      alt={name}
      onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
        setSize({ width: naturalWidth, height: naturalHeight })
      }
      className="block size-full"
    />
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-sunk p-3">
      <div ref={place} className="flex min-h-0 flex-1 items-start justify-center gap-3 overflow-hidden">
        {beside && (
          <figure className="shrink-0 shadow-1" style={outer}>
            {picture}
          </figure>
        )}
        <div className="relative isolate shrink-0 overflow-hidden shadow-1" style={outer}>
          <div style={sheet}>{children}</div>
          {!beside && (
            <div className="absolute inset-0 touch-none" onPointerDown={move} onPointerMove={move}>
              <div className="size-full" style={over}>
                {picture}
              </div>
              {way === "line" && (
                <span
                  className="pointer-events-none absolute inset-y-0 w-0.5 bg-hand"
                  style={{ left: `calc(${share}% - 1px)` }}
                />
              )}
            </div>
          )}
        </div>
      </div>
      {(way === "line" || way === "over") && (
        <label className="mx-auto mt-3 flex w-full max-w-md items-center gap-3 text-xs text-soft">
          {artifacts.shareOf}
          <input
            type="range"
            min={0}
            max={100}
            value={share}
            onChange={(event) => setShare(Number(event.target.value))}
            className="flex-1 accent-hand"
          />
          <span className="figures w-9 text-right">{share}%</span>
        </label>
      )}
      {way === "difference" && <p className="mt-3 text-center text-xs text-soft">{artifacts.differenceText}</p>}
    </div>
  );
}
