// The line to a desk's screen: noVNC on a socket that this page opens itself, so that it hears why one ended. It connects
// again by itself. It knows no React and nothing of who may act; the server's bridge is what lets keys through.
import type RFB from "@novnc/novnc";
import { at } from "@/api/client";
import { type Ending, endingOf, waitFor } from "./endings";
import { CONTROL, type Key, keysymOf, LETTER_V } from "./keys";

export interface LinkState {
  /** connecting: for the first time. live: the picture is there. Else how it ended; most of these try again. */
  readonly state: "connecting" | "live" | Ending;
  /** Of the screen in its own pixels; 0 while that is not known. */
  readonly width: number;
  readonly height: number;
  /** How the screen looked when the line broke, as an address of its own. */
  readonly frozen: string;
  /** What was copied on the desk last, and the how manieth it is. */
  readonly copied: { readonly text: string; readonly number: number } | null;
}

const BEGIN: LinkState = { state: "connecting", width: 0, height: 0, frozen: "", copied: null };

type Listener = () => void;

export class ScreenLink {
  private state: LinkState = BEGIN;
  private readonly listeners = new Set<Listener>();
  private target: HTMLElement | null = null;
  private socket: WebSocket | null = null;
  private rfb: RFB | null = null;
  private acts = false;
  private tries = 0;
  private timer = 0;

  constructor(
    readonly session: string,
    readonly connection: string,
  ) {}

  readonly get = (): LinkState => this.state;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Shows the screen in `target` until `stop`. */
  start(target: HTMLElement): void {
    this.target = target;
    this.connect();
  }

  stop(): void {
    this.target = null;
    this.close();
    this.set({ ...BEGIN, frozen: this.state.frozen });
  }

  /** Connects at once, without waiting for the next try. */
  readonly again = (): void => {
    if (!this.target || this.state.state === "live") return;
    this.tries = 0;
    this.close();
    this.connect();
  };

  /** Whether keys and pointer are sent. The bridge has the last word. */
  act(on: boolean): void {
    if (this.acts === on) return;
    // Before it goes deaf: what is held down must be let go on the desk as well.
    if (!on) this.letGo();
    this.acts = on;
    if (this.rfb) this.rfb.viewOnly = !on;
  }

  readonly focus = (): void => this.rfb?.focus({ preventScroll: true });

  /** Lets go of all keys that the desk believes to be down. */
  letGo(): void {
    // noVNC does so when the window loses the focus, and has no other name for it.
    if (this.acts && this.rfb) window.dispatchEvent(new FocusEvent("blur"));
  }

  /** Presses keys together and lets them go. */
  press(...keys: Key[]): void {
    for (const { keysym, code } of keys) this.rfb?.sendKey(keysym, code, true);
    for (const { keysym, code } of [...keys].reverse()) this.rfb?.sendKey(keysym, code, false);
  }

  type(text: string): void {
    for (const letter of text.replace(/\r\n?/g, "\n")) this.rfb?.sendKey(keysymOf(letter), "");
  }

  /** Puts a text on the desk's clipboard. */
  putClipboard(text: string): void {
    this.rfb?.clipboardPasteFrom(text);
  }

  /** Puts a text on the desk's clipboard and pastes it there. held: whether Ctrl is down on the desk already. */
  paste(text: string, held: boolean): void {
    this.putClipboard(text);
    this.pasteKeys(held);
  }

  /** What pastes on the desk. */
  pasteKeys(held: boolean): void {
    if (held) this.press(LETTER_V);
    else this.press(CONTROL, LETTER_V);
  }

  private set(changes: Partial<LinkState>): void {
    this.state = { ...this.state, ...changes };
    for (const listener of this.listeners) listener();
  }

  private close(): void {
    window.clearTimeout(this.timer);
    const [socket, rfb] = [this.socket, this.rfb];
    this.socket = null;
    this.rfb = null;
    if (rfb) rfb.disconnect();
    else socket?.close();
  }

  private connect(): void {
    if (!this.target || this.socket) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const address = `${scheme}//${location.host}${at("sessions", this.session, "desk")}?connection=${this.connection}`;
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    // noVNC takes the socket over with the screen's first word, and is fetched then: until it comes there may be no screen
    // behind it, and of most sessions that are opened there is none any more. A screen waits for the answer to that word.
    const greeted = async (event: MessageEvent) => {
      const { default: Rfb } = await import("@novnc/novnc");
      if (this.socket !== socket || !this.target) return;
      this.attach(new Rfb(this.target, socket, { shared: true }));
      socket.onmessage?.call(socket, event);
    };
    socket.addEventListener("message", (event) => void greeted(event).catch(() => socket.close()), { once: true });
    socket.addEventListener("close", ({ code }) => this.ended(socket, code));
  }

  private attach(rfb: RFB): void {
    this.rfb = rfb;
    rfb.viewOnly = !this.acts;
    rfb.scaleViewport = true;
    rfb.background = "transparent";
    rfb.addEventListener("connect", () => {
      if (this.rfb !== rfb) return;
      this.tries = 0;
      const canvas = this.target?.querySelector("canvas");
      this.set({ state: "live", frozen: "", width: canvas?.width ?? 0, height: canvas?.height ?? 0 });
    });
    rfb.addEventListener("clipboard", (event) => {
      const { text } = (event as CustomEvent<{ text: string }>).detail;
      this.set({ copied: { text, number: (this.state.copied?.number ?? 0) + 1 } });
    });
  }

  private ended(socket: WebSocket, code: number): void {
    if (this.socket !== socket) return;
    const ending = endingOf(code);
    const frozen = this.state.state === "live" ? this.look() : this.state.frozen;
    this.socket = null;
    this.rfb = null;
    this.set({ state: ending, frozen });
    const wait = waitFor(ending, this.tries);
    this.tries += 1;
    if (wait === null || !this.target) return;
    this.timer = window.setTimeout(() => this.connect(), wait * (0.85 + 0.3 * Math.random()));
  }

  /** The screen as it is, before the line and with it the picture go. */
  private look(): string {
    try {
      return this.rfb?.toDataURL("image/jpeg", 0.85) ?? "";
    } catch {
      return "";
    }
  }
}
