// The film's state: which moments it has, where one is, whether it runs, and which picture of the moment is shown.
import { useEffect, useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { useAction } from "@/actions/registry";
import { changesScreen, compares, type Moment } from "./moments";
import { standsFor, usePlaying } from "./playing";
import type { Showing } from "./Stage";
import { useFilm } from "./useFilm";

const KEPT = "deskhand.timeline.looks";

function useLooks(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => {
    try {
      return localStorage.getItem(KEPT) === "on";
    } catch {
      return false;
    }
  });
  const change = (now: boolean) => {
    setOn(now);
    try {
      localStorage.setItem(KEPT, now ? "on" : "off");
    } catch {
      // Not kept, then.
    }
  };
  return [on, change];
}

/** Looks that saw nothing new are left out unless they are wanted, or one of them is what the address names. */
function useShownMoments(all: readonly Moment[], looks: boolean): readonly Moment[] {
  const [search] = useSearchParams();
  const named = Number(search.get("step")) - 1;
  return useMemo(
    () => (looks ? all : all.filter((each) => !each.quiet || changesScreen(each) || each.step === named)),
    [all, looks, named],
  );
}

/** While it plays, the screen before an act stands for a moment with the pointer on it, and then the one after. */
function usePhase(
  moment: Moment,
  next: Moment | undefined,
  { playing, speed }: ReturnType<typeof usePlaying>,
): Showing {
  const [passed, setPassed] = useState("");
  const acts = playing && !moment.quiet && moment.step >= 0 && changesScreen(moment);
  const wait = standsFor(moment, next, speed) * 0.45;
  useEffect(() => {
    if (!acts) return;
    const timer = window.setTimeout(() => setPassed(moment.key), wait);
    return () => window.clearTimeout(timer);
  }, [acts, moment.key, wait]);
  return acts && passed !== moment.key ? "before" : "after";
}

export function usePlayer(all: readonly Moment[]) {
  const [looks, setLooks] = useLooks();
  const moments = useShownMoments(all, looks);
  const { place, go } = useFilm(moments);
  const film = usePlaying({ moments, place, go });
  const [mode, setMode] = useState<Showing>("after");
  const moment = (moments[place] ?? moments.at(-1) ?? all.at(-1)) as Moment;
  const phase = usePhase(moment, moments[place + 1], film);
  const last = moments.length - 1;
  const stepTo = (to: number) => {
    film.play(false);
    go(to);
  };
  useAction("timeline.play", () => film.play(!film.playing));
  useAction("timeline.previous", () => stepTo(place - 1), place > 0);
  useAction("timeline.next", () => stepTo(place + 1), place < last);
  const wanted = mode === "changes" && !compares(moment) ? "after" : mode;
  const showing = film.playing ? phase : wanted;
  return { moments, moment, place, last, stepTo, film, looks, setLooks, mode: wanted, setMode, showing };
}

export type Player = ReturnType<typeof usePlayer>;
