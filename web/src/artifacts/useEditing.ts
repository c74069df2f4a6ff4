// Hands on an artifact: the line to the text that several write, for as long as one takes part.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import * as api from "@/api/artifacts";
import type { ArtifactView, DraftView } from "@/api/http";
import { toast } from "@/parts/toasts";
import { useMe } from "@/shell/me";
import { useNameOf } from "@/shell/people";
import { useWords } from "@/words";
import { useDraftOf, useVersion } from "./asking";
import { conflictsIn } from "./live/conflicts.ts";
import { unkeptOf } from "./live/kept.ts";
import type { Line, LiveState, Told } from "./live/line.ts";
import { useMaybeLine } from "./live/useLine.ts";

export interface Editing {
  /** What is written and is no version yet, whoever writes; undefined until it is known. */
  draft: DraftView | undefined;
  /** One takes part: writes, or watches what is written. */
  on: boolean;
  line: Line | null;
  live: LiveState | null;
  /** In how many places two changed the same, still undecided. */
  conflicts: number;
  join: () => void;
  leave: () => void;
  save: () => void;
  /** Back to the version that it was written from. */
  discard: () => void;
  /** There is something to save that one may save, as far as is known: by the draft, until the text itself is open. */
  maySave: boolean;
}

/** possible: there is a text that can be written or watched. */
export function useEditing(session: string, artifact: ArtifactView | undefined, possible: boolean): Editing {
  const { artifacts } = useWords();
  const id = artifact?.id ?? "";
  const draft = useDraftOf(session, id);
  const [hands, setHands] = useHands(id, draft);
  const on = possible && hands;
  const { line, save } = useOpenLine(session, id, on);
  const live = useMaybeLine(line);
  const open = live !== null && live.base > 0;
  const base = useVersion(session, id, live?.base ?? 0).data;
  const conflicts = useMemo(
    () => Object.values(live?.files ?? {}).reduce((sum, text) => sum + conflictsIn(text).length, 0),
    [live?.files],
  );
  const discard = () => {
    if (!line || !live?.files || base?.number !== live.base) return;
    const before = live.files;
    line.put(base.files);
    toast(artifacts.discarded, { act: { label: artifacts.undo, run: () => line.put(before) } });
  };
  return {
    draft,
    on,
    line,
    live,
    conflicts,
    join: useCallback(() => setHands(true), [setHands]),
    leave: useCallback(() => setHands(false), [setHands]),
    save,
    discard,
    maySave: on && (open ? live.unsaved && live.writes : draft?.unsaved === true),
  };
}

/** Whether one takes part: by choice, or because words of one's own are not saved yet; then until one leaves, for the
 *  line still has to say that they were saved. */
function useHands(id: string, draft: DraftView | undefined): [hands: boolean, set: (hands: boolean) => void] {
  const { account } = useMe();
  const [chosen, setChosen] = useState<{ id: string; hands: boolean } | null>(null);
  const left = useMemo(() => id !== "" && unkeptOf(id) !== null, [id]);
  const mine = (draft?.unsaved && draft.authors.includes(account.id)) || left;
  const set = useCallback((hands: boolean) => setChosen({ id, hands }), [id]);
  const known = chosen?.id === id ? chosen.hands : null;
  if (known === null && mine) set(true);
  return [known ?? mine, set];
}

/** save: at once, or as soon as the line is there. */
function useOpenLine(session: string, id: string, on: boolean): { line: Line | null; save: () => void } {
  const [line, setLine] = useState<Line | null>(null);
  const wished = useRef(false);
  const told = useTold();
  useEffect(() => {
    if (!on || !id) return;
    let made: Line | null = null;
    let here = true;
    void import("./live/line.ts").then(({ Line }) => {
      if (!here) return;
      made = new Line(api.liveAddress(session, id), id, (said) => told.current(said));
      if (wished.current) made.save();
      wished.current = false;
      setLine(made);
    });
    return () => {
      here = false;
      made?.end();
      wished.current = false;
      setLine(null);
    };
  }, [session, id, on, told]);
  const save = useCallback(() => {
    if (line) line.save();
    else wished.current = true;
  }, [line]);
  return { line, save };
}

/** Says in a few words what happened to the text. */
function useTold() {
  const { artifacts, together } = useWords();
  const { account } = useMe();
  const nameOf = useNameOf();
  const named = (by: string) => nameOf(by) || artifacts.somebody;
  const saved = ({ number, by }: Extract<Told, { type: "saved" }>) =>
    toast(by === account.id ? artifacts.saved(number) : together.savedBy(number, named(by)));
  const merged = ({ number, by, who, conflicts }: Extract<Told, { type: "merged" }>) => {
    const maker = by === "model" ? who || artifacts.theModel : named(who);
    const count = Object.values(conflicts).reduce((sum, each) => sum + each, 0);
    toast(together.merged(number, maker), count ? { hint: together.mergedConflicts(count), bad: true } : {});
  };
  const refused = ({ code, message, hint }: Extract<Told, { type: "refused" }>) =>
    code === "conflict"
      ? toast(together.notSaved, { hint: together.notSavedHint, bad: true })
      : toast(message, { hint, bad: true });
  const told = useRef<(said: Told) => void>(() => undefined);
  told.current = (said) => {
    if (said.type === "saved") saved(said);
    else if (said.type === "merged") merged(said);
    else refused(said);
  };
  return told;
}
