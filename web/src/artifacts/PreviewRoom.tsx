// An artifact in its sealed frame, with the words for when it can't be shown.
import { CircleAlert, Hourglass, RotateCcw, ShieldAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/parts/Button";
import { Spinner } from "@/parts/Spinner";
import { useMe } from "@/shell/me";
import { useWords } from "@/words";
import type { FromFrame, Language, Theme } from "../../frame/protocol.ts";
import { Frame, type FrameHandle } from "./Frame.tsx";
import { NONE, type Problems, told } from "./problems";
import type { Ended } from "./sealed.ts";
import type { Seen, Wanted } from "./showing.ts";

interface Props {
  wanted: Wanted | null;
  /** Names the frame. Another title is another frame. */
  title: string;
  theme: Theme;
  language: Language;
  onProblems?: (problems: Problems) => void;
  /** Elements can be pointed at; what was pointed at is told. */
  pointing?: boolean;
  onAsked?: Seen["asked"];
  onPicked?: (picked: Extract<FromFrame, { type: "picked" }>) => void;
}

export function PreviewRoom(given: Props) {
  const { wanted, title, theme, language, onProblems, pointing = false, onPicked } = given;
  const { artifacts } = useWords();
  const { server } = useMe();
  const [problems, setProblems] = useState<Problems>(NONE);
  const [ended, setEnded] = useState<Ended | null>(null);
  const [begun, setBegun] = useState(0);
  const [busy, setBusy] = useState(false);
  const frame = useRef<FrameHandle>(null);
  const said = (words: FromFrame) => {
    setProblems((before) => told(before, words));
    if (words.type === "painted") setEnded(null);
    if (words.type === "picked" && pointing) onPicked?.(words);
  };
  useEffect(() => onProblems?.(problems), [problems, onProblems]);
  const again = () => {
    setEnded(null);
    setBusy(false);
    setProblems(NONE);
    setBegun(begun + 1);
  };
  const waits = !problems.seen && !ended && !problems.failed;
  return (
    <div
      className="relative h-full min-h-0 bg-panel"
      data-painted={problems.painted ? problems.drawing : undefined}
      aria-busy={waits}
    >
      <Frame
        key={begun}
        ref={frame}
        address={server.frame}
        wanted={wanted}
        theme={theme}
        language={language}
        title={title}
        inspecting={pointing}
        onSaid={said}
        onEnded={setEnded}
        onBusy={setBusy}
        onAsked={given.onAsked}
      />
      {busy && !ended && (
        <div
          role="status"
          className="absolute inset-x-0 bottom-0 flex flex-wrap items-center gap-2 border-t border-line bg-panel px-3 py-2 text-sm"
        >
          <Hourglass className="size-4 shrink-0 text-soft" />
          <span className="min-w-0 flex-1">{artifacts.busy}</span>
          <Button size="sm" onClick={() => frame.current?.wait()}>
            {artifacts.wait}
          </Button>
          <Button size="sm" onClick={() => frame.current?.stop()}>
            {artifacts.stop}
          </Button>
        </div>
      )}
      {waits && (
        <div className="absolute inset-0 grid place-items-center text-faint">
          <Spinner />
        </div>
      )}
      {problems.failed && !problems.seen && (
        <div className="absolute inset-0 grid place-items-center p-6 text-center text-sm text-faint">
          <p>
            <CircleAlert className="mx-auto mb-2 size-6" />
            {artifacts.stages[problems.failed.stage]}
          </p>
        </div>
      )}
      {problems.unsealed && (
        <p className="absolute inset-x-0 top-0 flex items-center gap-2 border-b border-ask-line bg-ask-wash px-3 py-1.5 text-sm text-ask">
          <ShieldAlert className="size-4 shrink-0" /> {artifacts.unsealed}
        </p>
      )}
      {ended && (
        <div role="alert" className="absolute inset-0 grid place-items-center bg-panel/90 p-6">
          <div className="max-w-sm text-center">
            <p className="font-[550]">{artifacts.ended[ended]}</p>
            {ended === "unreachable" && (
              <p className="mt-1 text-sm text-soft [overflow-wrap:anywhere]">
                {artifacts.unreachableHint(server.frame)}
              </p>
            )}
            <Button className="mt-4" onClick={again}>
              <RotateCcw /> {artifacts.again}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
