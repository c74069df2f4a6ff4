// Text to the desk's clipboard and from it, for who has the desk. The browser's own clipboard is touched on a click only.
import { ClipboardPaste, Copy } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useCopy } from "@/conversation/useCopy";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { toast } from "@/parts/toasts";
import { useWords } from "@/words";
import { CLIPBOARD_BYTES_MAX } from "./keys";
import type { LinkState, ScreenLink } from "./ScreenLink";

interface Props {
  open: boolean;
  onClose: () => void;
  link: ScreenLink;
  copied: LinkState["copied"];
  mine: boolean;
}

export function ClipboardDialog({ open, onClose, link, copied, mine }: Props) {
  const { desk } = useWords();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={desk.clipboardTitle}
      text={mine ? desk.clipboardText : desk.clipboardNotYours}
    >
      {mine && <BothWays link={link} copied={copied} onClose={onClose} />}
    </Dialog>
  );
}

const AREA =
  "w-full resize-y rounded-md border border-line-strong bg-panel px-3 py-2 font-code text-sm focus-visible:border-hand focus-visible:outline-none";

function BothWays({ link, copied, onClose }: Pick<Props, "link" | "copied" | "onClose">) {
  const { desk, common } = useWords();
  const [written, write] = useState("");
  const copy = useCopy();
  const id = useId();
  const tooLong = new Blob([written]).size > CLIPBOARD_BYTES_MAX;
  const put = () => {
    link.putClipboard(written);
    toast(desk.clipboardDone);
    onClose();
  };
  return (
    <div className="mt-4 space-y-4">
      <div>
        <label htmlFor={`${id}-yours`} className="mb-1 block text-sm font-[550] text-soft">
          {desk.clipboardYours}
        </label>
        <textarea
          id={`${id}-yours`}
          rows={4}
          value={written}
          onChange={(event) => write(event.target.value)}
          className={AREA}
          aria-invalid={tooLong || undefined}
          aria-describedby={tooLong ? `${id}-long` : undefined}
        />
        {tooLong && (
          <p id={`${id}-long`} className="text-xs text-bad">
            {desk.clipboardTooLong}
          </p>
        )}
        <Button tone="go" className="mt-1.5" disabled={!written || tooLong} onClick={put}>
          <ClipboardPaste /> {desk.clipboardPut}
        </Button>
      </div>
      <div>
        <p className="mb-1 text-sm font-[550] text-soft" id={`${id}-desk`}>
          {desk.clipboardDesks}
        </p>
        {copied?.text ? (
          <>
            <textarea readOnly rows={4} value={copied.text} aria-labelledby={`${id}-desk`} className={AREA} />
            <Button className="mt-1.5" onClick={() => copy(copied.text)}>
              <Copy /> {common.copy}
            </Button>
          </>
        ) : (
          <p className="text-sm text-faint">{desk.clipboardNone}</p>
        )}
      </div>
    </div>
  );
}

/** Says that something was copied on the desk, and offers it. */
export function useCopiedNews(copied: LinkState["copied"], mine: boolean): void {
  const { desk, common } = useWords();
  const copy = useCopy();
  const number = copied?.number ?? 0;
  const text = copied?.text ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that something is copied
  useEffect(() => {
    if (!number || !mine || !text) return;
    toast(desk.copiedOnDesk, { act: { label: common.copy, run: () => copy(text) } });
  }, [number]);
}
