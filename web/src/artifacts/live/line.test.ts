// The line to a text that several write, against a double of the server: one document of Yjs behind two sockets.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { keepUnkept, unkeptOf } from "./kept.ts";
import { Line, type Told } from "./line.ts";

const ID = "a-x-1";
const PATH = "a.md";

/** A double of the server: it tells what the real one does, and keeps nothing on a disk. */
class Room {
  doc = new Y.Doc();
  sockets: Socket[] = [];
  heard: Record<string, unknown>[] = [];
  writes = true;
  keeps = true;

  constructor(
    text: string,
    public epoch = "e1",
  ) {
    this.doc.getText(PATH).insert(0, text);
  }

  get text(): string {
    return this.doc.getText(PATH).toString();
  }

  enter(socket: Socket): void {
    this.sockets.push(socket);
    const room = { type: "room", epoch: this.epoch, base: 1, entry: PATH, paths: [PATH], unsaved: false, authors: [] };
    socket.tell(JSON.stringify({ ...room, writes: this.writes, you: this.sockets.length }));
    socket.tell(frame(0, Y.encodeStateVector(this.doc)));
  }

  take(socket: Socket, data: string | Uint8Array): void {
    if (typeof data === "string") {
      this.heard.push(JSON.parse(data));
      return;
    }
    if (data[0] === 0) socket.tell(frame(1, Y.encodeStateAsUpdate(this.doc, data.subarray(1))));
    if (data[0] === 0) return;
    for (const byte of data.subarray(1)) socket.parts.push(byte);
    if (data[0] === 2) return;
    socket.changes += 1;
    Y.applyUpdate(this.doc, new Uint8Array(socket.parts.splice(0)));
    for (const other of this.sockets) if (other !== socket) other.tell(data.slice().buffer);
    if (this.keeps) socket.tell(JSON.stringify({ type: "kept", n: socket.changes }));
  }
}

const frame = (kind: number, bytes: Uint8Array) => new Uint8Array([kind, ...bytes]).buffer;

let room: Room;

class Socket {
  static readonly OPEN = 1;
  readyState = 0;
  changes = 0;
  parts: number[] = [];
  onmessage: (event: { data: unknown }) => void = () => undefined;
  onclose: (event: { code: number; reason: string }) => void = () => undefined;

  constructor() {
    queueMicrotask(() => {
      this.readyState = 1;
      room.enter(this);
    });
  }

  tell(data: unknown): void {
    queueMicrotask(() => this.readyState === 1 && this.onmessage({ data }));
  }

  send(data: string | Uint8Array): void {
    if (this.readyState === 1) room.take(this, data);
  }

  close(): void {
    this.fall(1000);
  }

  fall(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    room.sockets = room.sockets.filter((each) => each !== this);
    this.onclose({ code, reason: "" });
  }
}

const lines: Line[] = [];
const told: Told[] = [];

function begin(): Line {
  const line = new Line("ws://here/live", ID, (said) => told.push(said));
  lines.push(line);
  return line;
}

const settled = () => vi.waitFor(() => expect(lines.every((line) => line.look().files)).toBe(true));
const textOf = (line: Line) => line.text(PATH).toString();

beforeEach(() => {
  vi.stubGlobal("WebSocket", Socket);
  room = new Room("one\ntwo\n");
});

afterEach(() => {
  for (const line of lines.splice(0)) line.end();
  keepUnkept(ID, null);
  told.length = 0;
  vi.unstubAllGlobals();
});

describe("a text that several write", () => {
  it("is the same for all of them, whoever types", async () => {
    const [one, other] = [begin(), begin()];
    await settled();
    one.text(PATH).insert(0, "Anna ");
    other.text(PATH).insert(8, "Ben\n");
    await vi.waitFor(() => expect(textOf(one)).toBe("Anna one\ntwo\nBen\n"));
    expect(textOf(other)).toBe(textOf(one));
    expect(room.text).toBe(textOf(one));
    await vi.waitFor(() => expect(one.look()).toMatchObject({ kept: true, status: "open", writes: true }));
    await vi.waitFor(() => expect(other.look().files).toEqual({ [PATH]: room.text }));
  });

  it("is kept in the browser until the server says that it is kept, and sent after a reload", async () => {
    room.keeps = false;
    const line = begin();
    await settled();
    const onDisk = Y.encodeStateAsUpdate(room.doc);
    line.text(PATH).insert(0, "typed ");
    line.end();
    lines.length = 0;
    expect(unkeptOf(ID)?.files).toEqual({ [PATH]: { was: "one\ntwo\n", now: "typed one\ntwo\n" } });
    // The server had not got it to its disk when it fell.
    room = new Room("");
    room.doc = new Y.Doc();
    Y.applyUpdate(room.doc, onDisk);
    const again = begin();
    await settled();
    expect(textOf(again)).toBe("typed one\ntwo\n");
    await vi.waitFor(() => expect(unkeptOf(ID)).toBeNull());
  });

  it("takes up what was typed while the line was broken", async () => {
    const line = begin();
    await settled();
    room.sockets[0]?.fall(1006);
    expect(line.look().status).toBe("away");
    line.text(PATH).insert(0, "apart ");
    room.doc.getText(PATH).insert(8, "meanwhile\n");
    await vi.waitFor(() => expect(room.text).toBe("apart one\ntwo\nmeanwhile\n"));
    await vi.waitFor(() => expect(textOf(line)).toBe(room.text));
    await vi.waitFor(() => expect(line.look().kept).toBe(true));
  });

  it("brings what it lacks into a text that was begun anew, and never joins the two", async () => {
    const line = begin();
    await settled();
    room.sockets[0]?.fall(1012);
    line.text(PATH).insert(0, "apart ");
    room = new Room("ONE\ntwo\n", "e2");
    await vi.waitFor(() => expect(room.heard).toHaveLength(1));
    expect(room.heard[0]).toEqual({
      type: "bring",
      files: { [PATH]: { was: "one\ntwo\n", now: "apart one\ntwo\n" } },
    });
    expect(room.text).toBe("ONE\ntwo\n");
    expect(textOf(line)).toBe("ONE\ntwo\n");
    expect(line.look().turn).toBe(1);
    expect(unkeptOf(ID)?.files[PATH]?.now).toBe("apart one\ntwo\n");
    room.sockets[0]?.tell(JSON.stringify({ type: "brought" }));
    await vi.waitFor(() => expect(unkeptOf(ID)).toBeNull());
  });

  it("sends nothing where it may only be read", async () => {
    room.writes = false;
    const line = begin();
    await settled();
    line.text(PATH).insert(0, "x");
    line.at(PATH, null);
    expect(room.text).toBe("one\ntwo\n");
  });

  it("ends for good when the account may not have it any more", async () => {
    const line = begin();
    await settled();
    room.sockets[0]?.fall(4403);
    expect(line.look()).toMatchObject({ status: "ended", why: { code: 4403 } });
  });

  it("goes in pieces where it is long", async () => {
    const line = begin();
    await settled();
    const sent = vi.spyOn(Socket.prototype, "send");
    line.text(PATH).insert(0, "x".repeat(600_000));
    const kinds = sent.mock.calls.map(([data]) => (typeof data === "string" ? data : data[0]));
    expect(kinds).toEqual([2, 1]);
    sent.mockRestore();
  });
});
