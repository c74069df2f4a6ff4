// The session that a part of the page is about: its state, what is on its way to it, and how to command it.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import * as api from "@/api/calls";
import type { Command } from "@/api/events";
import type { Summary } from "@/api/types";
import { artifactsAgain } from "@/artifacts/asking";
import { toastError } from "@/parts/toasts";
import { useMayCommand } from "@/shell/me";
import { useWords } from "@/words";
import { type Connection, type FeedState, feedOf, type SessionFeed } from "./feed";
import type { Live } from "./live";
import { Sending, type Sent } from "./sending";
import { type Putting, type Used, type UseWish, use } from "./using";
import { type Phase, phaseOf, type SessionView } from "./view";

export interface SessionHere {
  id: string;
  summary: Summary | undefined;
  view: SessionView;
  live: Live;
  phase: Phase;
  connection: Connection;
  driver: boolean | null;
  problem: string;
  reconnect: () => void;
  sent: readonly Sent[];
  sending: Sending;
  mayCommand: boolean;
  /** Sends a command; what goes wrong is told in a toast. connection: of the desk's socket that shall have control. */
  command: (command: Command, connection?: string) => Promise<boolean>;
  /** Uses a tool of the session without the model. Throws what went wrong on the way. */
  use: (wish: UseWish | Putting) => Promise<Used>;
  blob: (hash: string) => string;
}

export const SessionContext = createContext<SessionHere | null>(null);

export function useSession(): SessionHere {
  const here = useContext(SessionContext);
  if (!here) throw new Error("useSession outside of SessionProvider");
  return here;
}

interface Held {
  feed: SessionFeed;
  sending: Sending;
}

const NOTHING: readonly Sent[] = [];

/** Must be given a `key` of the session's id. */
export function SessionProvider({ id, children }: { id: string; children: (here: SessionHere) => ReactNode }) {
  const words = useWords();
  const mayCommand = useMayCommand();
  const [held, setHeld] = useState<Held | null>(null);
  useEffect(() => {
    const { feed, release } = feedOf(id);
    const sending = new Sending(id);
    const off = feed.onEvents((events) => sending.journaled(events));
    setHeld({ feed, sending });
    return () => {
      off();
      release();
    };
  }, [id]);
  if (!held) return null;
  return <Provide {...{ id, held, mayCommand, words, children }} />;
}

interface Provided {
  id: string;
  held: Held;
  mayCommand: boolean;
  words: ReturnType<typeof useWords>;
  children: (here: SessionHere) => ReactNode;
}

function Provide({ id, held: { feed, sending }, mayCommand, words, children }: Provided) {
  const state: FeedState = useSyncExternalStore(feed.subscribe, feed.get);
  const sent = useSyncExternalStore(sending.subscribe, sending.get, () => NOTHING);
  const { data: summary } = useQuery({ queryKey: ["session", id], queryFn: () => api.session(id) });
  const client = useQueryClient();
  useEffect(() => feed.onArtifacts((artifact) => void artifactsAgain(client, id, artifact)), [feed, client, id]);
  const steady = useMemo(
    () => ({
      id,
      sending,
      mayCommand,
      reconnect: feed.again,
      use: (wish: UseWish | Putting) => use(id, feed.onEvents, wish),
      blob: (hash: string) => api.blobAddress(id, hash),
      command: (command: Command, connection?: string) =>
        sending.send(command, connection).then(
          () => true,
          (error) => {
            toastError(error, words);
            return false;
          },
        ),
    }),
    [id, sending, mayCommand, feed, words],
  );
  const here = useMemo<SessionHere>(
    () => ({ ...steady, ...state, summary, sent, phase: phaseOf(state.view, summary) }),
    [steady, state, summary, sent],
  );
  return <SessionContext value={here}>{children(here)}</SessionContext>;
}
