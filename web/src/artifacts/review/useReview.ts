// What is said about an artifact and proposed for it: what is open of it in this page, and what can be done.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import * as api from "@/api/artifacts";
import type { ArtifactView, CandidateView, CommentView, CommentWish } from "@/api/http";
import { toast } from "@/parts/toasts";
import { useDoing } from "@/parts/useDoing";
import { useSpeech, useWords } from "@/words";
import { artifactsAgain, useReviews, useTaken } from "../asking";
import type { Line } from "../live/line.ts";
import { nearest, pointsBefore } from "./places.ts";

/** What a comment shall be about. rewrites: the model is asked at once. */
export type Target =
  | { kind: "text"; path: string; from: number; quote: string; rewrites: boolean }
  | { kind: "element"; selector: string; quote: string; rewrites: boolean };

const NO_COMMENTS: readonly CommentView[] = [];
const NO_CANDIDATES: readonly CandidateView[] = [];
const QUOTE_CHARS_MAX = 2_000;

export interface Review {
  comments: readonly CommentView[];
  /** Those that nobody has decided yet. */
  candidates: readonly CandidateView[];
  /** The list of comments is beside what is shown. */
  listed: boolean;
  list: (listed: boolean) => void;
  target: Target | null;
  begin: (target: Target | null) => void;
  /** The comment that was pressed in the text; 0 for none. */
  pressed: number;
  press: (number: number) => void;
  /** The candidate that is looked at; 0 for none. */
  looked: number;
  look: (candidate: number) => void;
  busy: boolean;
  say: (text: string) => Promise<boolean>;
  resolve: (number: number, resolved: boolean) => void;
  remove: (number: number) => void;
  send: (numbers: readonly number[]) => void;
  accept: (candidate: number) => void;
  refuse: (candidate: number) => void;
}

/** number: of the version that is looked at. line: of the text, while it is written. */
export function useReview(artifact: ArtifactView | undefined, number: number, line: Line | null): Review {
  const { together } = useWords();
  const { tongue } = useSpeech();
  const client = useQueryClient();
  const { busy, run } = useDoing();
  const [session, id] = [artifact?.session ?? "", artifact?.id ?? ""];
  const taken = useTaken(session);
  const found = useReviews(session, id);
  const [open, setOpen] = useState({ id: "", listed: false, target: null as Target | null, pressed: 0, looked: 0 });
  const now = open.id === id ? open : { id, listed: false, target: null, pressed: 0, looked: 0 };
  const turn = useCallback(
    (changes: Partial<typeof open>) =>
      setOpen((was) => ({
        ...(was.id === id ? was : { listed: false, target: null, pressed: 0, looked: 0 }),
        ...changes,
        id,
      })),
    [id],
  );
  const again = () => artifactsAgain(client, session, id);
  const doing = (work: () => Promise<unknown>, done = "") => void run(work, done).then(again);
  const send = (numbers: readonly number[]) =>
    run(() => api.sendComments(session, id, { comments: [...numbers], language: tongue }), together.sent).then(again);

  const say = async (text: string): Promise<boolean> => {
    const { target } = now;
    if (!target) return false;
    const made = await run(async () => {
      const version = line?.look().unsaved ? await line.saved() : number;
      const anchor = await anchorOf(session, id, version, target, together.movedMeanwhile);
      return api.makeComment(session, id, { anchor, text });
    });
    if (!made) return false;
    turn({ target: null, listed: true, pressed: made.number });
    if (target.rewrites) await send([made.number]);
    else await again();
    return true;
  };

  return {
    comments: found?.comments ?? NO_COMMENTS,
    candidates: useMemo(() => found?.candidates.filter((each) => !each.decided) ?? NO_CANDIDATES, [found]),
    listed: now.listed,
    list: (listed) => turn({ listed, target: null }),
    target: now.target,
    begin: useCallback((target: Target | null) => turn(target ? { target, listed: true } : { target }), [turn]),
    pressed: now.pressed,
    press: useCallback((pressed: number) => turn({ pressed, listed: true }), [turn]),
    looked: now.looked,
    look: (looked) => turn({ looked }),
    busy,
    say,
    resolve: (comment, resolved) => doing(() => api.changeComment(session, id, comment, resolved)),
    remove: (comment) => doing(() => api.deleteComment(session, id, comment)),
    send: (numbers) => void send(numbers),
    accept: (candidate) =>
      doing(async () => {
        const made = await api.acceptCandidate(session, id, candidate);
        taken(made);
        turn({ looked: 0 });
        toast(together.accepted(made.newest.number));
      }),
    refuse: (candidate) =>
      doing(async () => {
        await api.refuseCandidate(session, id, candidate);
        turn({ looked: 0 });
      }, together.refused),
  };
}

async function anchorOf(
  session: string,
  id: string,
  version: number,
  target: Target,
  moved: string,
): Promise<CommentWish["anchor"]> {
  const quote = target.quote.slice(0, QUOTE_CHARS_MAX);
  if (target.kind === "element") return { version, selector: target.selector, quote };
  const text = (await api.version(session, id, version)).files[target.path] ?? "";
  const at = nearest(text, target.quote, target.from);
  if (at < 0) throw new Error(moved);
  const start = pointsBefore(text, at);
  return { version, path: target.path, start, end: start + pointsBefore(target.quote, target.quote.length) };
}
