// A dialog: it takes the focus, gives it back, and closes on Escape and on a click beside it.
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useWords } from "@/words";
import { IconButton } from "./Button";
import { useGivesBack } from "./givesBack";
import { join } from "./join";

interface Props {
  open: boolean;
  onClose: () => void;
  title: string;
  text?: ReactNode;
  children?: ReactNode;
  wide?: boolean;
}

export function Dialog({ open, onClose, title, text, children, wide = false }: Props) {
  const { common } = useWords();
  const givesBack = useGivesBack();
  return (
    <Radix.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="appear fixed inset-0 z-40 bg-veil" />
        <Radix.Content
          {...givesBack}
          {...(text ? {} : { "aria-describedby": undefined })}
          className={join(
            "rise fixed inset-x-3 top-[12vh] z-50 mx-auto max-h-[80vh] overflow-auto rounded-xl border border-line bg-panel p-5 shadow-3 outline-none",
            wide ? "max-w-2xl" : "max-w-md",
          )}
        >
          <div className="flex items-start gap-3">
            <Radix.Title className="flex-1 text-lg font-[620] tracking-tight">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label={common.close} size="sm">
                <X />
              </IconButton>
            </Radix.Close>
          </div>
          {text && <Radix.Description className="mt-2 text-base text-soft">{text}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
