// What can be done with a session from outside of it: rename, duplicate, archive, delete.
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import * as api from "@/api/calls";
import type { Summary } from "@/api/types";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { INPUT } from "@/parts/Field";
import { toast, toastError } from "@/parts/toasts";
import { useWords } from "@/words";
import { applyNews } from "./list";

export interface Deeds {
  rename: (title: string) => void;
  duplicate: () => void;
  archive: () => void;
  remove: () => void;
}

export function useSessionDeeds(summary: Summary | undefined): Deeds {
  const words = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return useMemo(() => {
    const id = summary?.id ?? "";
    const here = pathname.startsWith(`/s/${id}`);
    const failed = (error: unknown) => toastError(error, words);
    const changed = (now: Summary) => applyNews(client, { kind: "session", session: now });
    const change = (changes: Parameters<typeof api.changeSession>[1]) => api.changeSession(id, changes).then(changed);
    return {
      rename: (title) => void change({ title }).catch(failed),
      duplicate: () =>
        void api.duplicateSession(id).then((made) => {
          changed(made);
          navigate(`/s/${made.id}`);
        }, failed),
      archive: () => {
        const archived = !summary?.archived;
        const undo = { label: words.shell.unarchive, run: () => void change({ archived: false }).catch(failed) };
        void change({ archived }).then(() => {
          if (archived) toast(words.session.archivedToast, { act: undo });
          if (archived && here) navigate("/");
        }, failed);
      },
      remove: () =>
        void api.deleteSession(id).then(() => {
          if (here) navigate("/", { replace: true });
          applyNews(client, { kind: "removed", id });
          toast(words.session.deleted);
        }, failed),
    };
  }, [summary?.id, summary?.archived, words, client, navigate, pathname]);
}

export function DeleteDialog({ summary, open, onClose }: { summary: Summary; open: boolean; onClose: () => void }) {
  const { session, shell, common } = useWords();
  const deeds = useSessionDeeds(summary);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={session.deleteTitle}
      text={session.deleteText(summary.title || shell.untitled)}
    >
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button
          tone="bad"
          onClick={() => {
            onClose();
            deeds.remove();
          }}
        >
          {common.remove}
        </Button>
      </div>
    </Dialog>
  );
}

/** The title as a field: Return keeps what is written, Escape does not. */
export function RenameField({ summary, onDone }: { summary: Summary; onDone: () => void }) {
  const { session } = useWords();
  const { rename } = useSessionDeeds(summary);
  const [title, setTitle] = useState(summary.title);
  const keep = () => {
    const wanted = title.trim();
    if (wanted && wanted !== summary.title) rename(wanted);
    onDone();
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here
      autoFocus
      aria-label={session.renameLabel}
      value={title}
      maxLength={200}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTitle(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) keep();
        if (event.key === "Escape") onDone();
      }}
      className={`${INPUT} h-8 px-2 text-sm`}
    />
  );
}
