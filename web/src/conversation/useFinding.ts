// The state of finding in a conversation, and bringing what was found to where it is seen.
import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useAction } from "@/actions/registry";
import type { SessionView } from "@/session/view";
import { useWords } from "@/words";
import { folded, type Hit, hitsOf, nearest, passagesOf, rangesIn } from "./finding";
import type { Found } from "./found";

export interface Finding {
  open: boolean;
  query: string;
  count: number;
  /** The how manieth is looked at, from 0; -1 where there is none. */
  at: number;
  /** Another number each time it is opened, also when it is open. */
  opened: number;
  found: Found | null;
  ask: (query: string) => void;
  step: (by: 1 | -1) => void;
  close: () => void;
}

interface List {
  room: React.RefObject<HTMLElement | null>;
  /** The first item that is seen. */
  firstSeen: () => number;
  toItem: (item: number) => void;
  /** From now on the end is not followed. */
  letGo: () => void;
}

const NOTHING: readonly Hit[] = [];

export function useFinding(view: SessionView, list: List): Finding {
  const words = useWords();
  const [opened, setOpened] = useState(0);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(-1);
  const from = useRef<Element | null>(null);
  useAction("talk.find", () => {
    if (!open) from.current = document.activeElement;
    setOpen(true);
    setOpened((before) => before + 1);
  });
  // While the work goes on, what it says comes first, and then where the words are in it.
  const looked = useDeferredValue(view);
  const passages = useMemo(() => (open ? passagesOf(looked, words) : []), [open, looked, words]);
  const hits = useMemo(() => (open ? hitsOf(passages, query) : NOTHING), [open, passages, query]);
  const hit = hits[at] ?? null;
  const seq = hit ? (view.items[hit.item]?.seq ?? -1) : -1;
  const step = hit?.step ?? -1;
  const found = useMemo<Found | null>(() => (seq < 0 ? null : { query, seq, step }), [query, seq, step]);
  useHighlights(list.room, open ? query : "", hit);
  useToHit(list, query, hit);

  const ask = (text: string) => {
    const next = folded(text);
    setQuery(next);
    setAt(nearest(hitsOf(passages, next), hit?.item ?? list.firstSeen()));
  };
  return {
    open,
    query,
    count: hits.length,
    at: hit ? at : -1,
    opened,
    found,
    ask,
    step: (by) => hits.length && setAt((at + by + hits.length) % hits.length),
    close: () => {
      setOpen(false);
      setAt(-1);
      setQuery("");
      const before = from.current;
      const back = before instanceof HTMLElement && before.isConnected && before !== document.body;
      (back ? before : list.room.current)?.focus({ preventScroll: true });
    },
  };
}

const rowOf = (room: Element, hit: Hit): Element | null => {
  const row = room.querySelector(`[data-index="${hit.item}"]`);
  return hit.step < 0 ? row : (row?.querySelector(`[data-step="${hit.step}"]`) ?? null);
};

function rangeOf(room: Element, hit: Hit, query: string): Range | undefined {
  const row = rowOf(room, hit);
  const ranges = row ? rangesIn(row, query) : [];
  return ranges[Math.min(hit.nth, ranges.length - 1)];
}

const FRAMES_MAX = 20;
const STILL_FRAMES = 3;

/** Rows are only guessed until they are drawn, so it is looked again until what was found stays where it is. */
function useToHit({ room, toItem, letGo }: List, query: string, hit: Hit | null): void {
  const [item, step, nth] = [hit?.item ?? -1, hit?.step ?? -1, hit?.nth ?? 0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each hit
  useEffect(() => {
    const box = room.current;
    if (item < 0 || !box) return;
    letGo();
    if (!rangeOf(box, { item, step, nth }, query)) toItem(item);
    let [frame, frames, still] = [0, 0, 0];
    const look = () => {
      frames += 1;
      const range = rangeOf(box, { item, step, nth }, query);
      const row = rowOf(box, { item, step, nth });
      const there = (range ?? row)?.getBoundingClientRect();
      if (there) {
        const room = box.getBoundingClientRect();
        const off = there.top + there.height / 2 - (room.top + room.height / 2);
        const isSeen = there.top >= room.top + 56 && there.bottom <= room.bottom - 56;
        still = isSeen ? still + 1 : 0;
        if (!isSeen) box.scrollTop += off;
      }
      if (frames < FRAMES_MAX && still < STILL_FRAMES) frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [item, step, nth, query]);
}

const [ALL, NOW] = ["found", "found-now"];

/** Marks what was found in what is drawn, without touching it. Where a browser can't, it is scrolled to all the same. */
function useHighlights(room: React.RefObject<HTMLElement | null>, query: string, hit: Hit | null): void {
  useLayoutEffect(() => {
    const highlights = globalThis.CSS?.highlights;
    const log = room.current?.querySelector("[role=log]");
    if (!highlights || !log || !query) return;
    highlights.set(ALL, new Highlight(...rangesIn(log, query)));
    const now = hit && rangeOf(log, hit, query);
    if (now) highlights.set(NOW, Object.assign(new Highlight(now), { priority: 1 }));
    return () => {
      highlights.delete(ALL);
      highlights.delete(NOW);
    };
  });
}
