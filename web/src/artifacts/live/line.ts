// The line to an artifact that several write at once: this page's replica of the text, and what the server tells of it.
// The words are those of src/deskhand/server/coediting/messages.py.
import * as Y from "yjs";
import { keepUnkept, type Side, type Unkept, unkeptOf } from "./kept.ts";
import type { Person } from "./presence.ts";

type Texts = Readonly<Record<string, string>>;

/** away: not there now, it tries again; ended: it does not. */
export type Status = "connecting" | "open" | "away" | "ended";

export interface LiveState {
  readonly status: Status;
  /** The code and the words that it was closed with, where it has ended. */
  readonly why: { readonly code: number; readonly words: string } | null;
  /** Grows when the text is another one, so that nothing of the one before is used any more. */
  readonly turn: number;
  readonly base: number;
  readonly entry: string;
  /** The files with their texts; null until they are there. */
  readonly files: Texts | null;
  readonly unsaved: boolean;
  /** Accounts whose words are in it and in no version. */
  readonly authors: readonly string[];
  /** May be written, not only read. */
  readonly writes: boolean;
  /** All that was typed here is on the server's disk. */
  readonly kept: boolean;
  readonly people: readonly Person[];
  readonly me: number;
}

export type Told =
  | { type: "saved"; number: number; by: string }
  | { type: "merged"; number: number; by: string; who: string; conflicts: Readonly<Record<string, number>> }
  | { type: "refused"; code: string; message: string; hint: string };

const START: LiveState = {
  status: "connecting",
  why: null,
  turn: 0,
  base: 0,
  entry: "",
  files: null,
  unsaved: false,
  authors: [],
  writes: false,
  kept: true,
  people: [],
  me: 0,
};
const [KNOWN, CHANGE, PART] = [0, 1, 2];
const PIECE_BYTES = 512 * 1024;
const AGAIN_MS = [300, 1_000, 3_000, 10_000];
const FINAL = new Set([1008, 4403, 4404]);
/** How long nothing is typed before it is put into this browser's storage; it is only read after a crash. */
const STORE_MS = 250;
const CURSOR_MS = 80;

export class Line {
  doc = new Y.Doc();
  private state = START;
  private socket: WebSocket | null = null;
  private epoch = "";
  private hasText = false;
  /** On this socket the server has said which text it has: before that nothing of ours may go there. */
  private greeted = false;
  /** The note of a version that is wished for and could not be asked for yet. */
  private wish: string | null = null;
  private readonly waiting: ((said: Told) => void)[] = [];
  private cursor: { path: string; anchor: unknown; head: unknown } | null = null;
  private sent = 0;
  private vector: Uint8Array = Y.encodeStateVector(this.doc);
  private was: Record<string, string> = {};
  private paths: readonly string[] = [];
  private left: Unkept | null;
  private tries = 0;
  private over = false;
  private readonly undos = new Map<string, Y.UndoManager>();
  private readonly listeners = new Set<() => void>();
  private readonly timers = new Map<string, number>();

  constructor(
    private readonly address: string,
    private readonly artifact: string,
    private readonly told: (said: Told) => void,
  ) {
    this.left = unkeptOf(artifact);
    this.listen();
    this.connect();
    window.addEventListener("pagehide", this.store);
  }

  readonly look = (): LiveState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  text(path: string): Y.Text {
    return this.doc.getText(path);
  }

  undo(path: string): Y.UndoManager {
    const known = this.undos.get(path) ?? new Y.UndoManager(this.text(path));
    this.undos.set(path, known);
    return known;
  }

  /** Makes these the texts of the files, by the least change. */
  put(files: Texts): void {
    this.doc.transact(() => {
      for (const [path, text] of Object.entries(files)) narrow(this.text(path), text);
    });
  }

  /** Makes a version of it; at once, or as soon as the line stands and what is not kept is on its way. */
  save(note = ""): void {
    this.wish = note;
    this.saveWished();
  }

