// The desk as it is now: watched by everybody who may see the session, in the hands of one.
import "../timeline/film.css";
import { Monitor } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Empty } from "@/parts/Empty";
import { join } from "@/parts/join";
import { Spinner } from "@/parts/Spinner";
import { toast } from "@/parts/toasts";
import { isLoading } from "@/session/loading";
import { useSession } from "@/session/SessionContext";
import { isOver } from "@/session/view";
import { useNameOf } from "@/shell/people";
import { useWords } from "@/words";
import { type Dropped, useDropping } from "../files/dropping";
import { usePutting } from "../files/putting";
import { useFullScreen, WHOLE_PAGE } from "../timeline/useFullScreen";
import { ActingLine } from "./ActingLine";
import { AskToTake } from "./AskToTake";
import { actingOf } from "./acting";
import { BesideRow } from "./Beside";
import { ClipboardDialog, useCopiedNews } from "./ClipboardDialog";
import { useDeskControl } from "./control";
import { HandsBar } from "./HandsBar";
import { KeysBar } from "./KeysBar";
import { Screen } from "./Screen";
import { Strip } from "./Strip";
import { useBeside } from "./severally";
import { Tools } from "./Tools";
import { useScreenLink } from "./useScreenLink";

export default function Desk() {
  const { desk } = useWords();
  const here = useSession();
  const { view, phase } = here;
  if (view.desk) return <Bench />;
  if (isLoading(here)) {
    return (
      <div className="grid h-full place-items-center text-faint">
        <Spinner />
      </div>
    );
  }
  if (isOver(phase)) return <Empty icon={<Monitor />} title={desk.noDesk} text={desk.noDeskText} />;
  return (
    <Empty icon={<Monitor />} title={desk.noDeskWorking}>
      <Spinner className="text-hand" />
    </Empty>
  );
}

/** Puts files into the work folder, and says of folders that they are not taken. */
function useDrops() {
  const { files } = useWords();
  const { id, mayCommand } = useSession();
  const { put } = usePutting(id);
  const take = useCallback(
    ({ files: dropped, folders }: Dropped) => {
      for (const name of folders) toast(files.folderNotTaken(name), { bad: true });
      void put(dropped);
    },
    [put, files],
  );
  return { put, ...useDropping(take, mayCommand) };
}

interface KeyboardLock {
  lock?: () => Promise<void>;
  unlock?: () => void;
}

/** Over the whole screen, keys that the browser would keep (Escape, Ctrl W) go to the desk as well, where it allows that. */
function useAllKeys(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    const { keyboard } = navigator as Navigator & { keyboard?: KeyboardLock };
    void keyboard?.lock?.().catch(() => undefined);
    return () => keyboard?.unlock?.();
  }, [wanted]);
}

function Bench() {
  const words = useWords();
  const here = useSession();
  const { view, phase, id } = here;
  const nameOf = useNameOf();
  const control = useDeskControl(here);
  const mine = control.hands === "mine";
  const room = useRef<HTMLDivElement>(null);
  const handBack = useRef<HTMLButtonElement>(null);
  const { link, state } = useScreenLink(id, room, { acts: mine, fresh: view.deskAt });
  const beside = useBeside(id);
  const full = useFullScreen();
  const { put, over, handlers } = useDrops();
  const [zoomed, setZoomed] = useState(false);
  const [keys, setKeys] = useState(() => matchMedia("(pointer: coarse)").matches);
  const [clipboard, setClipboard] = useState(false);
  const [asking, setAsking] = useState(false);
  const [keysGo, setKeysGo] = useState(false);
  const acting = useMemo(() => actingOf(view, phase, words), [view, phase, words]);
  useCopiedNews(state.copied, mine);
  useAllKeys(full.on && mine);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; a button is the first
    <div
      className={join("@container flex h-full min-h-0 flex-col bg-sunk", full.on && WHOLE_PAGE)}
      onFocus={(event) => setKeysGo(event.target instanceof HTMLCanvasElement)}
      onBlur={() => setKeysGo(false)}
      {...handlers}
    >
      <Tools
        {...{ beside, mine, zoomed, setZoomed, keys, setKeys, full }}
        openClipboard={() => setClipboard(true)}
        putFiles={(files) => void put(files)}
      />
      <HandsBar {...{ control, handBack }} askToTake={() => setAsking(true)} isLive={state.state === "live"} />
      <div className="flex min-h-0 flex-1 flex-col gap-1 p-1 md:p-3">
        <Screen
          {...{ room, link, state, mine, zoomed, over }}
          mayTake={control.mayTake && state.state === "live" && !control.taking}
          theirs={control.hands === "other"}
          putFiles={(files) => void put(files)}
          leave={() => handBack.current?.focus()}
          askToTake={() => setAsking(true)}
        >
          {asking && !mine && (
            <AskToTake
              from={control.hands === "other" ? nameOf(control.by) || words.desk.somebody : ""}
              onClose={() => setAsking(false)}
              onTake={() => {
                setAsking(false);
                control.take();
              }}
            />
          )}
        </Screen>
        <div className="shrink-0 space-y-1.5 px-1.5">
          <ActingLine acting={acting} mine={mine} keysGo={keysGo} />
          {beside.shown.length > 0 ? <BesideRow beside={beside} /> : <Strip />}
        </div>
      </div>
      {mine && keys && <KeysBar link={link} />}
      <ClipboardDialog open={clipboard} onClose={() => setClipboard(false)} {...{ link, mine }} copied={state.copied} />
    </div>
  );
}
