// The film running: how long each moment stands. Long waits are cut short, for nobody wants to watch a model think.
import { useEffect, useRef, useState } from "react";
import { changesScreen, type Moment } from "./moments";

export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof SPEEDS)[number];

const QUIET_MS = 110;
const LEAST_MS = 420;
const MOST_MS = 1_900;

/** How long a moment stands, in ms, before the next is shown. */
export function standsFor(moment: Moment, next: Moment | undefined, speed: Speed): number {
  if (moment.quiet && !changesScreen(moment)) return QUIET_MS / speed;
  const real = next ? (next.at - moment.at) * 1_000 : MOST_MS;
  return Math.min(MOST_MS, Math.max(LEAST_MS, real)) / speed;
}

interface Film {
  moments: readonly Moment[];
  place: number;
  go: (place: number) => void;
}

/** Runs the film while `playing`; it stops by itself at the end. */
export function usePlaying({ moments, place, go }: Film) {
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const goNow = useRef(go);
  goNow.current = go;
  const [moment, next] = [moments[place], moments[place + 1]];
  const wait = moment ? standsFor(moment, next, speed) : 0;
  const isEnd = !next;
  useEffect(() => {
    if (!playing) return;
    if (isEnd) {
      setPlaying(false);
      return;
    }
    const timer = window.setTimeout(() => goNow.current(place + 1), wait);
    return () => window.clearTimeout(timer);
  }, [playing, isEnd, place, wait]);
  const play = (on: boolean) => {
    if (on && isEnd) go(0);
    setPlaying(on);
  };
  return { playing, play, speed, setSpeed };
}
