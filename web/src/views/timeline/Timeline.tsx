// The session as a film: its picture, its controls, everything that happened, and everything about the moment shown.
import "./film.css";
import { Clock3 } from "lucide-react";
import { type KeyboardEvent, useMemo, useState } from "react";
import { Empty } from "@/parts/Empty";
import { join } from "@/parts/join";
import { Scroll } from "@/parts/Scroll";
import { useSession } from "@/session/SessionContext";
import { isOver } from "@/session/view";
import { useNameOf } from "@/shell/people";
import { useWords } from "@/words";
import { Caption } from "./Caption";
import { chosenFrom } from "./elements";
import { FilmBar } from "./FilmBar";
import { ForkDialog } from "./ForkDialog";
import { MomentDetails } from "./MomentDetails";
import { MomentList } from "./MomentList";
import { changesScreen, compares, type Moment, momentsOf } from "./moments";
import { Stage } from "./Stage";
import { Transport } from "./Transport";
import { toldOf } from "./told";
import { useChanges } from "./useChanges";
import { useFullScreen, WHOLE_PAGE } from "./useFullScreen";
import { usePrefetch } from "./usePicture";
import { type Player, usePlayer } from "./usePlayer";

export default function Timeline() {
  const { timeline } = useWords();
  const { view } = useSession();
  const { items, steps, open, desk } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the view, only these are read
  const moments = useMemo(() => momentsOf(view), [items, steps, open, desk]);
  if (!moments.length) return <Empty icon={<Clock3 />} title={timeline.none} text={timeline.noneText} />;
  return <Shown all={moments} />;
}

function Shown({ all }: { all: readonly Moment[] }) {
  const player = usePlayer(all);
  const { moments, place, stepTo, looks, setLooks, film } = player;
  const [forking, setForking] = useState<Moment | null>(null);
  const full = useFullScreen();
  const quiet = useMemo(() => all.filter((each) => each.quiet && !changesScreen(each)).length, [all]);
  const [pointed, point] = useState("");
  const fork = (moment: Moment) => {
    film.play(false);
    setForking(moment);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: everywhere in the film the arrows step, as in any player
    <div
      onKeyDown={(event) => pressed(event, player)}
      className={join("@container flex h-full min-h-0 flex-col bg-sunk", full.on && WHOLE_PAGE)}
    >
      <FilmBar {...{ moments, place, looks, setLooks, quiet }} go={stepTo} />
      <Picture player={player} full={full} pointed={pointed} />
      {!full.on && <Below player={player} pointed={pointed} point={point} fork={fork} />}
      <ForkDialog moment={forking} onClose={() => setForking(null)} />
    </div>
  );
}

interface PictureProps {
  player: Player;
  full: ReturnType<typeof useFullScreen>;
  pointed: string;
}

function Picture({ player, full, pointed }: PictureProps) {
  const words = useWords();
  const { view, phase, blob } = useSession();
  const nameOf = useNameOf();
  const { moments, moment, place, film, stepTo, mode, setMode } = player;
  const [elements, setElements] = useState(false);
  const step = view.steps[moment.step] ?? null;
  const chosen = useMemo(() => chosenFrom(view, moment.step), [view, moment.step]);
  const points = pointed !== "" && !film.playing;
  const address = (picture: Moment["after"]) => (picture ? blob(picture.blob) : "");
  const changes = useChanges(address(moment.before), address(moment.after), compares(moment) && !film.playing);
  usePrefetch([1, 2, 3, -1].map((n) => address(moments[place + n]?.after ?? null)));
  const told = toldOf(moment, view, words, nameOf);
  return (
    <>
      <div className={join("shrink-0 px-3 pt-3 md:px-4 md:pt-4", full.on ? "min-h-0 flex-1" : "h-[min(54%,62cqw)]")}>
        <Stage
          {...{ moment, step, changes, pointed }}
          showing={points && !chosen.own ? "before" : player.showing}
          chosen={!film.playing && (elements || points) ? chosen : null}
        />
      </div>
      <div className={join("shrink-0 px-3 pt-2 pb-2 md:px-4", !full.on && "border-b border-line")}>
        <Caption
          {...{ moment, step, told, changes, mode, setMode, setElements, full }}
          playing={film.playing}
          elements={chosen.elements.length > 0 ? elements : null}
        />
        <Transport {...{ moments, place, told }} {...film} go={stepTo} isLive={!isOver(phase)} />
      </div>
    </>
  );
}

interface BelowProps {
  player: Player;
  pointed: string;
  point: (element: string) => void;
  fork: (moment: Moment) => void;
}

function Below({ player: { moments, moment, place, stepTo, film }, pointed, point, fork }: BelowProps) {
  const { timeline } = useWords();
  const { view } = useSession();
  const chosen = useMemo(() => chosenFrom(view, moment.step), [view, moment.step]);
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-panel @2xl:flex-row">
      <div className="min-h-0 basis-1/2 py-1.5 @2xl:basis-[46%] @2xl:border-r @2xl:border-line">
        <MomentList moments={moments} place={place} go={stepTo} playing={film.playing} />
      </div>
      <Scroll label={timeline.details} className="min-h-0 flex-1 border-t border-line @2xl:border-t-0">
        <MomentDetails key={moment.key} {...{ moment, chosen, pointed, point }} fork={() => fork(moment)} />
      </Scroll>
    </div>
  );
}

/** The keys of a player, unless what has the focus needs them itself. */
function pressed(event: KeyboardEvent, { place, last, stepTo, film }: Player): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  if (target.closest("input, textarea, [role=menu], [role=dialog], [role=group]")) return;
  if (event.key === "ArrowLeft") stepTo(place - 1);
  else if (event.key === "ArrowRight") stepTo(place + 1);
  else if (event.key === "Home") stepTo(0);
  else if (event.key === "End") stepTo(last);
  else if (event.key === " " && !target.closest("button, a, summary")) film.play(!film.playing);
  else return;
  event.preventDefault();
}
