// Pictures and files among words: pictures open large, files are saved; both come from the session's blobs only.
import { FileText } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import type { Box, FilePart, PicturePart } from "@/api/events";
import type { Part } from "@/api/types";
import { join } from "@/parts/join";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";

export function Attached({ parts }: { parts: readonly Part[] }) {
  const pictures = parts.filter((part): part is PicturePart => part.kind === "picture");
  const files = parts.filter((part): part is FilePart => part.kind === "file");
  if (!pictures.length && !files.length) return null;
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {pictures.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was said does not change
        <PictureView key={`${part.blob} ${place}`} picture={part} className="max-h-44 max-w-64" />
      ))}
      {files.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was said does not change
        <FileChip key={`${part.blob} ${place}`} file={part} />
      ))}
    </div>
  );
}

function FileChip({ file }: { file: FilePart }) {
  const { blob } = useSession();
  return (
    <a
      href={blob(file.blob)}
      download={file.name}
      className="flex max-w-64 items-center gap-2 rounded-md border border-line bg-panel px-2.5 py-1.5 text-sm hover:bg-sunk"
    >
      <FileText className="size-4 shrink-0 text-faint" />
      <span className="truncate">{file.name}</span>
    </a>
  );
}

/** How a picture of the screen lies in a room of this size, so that the thing that it is about can be seen: about a
 * quarter of the screen around it. All in pixels; the box is of the screen. */
export function cropped(picture: PicturePart, box: Box, width: number, height: number) {
  const [x, y, wide, high] = box;
  const shown = Math.min(picture.width, Math.max(SHOWN_PX_MIN, wide * 1.4, (high * 1.4 * width) / height));
  const scale = width / shown;
  const along = (middle: number, room: number, whole: number) => Math.min(0, Math.max(room - whole, room / 2 - middle));
  return {
    width: picture.width * scale,
    height: picture.height * scale,
    left: along((x + wide / 2) * scale, width, picture.width * scale),
    top: along((y + high / 2) * scale, height, picture.height * scale),
  };
}

const SHOWN_PX_MIN = 300;

interface PictureProps {
  picture: PicturePart;
  className?: string;
  alt?: string;
  /** Where to look, on the screen, in a room of so many pixels. */
  focus?: { box: Box; width: number; height: number } | undefined;
}

/** A picture that opens large. The room it needs is known before it is there, so that nothing jumps. */
export function PictureView({ picture, className, alt, focus }: PictureProps) {
  const { conversation } = useWords();
  const { blob } = useSession();
  const [gone, setGone] = useState(false);
  const [open, setOpen] = useState(false);
  const name = alt || picture.alt || conversation.picture;
  if (gone) {
    return (
      <span
        className={join(
          "grid place-items-center rounded-md border border-line bg-sunk p-3 text-2xs text-faint",
          className,
        )}
      >
        {name}
      </span>
    );
  }
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <button
          type="button"
          aria-label={`${conversation.openPicture}: ${name}`}
          className={join(
            "block overflow-hidden rounded-md border border-line bg-sunk transition-shadow hover:shadow-2",
            className,
          )}
        >
          <img
            src={blob(picture.blob)}
            width={picture.width}
            height={picture.height}
            alt=""
            loading="lazy"
            decoding="async"
            onError={() => setGone(true)}
            className={focus ? "relative block max-w-none" : "block h-full w-full object-cover object-top"}
            style={focus ? cropped(picture, focus.box, focus.width, focus.height) : undefined}
          />
        </button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="appear fixed inset-0 z-40 bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          onClick={() => setOpen(false)}
          className="appear fixed inset-3 z-50 grid cursor-zoom-out place-items-center outline-none md:inset-8"
        >
          <Dialog.Title className="sr-only">{name}</Dialog.Title>
          <img
            src={blob(picture.blob)}
            alt={name}
            className="max-h-full max-w-full rounded-lg bg-panel object-contain shadow-3"
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
