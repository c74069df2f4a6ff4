// Before a click on the picture becomes a take-over: what it means, and the way back.
import { Hand } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/parts/Button";
import { useWords } from "@/words";

interface Props {
  /** Who would lose the desk; "" for the agent. */
  from: string;
  onTake: () => void;
  onClose: () => void;
}

export function AskToTake({ from, onTake, onClose }: Props) {
  const { desk } = useWords();
  const id = useId();
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    yes.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the card closes it, as Escape does
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is listened for below
    <div className="appear absolute inset-0 z-20 grid place-items-center bg-veil p-3" onClick={onClose}>
      <div
        role="alertdialog"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onClose();
        }}
        className="rise w-full max-w-xs rounded-xl border border-line bg-panel p-4 text-center shadow-3"
      >
        <p id={`${id}-title`} className="text-base font-[620]">
          {desk.takeTitle}
        </p>
        <p id={`${id}-text`} className="mt-1 text-sm text-soft">
          {from ? desk.takeFromText(from) : desk.takeText}
        </p>
        <div className="mt-3 flex flex-wrap justify-center gap-2">
          <Button onClick={onClose}>{desk.keepWatching}</Button>
          <Button ref={yes} tone="go" onClick={onTake}>
            <Hand /> {desk.takeOver}
          </Button>
        </div>
      </div>
    </div>
  );
}
