// The live picture, and what lies over it: the agent's last act, the cover that keeps a watcher's clicks off it, words
// on why it is not live.
import { FileDown, Hand, Move } from "lucide-react";
import { type ReactNode, type RefObject, useState } from "react";
import { IconButton } from "@/parts/Button";
import { join } from "@/parts/join";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { ScreenFrame } from "../timeline/ScreenFrame";
import { markedStep } from "./acting";
import { LiveMarker } from "./LiveMarker";
import { usePasting } from "./pasting";
import type { LinkState, ScreenLink } from "./ScreenLink";
import { Veil } from "./Veil";

interface Props {
  room: RefObject<HTMLDivElement | null>;
  link: ScreenLink;
  state: LinkState;
  mine: boolean;
  mayTake: boolean;
  theirs: boolean;
  zoomed: boolean;
  /** Whether files are held over it. */
  over: boolean;
  putFiles: (files: File[]) => void;
  leave: () => void;
  askToTake: () => void;
  children: ReactNode;
}

const edgeOf = (mine: boolean, theirs: boolean): string =>
  mine ? "border-hand ring-3 ring-hand/30" : theirs ? "border-ask ring-3 ring-ask/20" : "border-line";

export function Screen(props: Props) {
  const { room, link, state, mine, mayTake, theirs, zoomed, over, children } = props;
  const { desk } = useWords();
  const { view } = useSession();
  const [moving, setMoving] = useState(false);
  usePasting(room, { link, mine, putFiles: props.putFiles, leave: props.leave });
  const width = state.width || view.desk?.width || 1280;
  const height = state.height || view.desk?.height || 800;
  const isLive = state.state === "live";
  const marked = markedStep(view);
  const asks = view.asking >= 0;
  const canMove = zoomed && mine;
  const covered = !mine || (canMove && moving);
  return (
    <div
      className={join("relative w-full p-1", zoomed ? "min-h-0 flex-1" : "min-h-0 shrink")}
      style={zoomed ? undefined : { aspectRatio: `${width} / ${height}` }}
    >
      <ScreenFrame
        width={width}
        height={height}
        actual={zoomed}
        className={join("rounded-lg border bg-panel shadow-2", edgeOf(mine, theirs))}
      >
        {!isLive && <Still state={state} />}
        <div
          ref={room}
          role="application"
          aria-label={desk.label}
          // By Tab one comes to it, and its canvas takes the keys; Ctrl Alt . gives them back.
          tabIndex={mine ? 0 : -1}
          onFocus={(event) => event.target === event.currentTarget && link.focus()}
          {...(mine ? { "data-own-keys": "" } : {})}
          className="absolute inset-0"
        />
        {isLive && marked && !view.control && (
          <LiveMarker key={`${marked.number} ${asks}`} step={marked} asks={asks} {...{ width, height }} />
        )}
        {covered && <Cover mayTake={mayTake && !mine} askToTake={props.askToTake} />}
        <Veil state={state.state} again={link.again} />
        {over && <DropHere />}
        {children}
      </ScreenFrame>
      {canMove && <MoveButton moving={moving} setMoving={setMoving} />}
    </div>
  );
}

/** The desk as it looked last, while there is no live picture. */
function Still({ state: { state, frozen } }: { state: LinkState }) {
  const { desk } = useWords();
  const { view, blob } = useSession();
  const still = frozen || (view.screen ? blob(view.screen.blob) : "");
  if (!still) return null;
  return (
    <img
      src={still}
      alt={desk.lostNote}
      className={join(
        "absolute inset-0 size-full",
        state === "connecting" ? "opacity-80" : "opacity-60 grayscale-[30%]",
      )}
    />
  );
}

/** On a touch screen a finger either acts on the desk or moves the picture. */
function MoveButton({ moving, setMoving }: { moving: boolean; setMoving: (on: boolean) => void }) {
  const { desk } = useWords();
  return (
    <IconButton
      label={moving ? desk.actOnPicture : desk.movePicture}
      tone="plain"
      aria-pressed={moving}
      onClick={() => setMoving(!moving)}
      className="absolute! right-6 bottom-6 z-20 shadow-3 [@media(hover:hover)]:hidden"
    >
      {moving ? <Hand /> : <Move />}
    </IconButton>
  );
}

/** Over the picture of who only looks: nothing they do reaches the desk, but a click asks for it. */
function Cover({ mayTake, askToTake }: { mayTake: boolean; askToTake: () => void }) {
  const { desk } = useWords();
  if (!mayTake) return <div className="absolute inset-0" />;
  return (
    <button
      type="button"
      aria-label={desk.clickToTake}
      onClick={askToTake}
      className="group/cover absolute inset-0 cursor-pointer rounded-lg outline-offset-[-3px]"
    >
      <span className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center opacity-0 transition-opacity duration-[var(--calm)] group-hover/cover:opacity-100 group-focus-visible/cover:opacity-100 [@media(hover:none)]:hidden">
        <span className="flex items-center gap-1.5 rounded-full border border-line bg-panel px-3 py-1 text-xs text-ink shadow-2">
          <Hand className="size-3.5 text-hand" /> {desk.clickToTake}
        </span>
      </span>
    </button>
  );
}

function DropHere() {
  const { desk } = useWords();
  return (
    <div className="appear pointer-events-none absolute inset-0 z-20 grid place-items-center rounded-lg border-2 border-dashed border-hand bg-hand-wash/90">
      <p className="flex items-center gap-2 font-[550] text-hand">
        <FileDown className="size-5" /> {desk.dropHere}
      </p>
    </div>
  );
}
