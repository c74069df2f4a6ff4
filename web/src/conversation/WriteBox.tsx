// The box to write into: grows with the words, takes files by picking, dropping and pasting. What is done with them is
// the business of whoever shows it (Composer in a session, Start for a new one).
import { ArrowUp, FileText, Paperclip, X } from "lucide-react";
import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { IconButton } from "@/parts/Button";
import { join } from "@/parts/join";
import { Spinner } from "@/parts/Spinner";
import { useWords } from "@/words";
import type { Attachment, useAttachments } from "./attaching";

export interface WriteBoxHandle {
  focus: () => void;
  pick: () => void;
}

interface Props {
  ref?: Ref<WriteBoxHandle>;
  value: string;
  onChange: (value: string) => void;
  onSend: () => void;
  attachments: ReturnType<typeof useAttachments>;
  placeholder: string;
  label: string;
  sendLabel: string;
  busy?: boolean;
  rows?: number;
  autoFocus?: boolean;
  /** What stands on the left of the lower row. */
  tools?: ReactNode;
}

const HEIGHT_MAX_PX = 320;

export function WriteBox(given: Props) {
  const { conversation } = useWords();
  const { value, attachments, rows = 1, busy = false } = given;
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  useImperativeHandle(given.ref, () => ({ focus: () => field.current?.focus(), pick: () => picker.current?.click() }));

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the words
  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, HEIGHT_MAX_PX)}px`;
  }, [value]);

  const ready = !busy && !attachments.busy && (value.trim() !== "" || attachments.held.length > 0);
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (ready) given.onSend();
  };
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    attachments.add(files);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    attachments.add(event.dataTransfer.files);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button beside it is the first
    <div
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={drop}
      className={join(
        "relative rounded-xl border bg-panel shadow-2 transition-[border-color,box-shadow] duration-[var(--quick)]",
        "focus-within:border-hand focus-within:ring-3 focus-within:ring-hand/15",
        over ? "border-hand" : "border-line-strong/80",
      )}
    >
      {attachments.held.length > 0 && (
        <ul className="flex flex-wrap gap-2 px-3.5 pt-3">
          {attachments.held.map((each) => (
            <AttachmentChip key={each.id} attachment={each} onRemove={() => attachments.remove(each.id)} />
          ))}
        </ul>
      )}
      <textarea
        ref={field}
        rows={rows}
        // biome-ignore lint/a11y/noAutofocus: only where the page is for writing and nothing else
        autoFocus={given.autoFocus ?? false}
        aria-label={given.label}
        placeholder={given.placeholder}
        value={value}
        onChange={(event) => given.onChange(event.target.value)}
        onKeyDown={press}
        onPaste={paste}
        className="block w-full resize-none bg-transparent px-4 pt-3 pb-1 text-read outline-none placeholder:text-faint"
      />
      <div className="flex items-center gap-1 px-2 pb-2">
        <IconButton label={conversation.attach} onClick={() => picker.current?.click()}>
          <Paperclip />
        </IconButton>
        {given.tools}
        <span className="flex-1" />
        <button
          type="button"
          aria-label={given.sendLabel}
          title={conversation.sendHint}
          disabled={!ready}
          onClick={given.onSend}
          className="grid size-8 shrink-0 place-items-center rounded-md bg-hand text-hand-ink transition-colors hover:bg-hand-strong disabled:bg-raise disabled:text-faint"
        >
          {busy ? <Spinner /> : <ArrowUp className="size-4.5" strokeWidth={2.25} />}
        </button>
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        onChange={(event) => {
          attachments.add(event.target.files ?? []);
          event.target.value = "";
        }}
      />
      {over && (
        <div className="pointer-events-none absolute inset-0 grid place-items-center rounded-xl bg-hand-wash/90 font-[550] text-hand">
          {conversation.dropHere}
        </div>
      )}
    </div>
  );
}

function AttachmentChip({ attachment, onRemove }: { attachment: Attachment; onRemove: () => void }) {
  const { conversation } = useWords();
  const { name, preview, part } = attachment;
  return (
    <li className="relative flex h-12 max-w-56 items-center gap-2 overflow-hidden rounded-md border border-line bg-sunk pr-8 text-sm">
      {preview ? (
        <img src={preview} alt="" className="h-12 w-12 object-cover" />
      ) : (
        <FileText className="ml-2.5 size-4 shrink-0 text-faint" />
      )}
      <span className="min-w-0 truncate">{name}</span>
      {!part && (
        <span className="absolute inset-0 grid place-items-center bg-panel/70 text-hand">
          <Spinner />
          <span className="sr-only">{conversation.uploading(name)}</span>
        </span>
      )}
      <button
        type="button"
        aria-label={conversation.removeFile(name)}
        onClick={onRemove}
        className="absolute top-1 right-1 grid size-6 place-items-center rounded-sm bg-panel/80 text-soft hover:text-ink"
      >
        <X className="size-3.5" />
      </button>
    </li>
  );
}