  private saveWished(): void {
    if (this.wish === null || !this.hasText || !this.greeted || this.socket?.readyState !== WebSocket.OPEN) return;
    const note = this.wish;
    this.wish = null;
    this.say({ type: "save", note });
  }

  /** Makes a version of it; gives its number. */
  saved(): Promise<number> {
    this.save();
    return new Promise((resolve, reject) => {
      this.waiting.push((said) => {
        if (said.type === "saved") resolve(said.number);
        else reject(new Error(said.type === "refused" ? said.message : ""));
      });
    });
  }

  /** Tells the others where one is; not more often than they can follow. */
  at(path: string, cursor: { anchor: unknown; head: unknown } | null): void {
    this.cursor = cursor && { path, ...cursor };
    this.later("at", CURSOR_MS, () => this.say({ type: "at", at: this.cursor }));
  }

  end(): void {
    this.over = true;
    this.store();
    window.removeEventListener("pagehide", this.store);
    for (const timer of this.timers.values()) window.clearTimeout(timer);
    this.socket?.close(1000);
    this.doc.destroy();
  }

  // the line

  private connect(): void {
    const socket = new WebSocket(this.address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.greeted = false;
    this.sent = 0;
    socket.onmessage = ({ data }) => {
      if (socket !== this.socket || this.over) return;
      if (typeof data === "string") this.heard(JSON.parse(data));
      else this.took(new Uint8Array(data));
    };
    socket.onclose = ({ code, reason }) => {
      if (socket !== this.socket || this.over) return;
      this.socket = null;
      this.store();
      if (FINAL.has(code)) {
        this.turnTo({ status: "ended", why: { code, words: reason }, people: [] });
        return;
      }
      this.turnTo({ status: "away", people: [] });
      const wait = AGAIN_MS[Math.min(this.tries, AGAIN_MS.length - 1)] ?? 10_000;
      this.tries += 1;
      this.later("again", wait, () => this.connect());
    };
  }

  private say(words: object): void {
    if (this.greeted && this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(words));
  }

  private send(kind: number | undefined, bytes: Uint8Array): void {
    if (!this.greeted || this.socket?.readyState !== WebSocket.OPEN || kind === undefined) return;
    const framed = new Uint8Array(bytes.length + 1);
    framed[0] = kind;
    framed.set(bytes, 1);
    this.socket.send(framed);
  }

  /** A change that is too long for one message goes in several. */
  private change(update: Uint8Array): void {
    if (!this.greeted || this.socket?.readyState !== WebSocket.OPEN || !this.state.writes) return;
    let at = 0;
    for (; update.length - at > PIECE_BYTES; at += PIECE_BYTES) this.send(PART, update.subarray(at, at + PIECE_BYTES));
    this.send(CHANGE, update.subarray(at));
    this.sent += 1;
  }

  private took(data: Uint8Array): void {
    const rest = data.subarray(1);
    if (data[0] === KNOWN) {
      this.send(KNOWN, Y.encodeStateVector(this.doc));
      if (this.hasText && !this.state.kept) this.change(Y.encodeStateAsUpdate(this.doc, rest));
      this.saveWished();
      return;
    }
    if (data[0] !== CHANGE) return;
    Y.applyUpdate(this.doc, rest, this);
    if (this.hasText) return;
    this.hasText = true;
    this.settle();
    this.read();
    this.resume();
    this.saveWished();
  }

  private heard(said: { type: string; [name: string]: unknown }): void {
    switch (said.type) {
      case "room":
        this.roomIs(said as unknown as RoomSaid);
        break;
      case "people":
        this.turnTo({ people: said.people as Person[] });
        break;
      case "kept":
        if (said.n === this.sent) this.settle();
        break;
      case "brought":
        this.settle();
        break;
      case "saved":
      case "refused":
        for (const wait of this.waiting.splice(0)) wait(said as unknown as Told);
        this.told(said as unknown as Told);
        break;
      case "merged":
        this.told(said as unknown as Told);
    }
  }

  private roomIs(room: RoomSaid): void {
    this.tries = 0;
    this.greeted = true;
    if (this.epoch && this.epoch !== room.epoch) this.beginAnew();
    this.epoch = room.epoch;
    this.paths = room.paths;
    this.turnTo({
      status: "open",
      why: null,
      base: room.base,
      entry: room.entry,
      unsaved: room.unsaved,
      authors: room.authors,
      writes: room.writes,
      me: room.you,
    });
    if (this.hasText) this.read();
  }

  /** The server has another text: what is not kept of this one is brought into it as what it changed. */
  private beginAnew(): void {
    this.store();
    this.left = unkeptOf(this.artifact) ?? this.unkept();
    this.doc.destroy();
    this.doc = new Y.Doc();
    this.undos.clear();
    this.hasText = false;
    this.listen();
    this.turnTo({ turn: this.state.turn + 1, files: null });
  }

  /** What a page before this one, or the text before this one, had typed and not brought to the server. */
  private resume(): void {
    const { left } = this;
    this.left = null;
    if (!left || !this.state.writes) return;
    if (left.epoch === this.epoch) {
      Y.applyUpdate(this.doc, left.update);
      if (this.state.kept) keepUnkept(this.artifact, null); // it was there already
      return;
    }
    this.turnTo({ kept: false });
    this.say({ type: "bring", files: left.files });
  }

  // the text

  private listen(): void {
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) {
        this.turnTo({ kept: false });
        this.change(update);
        this.later("store", STORE_MS, this.store);
      }
      if (this.hasText) this.later("read", 0, () => this.read());
    });
  }

  private read(): void {
    const files: Record<string, string> = {};
    for (const path of this.paths) files[path] = this.text(path).toString();
    this.turnTo({ files });
  }

  /** All that was typed here is kept on the server. */
  private settle(): void {
    this.vector = Y.encodeStateVector(this.doc);
    this.was = Object.fromEntries(this.paths.map((path) => [path, this.text(path).toString()]));
    this.turnTo({ kept: true });
    if (!this.left) keepUnkept(this.artifact, null);
  }

  private unkept(): Unkept | null {
    if (this.state.kept || !this.hasText) return null;
    const files: Record<string, Side> = {};
    for (const path of this.paths) {
      const [was, now] = [this.was[path] ?? "", this.text(path).toString()];
      if (was !== now) files[path] = { was, now };
    }
    return { epoch: this.epoch, update: Y.encodeStateAsUpdate(this.doc, this.vector), files };
  }

  private readonly store = (): void => {
    const unkept = this.unkept();
    if (unkept) keepUnkept(this.artifact, unkept);
  };

  private turnTo(changes: Partial<LiveState>): void {
    this.state = { ...this.state, ...changes };
    for (const listener of this.listeners) listener();
  }

  private later(name: string, ms: number, work: () => void): void {
    if (this.over || (this.timers.has(name) && name !== "store")) return;
    window.clearTimeout(this.timers.get(name));
    const run = () => {
      this.timers.delete(name);
      if (!this.over) work();
    };
    this.timers.set(name, window.setTimeout(run, ms));
  }
}

interface RoomSaid {
  epoch: string;
  base: number;
  entry: string;
  paths: string[];
  unsaved: boolean;
  authors: string[];
  writes: boolean;
  you: number;
}

/** Changes a text to another one where they differ, and nowhere else. */
function narrow(text: Y.Text, wanted: string): void {
  const now = text.toString();
  if (now === wanted) return;
  const most = Math.min(now.length, wanted.length);
  let start = 0;
  while (start < most && now[start] === wanted[start]) start += 1;
  let end = 0;
  while (end < most - start && now.at(-1 - end) === wanted.at(-1 - end)) end += 1;
  text.delete(start, now.length - start - end);
  text.insert(start, wanted.slice(start, wanted.length - end));
}
