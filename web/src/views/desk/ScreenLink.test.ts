import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ScreenLink } from "./ScreenLink";

/** noVNC's part, as far as it matters here: it hears the screen's first word on the socket that it is given. */
const novnc = vi.hoisted(() => ({ fetched: 0, heard: [] as unknown[] }));
vi.mock("@novnc/novnc", () => {
  novnc.fetched += 1;
  class Rfb extends EventTarget {
    constructor(_: Element, socket: Wire) {
      super();
      socket.onmessage = ({ data }) => novnc.heard.push(data);
    }
    disconnect(): void {}
  }
  return { default: Rfb };
});

/** The browser's end of a socket to a desk, in a test's hands. */
class Wire extends EventTarget {
  static all: Wire[] = [];
  binaryType = "";
  closed = false;
  onmessage: ((event: MessageEvent) => void) | null = null;
  constructor(readonly url: string) {
    super();
    Wire.all.push(this);
  }
  close(): void {
    this.closed = true;
  }
  end(code: number): void {
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

const wires = (count: number) => vi.waitFor(() => expect(Wire.all).toHaveLength(count));
const last = () => Wire.all.at(-1) as Wire;

function begun() {
  const link = new ScreenLink("s-1", "page-number-one");
  link.start(document.createElement("div"));
  return link;
}

beforeEach(() => {
  Wire.all = [];
  vi.stubGlobal("WebSocket", Wire);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the line to a desk", () => {
  it("names the page's connection", async () => {
    const link = begun();
    await wires(1);
    expect(last().url).toMatch(/^ws:.*\/api\/sessions\/s-1\/desk\?connection=page-number-one$/);
    link.stop();
  });

  it("fetches what shows a screen only when there is one, which loses none of its words", async () => {
    const link = begun();
    await wires(1);
    last().end(1012);
    vi.advanceTimersByTime(2_000);
    await wires(2);
    expect(novnc.fetched).toBe(0);
    last().dispatchEvent(new MessageEvent("message", { data: "RFB 003.008" }));
    await vi.waitFor(() => expect(novnc.heard).toEqual(["RFB 003.008"]));
    expect(novnc.fetched).toBe(1);
    link.stop();
  });

  it("connects again by itself when it broke", async () => {
    const link = begun();
    await wires(1);
    last().end(1006);
    expect(link.get().state).toBe("lost");
    vi.advanceTimersByTime(1_000);
    await wires(2);
    link.stop();
  });

  it("waits for a desk that is not there", async () => {
    const link = begun();
    await wires(1);
    last().end(1012);
    expect(link.get().state).toBe("absent");
    vi.advanceTimersByTime(2_000);
    await wires(2);
    link.stop();
  });

  it("stays away when a newer page has its name, until it is told otherwise", async () => {
    const link = begun();
    await wires(1);
    last().end(4409);
    expect(link.get().state).toBe("replaced");
    vi.advanceTimersByTime(600_000);
    expect(Wire.all).toHaveLength(1);
    link.again();
    await wires(2);
    link.stop();
  });

  it("is closed when nobody looks any more, and tries no more", async () => {
    const link = begun();
    await wires(1);
    const wire = last();
    link.stop();
    expect(wire.closed).toBe(true);
    wire.end(1006);
    vi.advanceTimersByTime(600_000);
    expect(Wire.all).toHaveLength(1);
  });

  it("takes no word from a line that it gave up", async () => {
    const link = begun();
    await wires(1);
    const first = last();
    first.end(1006);
    link.again();
    await wires(2);
    first.end(4409);
    expect(link.get().state).toBe("lost");
    link.stop();
  });
});
