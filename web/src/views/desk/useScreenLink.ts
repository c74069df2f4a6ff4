import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";
import { connection } from "./connection";
import { type LinkState, ScreenLink } from "./ScreenLink";

const HIDDEN_MS = 45_000;

interface Wanted {
  /** Keys and pointer are sent. */
  acts: boolean;
  /** Another number: the desk stands anew, connect at once. */
  fresh: number;
}

/** The screen of a session's desk in `room`, while the component is there and the page is looked at. */
export function useScreenLink(session: string, room: RefObject<HTMLElement | null>, { acts, fresh }: Wanted) {
  const [link] = useState(() => new ScreenLink(session, connection()));
  const state: LinkState = useSyncExternalStore(link.subscribe, link.get);
  useEffect(() => {
    if (!room.current) return;
    link.start(room.current);
    return () => link.stop();
  }, [link, room]);
  useEffect(() => {
    link.act(acts);
    if (acts) link.focus();
  }, [link, acts]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: that it changed is what counts
  useEffect(() => link.again(), [link, fresh]);
  useHidden(link, room, acts);
  return { link, state };
}

/** A page that nobody looks at needs no picture; one with a person's hands on the desk keeps the line. */
function useHidden(link: ScreenLink, room: RefObject<HTMLElement | null>, acts: boolean): void {
  useEffect(() => {
    let timer = 0;
    let stopped = false;
    const seen = () => {
      window.clearTimeout(timer);
      if (document.hidden && !acts) {
        timer = window.setTimeout(() => {
          stopped = true;
          link.stop();
        }, HIDDEN_MS);
      } else if (!document.hidden && stopped && room.current) {
        stopped = false;
        link.start(room.current);
      }
    };
    document.addEventListener("visibilitychange", seen);
    return () => {
      document.removeEventListener("visibilitychange", seen);
      window.clearTimeout(timer);
    };
  }, [link, room, acts]);
}
