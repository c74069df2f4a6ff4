// One sealed frame as the page holds it: made, given its port once, watched, and ended.
//
// The frame is a stranger. What it says is read by `heard`; one that does not answer is told of, and ended at last.
import { type FromFrame, HELLO, heard, type ToFrame } from "../../frame/protocol.ts";
import { Patience } from "./patience.ts";

const PING_MS = 1_000;
const HANGS_MS = 3_000;
const OPEN_MS = 15_000;
/** More words than this in a second are not listened to. */
const WORDS_MAX = 400;

/** left: it led itself elsewhere; silent: it did not answer any more; stopped: nor did it, and a person had it stopped;
 * unreachable: it never began. */
export type Ended = "left" | "silent" | "stopped" | "unreachable";

export interface Listener {
  said: (words: FromFrame) => void;
  ended: (why: Ended) => void;
  /** It does not answer, whether it works or hangs; or it does again. */
  busy?: (on: boolean) => void;
}

export class Sealed {
  readonly element = document.createElement("iframe");
  listener: Listener | null = null;
  /** null until it has said that it is ready. */
  ready: { sealed: boolean; why: string } | null = null;
  private port: MessagePort | null = null;
  private answered = 0;
  private pings = 0;
  private second = 0;
  private words = 0;
  private watching = 0;
  private opening = 0;
  private over = false;
  private readonly patience = new Patience();
  private shows = new AbortController();
  private whenReady: () => void = () => undefined;
  /** Resolves when it is ready, or over. */
  readonly opened = new Promise<void>((resolve) => {
    this.whenReady = resolve;
  });

  constructor(place: HTMLElement, address: string, title: string) {
    const { element } = this;
    element.setAttribute("sandbox", "allow-scripts");
    element.setAttribute("allow", "");
    element.setAttribute("credentialless", "");
    element.setAttribute("referrerpolicy", "no-referrer");
    element.title = title;
    element.src = address;
    element.addEventListener("load", this.loaded);
    window.addEventListener("message", this.hello);
    this.opening = window.setTimeout(() => this.fall("unreachable"), OPEN_MS);
    place.append(element);
  }

  get alive(): boolean {
    return !this.over;
  }

  /** It does not answer, and whoever listens was told so. */
  get busy(): boolean {
    return this.patience.now === "busy";
  }

  /** It has not answered for so long that what hangs in its process may well hold it up, too. */
  get hangs(): boolean {
    return this.patience.silentMs >= HANGS_MS;
  }

  /** It shows something else from here on. The signal says when that goes, too. */
  begins(): AbortSignal {
    this.shows.abort();
    this.shows = new AbortController();
    return this.shows.signal;
  }

  /** It is given so much to draw; 0: that is painted. */
  draws(size: number): void {
    this.patience.draws(size);
  }

  wait(): void {
    this.patience.wait();
    this.listener?.busy?.(false);
  }

  stop(): void {
    this.fall("stopped");
  }

  say(words: ToFrame, give: Transferable[] = []): void {
    this.port?.postMessage(words, give);
  }

  end(): void {
    if (this.over) return;
    this.over = true;
    this.shows.abort();
    window.removeEventListener("message", this.hello);
    window.clearInterval(this.watching);
    window.clearTimeout(this.opening);
    this.port?.close();
    this.element.remove();
    this.whenReady();
  }

  private fall(why: Ended): void {
    if (this.over) return;
    this.end();
    this.listener?.ended(why);
  }

  /** The program's first word gets the port. A second one comes of another document in its place. */
  private readonly hello = (event: MessageEvent): void => {
    if (event.source !== this.element.contentWindow || event.data !== HELLO) return;
    if (this.port) {
      this.fall("left");
      return;
    }
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.onmessage = ({ data }) => this.hear(data);
    port1.addEventListener("close", () => this.fall("left"));
    this.element.contentWindow?.postMessage(HELLO, "*", [port2]);
  };

  /** The load that belongs to the document that we loaded comes once, before or after its program's first word. */
  private loads = 0;
  private readonly loaded = (): void => {
    this.loads += 1;
    if (this.loads > 1) this.fall("left");
  };

  private hear(data: unknown): void {
    const second = Math.floor(performance.now() / 1000);
    this.words = second === this.second ? this.words + 1 : 0;
    this.second = second;
    const words = heard(data);
    if (!words) return;
    if (words.type === "pong") {
      this.answered = Math.max(this.answered, Math.min(words.n, this.pings));
      if (this.answered === this.pings) this.judge(true, 0);
      return;
    }
    if (this.words > WORDS_MAX && (words.type === "console" || words.type === "blocked")) return;
    if (words.type === "ready") {
      if (this.ready) return;
      this.ready = { sealed: words.sealed, why: words.why ?? "" };
      window.clearTimeout(this.opening);
      this.watch();
      this.whenReady();
    }
    this.listener?.said(words);
  }

  private watch(): void {
    this.watching = window.setInterval(() => {
      const answers = this.answered === this.pings || document.hidden;
      this.judge(answers, PING_MS);
      if (answers) this.say({ type: "ping", n: ++this.pings });
    }, PING_MS);
  }

  private judge(answers: boolean, ms: number): void {
    const before = this.busy;
    if (this.patience.look(answers, ms) === "over") this.fall("silent");
    else if (this.busy !== before) this.listener?.busy?.(this.busy);
  }
}
