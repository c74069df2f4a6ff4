// A person's hands on an artifact: what is written, kept, saved as a version, and brought together with what others made
// meanwhile. Nothing that was written goes without a word.
import { useCallback, useState } from "react";
import * as api from "@/api/artifacts";
import { ApiError } from "@/api/client";
import type { ArtifactView, VersionContent } from "@/api/http";
import { toast, toastError } from "@/parts/toasts";
import { useWords } from "@/words";
import { useTaken, useVersion } from "./asking";
import {
  afterSaving,
  type Clash,
  changed,
  clashesOf,
  keepUnsaved,
  type Texts,
  type Unsaved,
  unsavedOf,
  useUnsaved,
  withUnsaved,
} from "./unsaved";

/** What both changed, a person and whoever made the version `theirs`. */
export interface Conflict {
  readonly theirs: VersionContent;
  readonly clashes: readonly Clash[];
}

export interface Editing {
  unsaved: Unsaved | null;
  /** The version that is being edited, with its files; undefined until it is there. */
  from: VersionContent | undefined;
  /** All files as they would be saved; undefined until they are known. */
  files: Texts | undefined;
  /** The number of a newer version than the one that is edited; 0 for none. */
  newer: number;
  busy: boolean;
  /** What has to be decided; null when nothing has. */
  conflict: Conflict | null;
  write: (path: string, text: string) => void;
  save: () => void;
  discard: () => void;
  /** Shows what both changed. */
  compare: () => void;
  /** On top of the newest version: mine for what both changed, or what was made of both. */
  settle: (files: Texts) => void;
  takeTheirs: () => void;
  back: () => void;
}

export function useEditing(session: string, artifact: ArtifactView | undefined): Editing {
  const words = useWords();
  const { artifacts } = words;
  const id = artifact?.id ?? "";
  const newest = artifact?.newest.number ?? 0;
  const unsaved = useUnsaved(id);
  const from = useVersion(session, id, unsaved?.base ?? newest).data;
  const taken = useTaken(session);
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState<Conflict | null>(null);

  const post = useCallback(
    async (base: VersionContent, sent: Texts, said: (n: number) => string) => {
      const files = withUnsaved(base.files, { base: base.number, files: sent });
      const made = await api.makeVersion(session, base.id, { base: base.number, files, entry: base.entry });
      keepUnsaved(base.id, afterSaving(unsavedOf(base.id), sent, made.newest.number));
      setConflict(null);
      taken(made);
      toast(said(made.newest.number));
    },
    [session, taken],
  );
  /** The newest version as the server has it now, and what it has changed that mine has, too. */
  const now = useCallback(async () => {
    const view = await api.artifact(session, id);
    taken(view);
    return api.version(session, id, view.newest.number);
  }, [session, id, taken]);
  const doing = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toastError(error, words);
    } finally {
      setBusy(false);
    }
  };
  /** Saves; where somebody was first, brings both together, or lets the person decide. */
  const put = async (base: VersionContent, mine: Unsaved) => {
    try {
      await post(base, mine.files, artifacts.saved);
    } catch (error) {
      if (!(error instanceof ApiError && error.code === "conflict")) throw error;
      await bring(mine, base);
    }
  };
  const bring = async (mine: Unsaved, was: VersionContent) => {
    const theirs = await now();
    const both = clashesOf(was.files, theirs.files, mine);
    if (both.length) setConflict({ theirs, clashes: both });
    else await post(theirs, mine.files, artifacts.savedBoth);
  };
  const drop = () => {
    const before = unsavedOf(id);
    keepUnsaved(id, null);
    setConflict(null);
    toast(artifacts.discarded, { act: { label: artifacts.undo, run: () => keepUnsaved(id, before) } });
  };
  return {
    unsaved,
    from,
    files: from && withUnsaved(from.files, unsaved),
    newer: unsaved && newest > unsaved.base ? newest : 0,
    busy,
    conflict: unsaved ? conflict : null,
    write: (path, text) => {
      if (from) keepUnsaved(id, changed(unsavedOf(id), from.number, from.files, path, text));
    },
    save: () => {
      const mine = unsavedOf(id);
      if (!mine || !from || busy) return;
      void doing(() => put(from, mine));
    },
    discard: drop,
    compare: () => {
      const mine = unsavedOf(id);
      if (!mine || !from) return;
      void doing(async () => {
        const theirs = await now();
        const both = clashesOf(from.files, theirs.files, mine);
        if (both.length) setConflict({ theirs, clashes: both });
        else keepUnsaved(id, { base: theirs.number, files: mine.files });
      });
    },
    settle: (files) => {
      const mine = unsavedOf(id);
      if (!mine || !conflict || busy) return;
      // From here on mine knows of theirs: it goes on top of it.
      const decided = { base: conflict.theirs.number, files: { ...mine.files, ...files } };
      keepUnsaved(id, decided);
      void doing(() => put(conflict.theirs, decided));
    },
    takeTheirs: drop,
    back: () => setConflict(null),
  };
}
