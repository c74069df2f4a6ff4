import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Recorded } from "@/api/types";
import { long, said } from "../../tests/journals";
import { server } from "../../tests/shown";
import { SessionFeed } from "./feed";

/** Stands in for the browser's EventSource: what it is told is said by the test. */
class Source extends EventTarget {
  static all: Source[] = [];
  closed = false;
  constructor(readonly address: string) {
    super();
    Source.all.push(this);
  }
  close() {
    this.closed = true;
  }
  tell(kind: string, data: unknown) {
    this.dispatchEvent(Object.assign(new Event(kind), { data: JSON.stringify(data) }));
  }
}

const EVENTS = long(60);
const pages = (events: readonly Recorded[]) => ({
  "GET /api/sessions/s-1/events": ({ path }: { path: string }) => {
    const asked = new URL(path, "http://x").searchParams;
    const found = events.filter((each) => each.seq > Number(asked.get("after"))).slice(0, Number(asked.get("limit")));
    return { events: found, last: events.length };
  },
});

let feed: SessionFeed;
const settled = () => vi.advanceTimersByTimeAsync(50);
const source = () => Source.all.at(-1) as Source;
const recorded = (seq: number): Recorded => ({ seq, at: seq, event: said(`word ${seq}`) });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => setTimeout(run, 16));
  Source.all = [];
  feed = new SessionFeed("s-1");
});

afterEach(() => {
  feed.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the feed of a session", () => {
  it("reads what there is, then goes on from there by the stream", async () => {
    server(pages(EVENTS));
    feed.start();
    await settled();
    expect(feed.get().view.seq).toBe(EVENTS.length);
    expect(source().address).toBe(`/api/sessions/s-1/stream?after=${EVENTS.length}`);
    source().dispatchEvent(new Event("open"));
    source().tell("event", recorded(EVENTS.length + 1));
    await settled();
    expect(feed.get().view.seq).toBe(EVENTS.length + 1);
    expect(feed.get().connection).toBe("live");
  });

  it("draws a burst once", async () => {
    server(pages([]));
    feed.start();
    await settled();
    const drawn = vi.fn();
    feed.subscribe(drawn);
    for (let seq = 1; seq <= 200; seq += 1) source().tell("event", recorded(seq));
    await settled();
    expect(drawn).toHaveBeenCalledTimes(1);
    expect(feed.get().view.items).toHaveLength(200);
  });

  it("comes back after a break, without losing or repeating anything", async () => {
    const events: Recorded[] = [recorded(1)];
    server(pages(events));
    feed.start();
    await settled();
    source().dispatchEvent(new Event("error"));
    expect(source().closed).toBe(true);
    expect(feed.get().connection).toBe("lost");
    events.push(recorded(2), recorded(3));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(Source.all).toHaveLength(2);
    expect(source().address).toContain("after=3");
    source().tell("event", recorded(3));
    await settled();
    expect(feed.get().view.items).toHaveLength(3);
  });

  it("shows a draft until it is journaled, and never both", async () => {
    server(pages([recorded(1)]));
    feed.start();
    await settled();
    source().tell("signal", { kind: "snapshot", drafts: [{ kind: "text", about: "draft", text: "Hel" }], wait: "" });
    source().tell("signal", { kind: "text", about: "draft", text: "lo", offset: 3 });
    await settled();
    expect(feed.get().live.text).toBe("Hello");
    const reply = EVENTS.find(({ event }) => event.type === "model_replied") as Recorded;
    source().tell("event", { ...reply, seq: 2 });
    source().tell("signal", { kind: "clear" });
    await settled();
    expect(feed.get().live.text).toBe("");
    expect(feed.get().view.turns).toHaveLength(1);
  });

  it("knows that a session is gone", async () => {
    server({});
    feed.start();
    await settled();
    expect(feed.get().connection).toBe("gone");
    expect(Source.all).toHaveLength(0);
  });

  it("tells when nobody drives, and why", async () => {
    server(pages([]));
    feed.start();
    await settled();
    source().tell("driver", { alive: false, problem: "no key" });
    expect(feed.get()).toMatchObject({ driver: false, problem: "no key" });
  });
});
