// What can be done with the desk besides looking: its clipboard, files, size, and other desks beside it.
import { Clipboard, FilePlus2, Keyboard, Maximize, Minimize, Shrink, ZoomIn } from "lucide-react";
import { useRef } from "react";
import { useAction } from "@/actions/registry";
import { IconButton } from "@/parts/Button";
import { PaneBar } from "@/session/PaneBar";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { BesideMenu } from "./Beside";
import type { Beside } from "./severally";

interface Props {
  beside: Beside;
  mine: boolean;
  zoomed: boolean;
  setZoomed: (on: boolean) => void;
  keys: boolean;
  setKeys: (on: boolean) => void;
  openClipboard: () => void;
  putFiles: (files: readonly File[]) => void;
  full: { on: boolean; toggle: () => void };
}

export function Tools({ beside, mine, zoomed, setZoomed, keys, setKeys, openClipboard, putFiles, full }: Props) {
  const { desk } = useWords();
  const { mayCommand } = useSession();
  const picker = useRef<HTMLInputElement>(null);
  useAction("desk.fullScreen", full.toggle);
  useAction("desk.clipboard", openClipboard, mine);
  useAction("desk.addFiles", () => picker.current?.click(), mayCommand);
  const tools = (
    <>
      {mine && (
        <IconButton
          label={keys ? desk.keysHide : desk.keys}
          aria-pressed={keys}
          onClick={() => setKeys(!keys)}
          className={keys ? "text-hand!" : ""}
        >
          <Keyboard />
        </IconButton>
      )}
      <IconButton label={desk.clipboard} onClick={openClipboard} disabled={!mayCommand}>
        <Clipboard />
      </IconButton>
      <IconButton label={desk.addFiles} onClick={() => picker.current?.click()} disabled={!mayCommand}>
        <FilePlus2 />
      </IconButton>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          putFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <BesideMenu beside={beside} />
      <IconButton
        label={zoomed ? desk.fitSize : desk.actualSize}
        aria-pressed={zoomed}
        onClick={() => setZoomed(!zoomed)}
        className={zoomed ? "text-hand!" : ""}
      >
        {zoomed ? <Shrink /> : <ZoomIn />}
      </IconButton>
      <IconButton label={full.on ? desk.leaveFullScreen : desk.fullScreen} onClick={full.toggle}>
        {full.on ? <Minimize /> : <Maximize />}
      </IconButton>
    </>
  );
  // Over the whole page there is no bar but its own.
  if (full.on) return <div className="flex shrink-0 items-center justify-end gap-1 bg-panel px-2 py-1">{tools}</div>;
  return <PaneBar>{tools}</PaneBar>;
}
