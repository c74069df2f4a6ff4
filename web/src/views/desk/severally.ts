// Which other desks stand beside this one: chosen by the person, kept in this browser.
import { useCallback, useState } from "react";
import type { Summary } from "@/api/types";
import { useSessions } from "@/session/list";

export const BESIDE_MAX = 4;
const KEPT = "deskhand.beside";
const AT_WORK: readonly Summary["state"][] = ["working", "waiting", "paused", "yours"];

function kept(): readonly string[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(read) ? read.filter((each) => typeof each === "string").slice(0, BESIDE_MAX) : [];
  } catch {
    return [];
  }
}

/** The chosen after one more or one less; who comes when there are as many as there may be takes the oldest's place. */
export function toggled(chosen: readonly string[], id: string): readonly string[] {
  if (chosen.includes(id)) return chosen.filter((each) => each !== id);
  return [...chosen, id].slice(-BESIDE_MAX);
}

/** Sessions with a desk at work besides `here`, and which of them are chosen to be seen. */
export function useBeside(here: string) {
  const { sessions } = useSessions({ q: "" });
  const [chosen, setChosen] = useState(kept);
  const choose = useCallback((now: readonly string[]) => {
    setChosen(now);
    try {
      localStorage.setItem(KEPT, JSON.stringify(now));
    } catch {
      // Not kept, then.
    }
  }, []);
  const others = sessions.filter((each) => each.id !== here);
  const shown = chosen.flatMap((id) => others.find((each) => each.id === id) ?? []);
  const possible = others.filter((each) => AT_WORK.includes(each.state) || chosen.includes(each.id)).slice(0, 30);
  return {
    possible,
    shown,
    toggle: (id: string) => choose(toggled(chosen, id)),
    /** Goes to another: this one takes its place beside. */
    swap: (id: string) =>
      choose(
        toggled(
          chosen.filter((each) => each !== id),
          here,
        ),
      ),
  };
}

export type Beside = ReturnType<typeof useBeside>;
