// One session as it is now: its events so far by pages, then the stream of what is new, which goes on where it broke off.
// It knows no React. A page in the background lets its stream go: a browser has only a few connections to one server.

import * as api from "@/api/calls";
import { ApiError, at } from "@/api/client";
import type { Recorded, Signal } from "@/api/types";
import { fold } from "./fold";
import { heard, journaled, type Live, QUIET } from "./live";
import { EMPTY, type SessionView } from "./view";

/** loading: the events so far are being read. lost: it tries to connect again. gone: deleted, or never there. */
export type Connection = "loading" | "live" | "lost" | "gone";

export interface FeedState {
  readonly view: SessionView;
  readonly live: Live;
  readonly connection: Connection;
  /** Whether a driver works on the session; null while that is not known. problem: why none could be started. */
  readonly driver: boolean | null;
  readonly problem: string;
}

/** The most that the server gives at once. design/first-paint.js asks for the first page by the same address. */
const PAGE_EVENTS = 10_000;
const RETRY_MS = [400, 800, 1_500, 3_000, 5_000, 8_000];
const HIDDEN_MS = 20_000;

type Listener = () => void;
type EventListenerOf = (events: readonly Recorded[]) => void;
/** id: an artifact with another newest version, another title, or gone; "" when any may have changed. */
type ArtifactListener = (id: string) => void;

export class SessionFeed {
  private state: FeedState = { view: EMPTY, live: QUIET, connection: "loading", driver: null, problem: "" };
  private readonly listeners = new Set<Listener>();
  private readonly eventListeners = new Set<EventListenerOf>();
  private readonly artifactListeners = new Set<ArtifactListener>();
  private source: EventSource | null = null;
  private queue: Recorded[] = [];
  private signals: Signal[] = [];
  private frame = 0;
  private timer = 0;
  private tries = 0;
  private open = false;
  private loading: AbortController | null = null;

  constructor(readonly id: string) {}

  readonly get = (): FeedState => this.state;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Calls `listener` with every batch of new events, after they are in the state. */
  readonly onEvents = (listener: EventListenerOf): (() => void) => {
    this.eventListeners.add(listener);
    return () => this.eventListeners.delete(listener);
  };

  /** Calls `listener` whenever an artifact of the session changed, by whomever. */
  readonly onArtifacts = (listener: ArtifactListener): (() => void) => {
    this.artifactListeners.add(listener);
    return () => this.artifactListeners.delete(listener);
  };

  private artifactChanged(id: string): void {
    for (const listener of this.artifactListeners) listener(id);
  }

  start(): void {
    if (this.open) return;
    this.open = true;
    document.addEventListener("visibilitychange", this.seen);
    window.addEventListener("online", this.again);
    void this.load();
  }

  stop(): void {
    this.open = false;
    document.removeEventListener("visibilitychange", this.seen);
    window.removeEventListener("online", this.again);
    this.loading?.abort();
    this.close();
  }

  /** Connects at once, without waiting for the next try. */
  readonly again = (): void => {
    if (!this.open || this.state.connection === "gone") return;
    this.tries = 0;
    this.close();
    void this.load();
  };

  private readonly seen = (): void => {
    window.clearTimeout(this.timer);
    if (document.hidden) this.timer = window.setTimeout(() => this.close(), HIDDEN_MS);
    else if (!this.source) this.again();
  };

  private set(changes: Partial<FeedState>): void {
    this.state = { ...this.state, ...changes };
    for (const listener of this.listeners) listener();
  }

  private close(): void {
    this.source?.close();
    this.source = null;
    window.clearTimeout(this.timer);
  }

  private async load(): Promise<void> {
    this.loading?.abort();
    const loading = new AbortController();
    this.loading = loading;
    try {
      for (let more = true; more; ) {
        const { events, last } = await api.events(this.id, this.state.view.seq, PAGE_EVENTS, loading.signal);
        if (loading.signal.aborted) return;
        this.arrived(events);
        more = events.length > 0 && this.state.view.seq < last;
      }
      this.connect();
    } catch (error) {
      if (!loading.signal.aborted) this.failed(error);
    }
  }

  private failed(error: unknown): void {
    if (error instanceof ApiError && error.code === "not_found") {
      this.set({ connection: "gone" });
      this.close();
      return;
    }
    if (error instanceof ApiError && error.code === "unauthenticated") return;
    if (!(error instanceof ApiError)) throw error;
    this.later();
  }

  private later(): void {
    if (!this.open) return;
    this.set({ connection: "lost", driver: null });
    const wait = RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)] ?? 0;
    this.tries += 1;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.load(), wait * (0.8 + 0.4 * Math.random()));
  }

  private connect(): void {
    this.close();
    if (!this.open) return;
    const source = new EventSource(`${at("sessions", this.id, "stream")}?after=${this.state.view.seq}`);
    this.source = source;
    source.addEventListener("open", () => {
      this.tries = 0;
      this.set({ connection: "live" });
      // What changed while nobody listened is not told again.
      this.artifactChanged("");
    });
    source.addEventListener("artifact", (message) => this.artifactChanged(String(JSON.parse(message.data).id)));
    source.addEventListener("event", (message) => this.queued(() => this.queue.push(JSON.parse(message.data))));
    source.addEventListener("signal", (message) => this.queued(() => this.signals.push(JSON.parse(message.data))));
    source.addEventListener("driver", (message) => {
      const { alive, problem } = JSON.parse(message.data);
      this.set({ driver: Boolean(alive), problem: String(problem ?? "") });
    });
    source.addEventListener("gone", () => {
      this.close();
      this.set({ connection: "gone" });
    });
    source.addEventListener("error", () => {
      if (this.source !== source) return;
      this.close();
      this.later();
    });
  }

  /** What arrives is taken in once a frame: a burst is one drawing. A hidden page draws no frames. */
  private queued(put: () => void): void {
    put();
    if (this.frame) return;
    const flush = () => {
      this.frame = 0;
      this.flush();
    };
    this.frame = document.hidden ? window.setTimeout(flush, 200) : requestAnimationFrame(flush);
  }

  private flush(): void {
    const [events, signals] = [this.queue, this.signals];
    this.queue = [];
    this.signals = [];
    const live = signals.reduce(heard, journaled(this.state.live, events));
    this.arrived(events, live);
  }

  private arrived(events: readonly Recorded[], live = journaled(this.state.live, events)): void {
    const view = fold(this.state.view, events);
    if (view === this.state.view && live === this.state.live) return;
    this.set({ view, live });
    if (events.length) for (const listener of this.eventListeners) listener(events);
  }
}

const feeds = new Map<string, { feed: SessionFeed; users: number }>();

/** The feed of a session, shared by all who look at it; call the function that comes with it when done. */
export function feedOf(id: string): { feed: SessionFeed; release: () => void } {
  const held = feeds.get(id) ?? { feed: new SessionFeed(id), users: 0 };
  feeds.set(id, held);
  held.users += 1;
  held.feed.start();
  return {
    feed: held.feed,
    release: () => {
      held.users -= 1;
      if (held.users > 0) return;
      // Kept for a moment: who comes back at once finds it as it was.
      window.setTimeout(() => {
        if (held.users > 0 || feeds.get(id) !== held) return;
        held.feed.stop();
        feeds.delete(id);
      }, 4_000);
    },
  };
}
