import type { ReactNode } from "react";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { useWords } from "@/words";

interface Props {
  open: boolean;
  onClose: () => void;
  title: string;
  text: string;
  act: string;
  onAct: () => void;
  possible?: boolean;
  children?: ReactNode;
}

/** Asks before what can't be taken back. */
export function Confirm({ open, onClose, title, text, act, onAct, possible = true, children }: Props) {
  const { common } = useWords();
  return (
    <Dialog open={open} onClose={onClose} title={title} text={text}>
      {children}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button
          tone="bad"
          disabled={!possible}
          onClick={() => {
            onClose();
            onAct();
          }}
        >
          {act}
        </Button>
      </div>
    </Dialog>
  );
}
