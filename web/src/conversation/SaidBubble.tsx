// Words of a person, with what they attached. They can be copied, or changed and sent again in a session of its own.
import { useQueryClient } from "@tanstack/react-query";
import { Copy, PenLine } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import * as api from "@/api/calls";
import { Button, IconButton } from "@/parts/Button";
import { join } from "@/parts/join";
import { toast, toastError } from "@/parts/toasts";
import { textOf } from "@/session/fold";
import { applyNews } from "@/session/list";
import { useSession } from "@/session/SessionContext";
import type { SaidItem } from "@/session/view";
import { useNameOf } from "@/shell/people";
import { useFigures, useWords } from "@/words";
import { useFound } from "./found";
import { Attached } from "./Parts";
import { useCopy } from "./useCopy";

const LINES_MAX = 10;
const CHARS_MAX = 900;

export function SaidBubble({ item }: { item: SaidItem }) {
  const { conversation } = useWords();
  const figures = useFigures();
  const { mayCommand } = useSession();
  const who = useNameOf()(item.by);
  const copy = useCopy();
  const [editing, setEditing] = useState(false);
  const text = textOf(item.parts);
  const found = useFound();
  if (editing) return <EditWords item={item} text={text} onDone={() => setEditing(false)} />;
  return (
    <article
      aria-label={conversation.you}
      className="group relative mb-7 flex flex-col items-end gap-1.5 pl-8 md:pl-14"
    >
      <Attached parts={item.parts} />
      {text && <Bubble text={text} found={found?.seq === item.seq} />}
      <div className="absolute top-full right-0 flex h-7 items-center gap-0.5 opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100">
        <span className="px-1 text-xs text-faint">
          {who !== conversation.you && who && `${who} · `}
          <time>{figures.date(item.at)}</time>
        </span>
        <IconButton size="sm" label={conversation.copyText} onClick={() => copy(text)}>
          <Copy />
        </IconButton>
        {mayCommand && (
          <IconButton size="sm" label={conversation.edit} onClick={() => setEditing(true)}>
            <PenLine />
          </IconButton>
        )}
      </div>
    </article>
  );
}

/** Words as they were written; long ones are folded. */
export function Bubble(given: { text: string; faint?: boolean; found?: boolean }) {
  const { text, faint = false, found = false } = given;
  const { conversation } = useWords();
  const [opened, setWhole] = useState(false);
  const whole = opened || found;
  const isLong = text.length > CHARS_MAX || text.split("\n").length > LINES_MAX;
  return (
    <div
      className={join(
        "max-w-full rounded-xl rounded-br-sm bg-sunk px-4 py-2.5 text-read [overflow-wrap:anywhere]",
        "border border-line/70",
        faint && "text-soft",
      )}
    >
      <div
        className={join("whitespace-pre-wrap", isLong && !whole && "max-h-52 overflow-hidden")}
        style={isLong && !whole ? { maskImage: "linear-gradient(to bottom, black 70%, transparent)" } : undefined}
      >
        {text}
      </div>
      {isLong && (
        <button type="button" onClick={() => setWhole(!whole)} className="mt-1 text-sm font-[550] text-hand">
          {whole ? conversation.showLess : conversation.showAll}
        </button>
      )}
    </div>
  );
}

function EditWords({ item, text, onDone }: { item: SaidItem; text: string; onDone: () => void }) {
  const words = useWords();
  const { id } = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [written, write] = useState(text);
  const [busy, setBusy] = useState(false);
  const send = () => {
    setBusy(true);
    // Everything before these words, and then the new ones: the old session stays as it is.
    const parts = item.parts.filter((part) => part.kind !== "text");
    api.forkSession(id, { seq: item.seq - 1, words: written.trim(), parts }).then(
      (made) => {
        applyNews(client, { kind: "session", session: made });
        navigate(`/s/${made.id}`);
        toast(words.conversation.forked);
      },
      (error) => {
        setBusy(false);
        toastError(error, words);
      },
    );
  };
  return (
    <div className="mb-6 rounded-xl border border-hand bg-panel p-3 shadow-2">
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here
        autoFocus
        aria-label={words.conversation.editLabel}
        value={written}
        rows={Math.min(14, written.split("\n").length + 1)}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone();
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
        }}
        className="w-full resize-none bg-transparent text-read outline-none"
      />
      <div className="mt-2 flex flex-wrap items-center justify-end gap-2">
        <p className="mr-auto text-xs text-faint">{words.conversation.editNote}</p>
        <Button tone="quiet" onClick={onDone}>
          {words.common.cancel}
        </Button>
        <Button tone="go" disabled={busy || !written.trim()} onClick={send}>
          {words.conversation.editSend}
        </Button>
      </div>
    </div>
  );
}
