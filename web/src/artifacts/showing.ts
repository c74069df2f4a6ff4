// What is shown in a place of the page: a frame that is seen, and a warm spare one beside it. A new version is drawn in
// the spare and takes the place of the old one when it is painted, so that the last good one stays until then.
import type { Answer, Ask, Content, FromFrame, Language, Theme, Use } from "../../frame/protocol.ts";
import { type Ended, Sealed } from "./sealed.ts";

/** anew: the frame starts afresh, because a page of HTML leaves its scripts behind. */
const ANEW = new Set(["html"]);
const UNSEEN = "opacity:0;pointer-events:none;z-index:-1";
const PLACED = "position:absolute;inset:0;width:100%;height:100%;border:0;";

/** So long after the last version the next spare frame is made: it takes a core for a moment. */
const CALM_MS = 1_000;
/** So long another artifact stays in sight while the next is drawn. */
const WAY_MS = 3_000;

export interface Wanted extends Content {
  /** Of which artifact it is: two never share a frame. */
  artifact: string;
  /** It is still being written. */
  partial?: boolean;
  /** What this version may do for who looks. */
  uses?: readonly Use[];
  /** Its number, where it is one that is kept. */
  version?: number;
}

/** Which version of which artifact asks for something. */
export type Shown = Pick<Wanted, "artifact" | "version">;

export interface Seen {
  said: (words: FromFrame) => void;
  ended: (why: Ended) => void;
  /** What is drawn or seen does not answer, whether it works or hangs; or it does again. */
  busy?: (on: boolean) => void;
  /** It asks for something that it may. gone: nobody waits for the answer any more. */
  asked?: (ask: Ask, of: Wanted, answer: (given: Omit<Answer, "type" | "n">) => void, gone: AbortSignal) => void;
}

const sizeOf = ({ files, bytes }: Wanted): number =>
  Object.values(files).reduce((sum, text) => sum + text.length, 1) +
  Object.values(bytes ?? {}).reduce((sum, data) => sum + data.byteLength, 0);

interface Job {
  id: number;
  wanted: Wanted;
  frame: Sealed;
}

export class Showing {
  private seen: Sealed | null = null;
  private of: Wanted | null = null;
  private spare: Sealed | null = null;
  private job: Job | null = null;
  private next: Wanted | null = null;
  /** What a frame was last given, and what says that it shows it no more. */
  private readonly may = new WeakMap<Sealed, { of: Wanted; gone: AbortSignal }>();
  private ids = 0;
  private calm = 0;
  private over = false;

  constructor(
    private readonly place: HTMLElement,
    private readonly address: string,
    private readonly title: string,
    private look: { theme: Theme; language: Language },
    private readonly listener: Seen,
    /** What the spare loads in advance. */
    private readonly libraries: string[] = ["kind:react"],
  ) {
    this.warm();
  }

  /** Shows it as soon as it can; of several that come while one is drawn, the last. */
  show(wanted: Wanted): void {
    if (this.over) return;
    this.next = wanted;
    // What hangs is given up for something newer: it would not draw that either.
    if (this.job?.frame.busy || this.seen?.busy) this.restart();
    else if (!this.job) void this.take();
  }

  /** Whoever looks at it waits for what does not answer. */
  wait(): void {
    for (const frame of [this.job?.frame, this.seen]) frame?.wait();
  }

  /** Ends what does not answer. */
  stop(): void {
    (this.job?.frame ?? this.seen)?.stop();
  }

  /** Whatever is drawn or seen: begin afresh, in a new frame. */
  restart(): void {
    const last = this.next ?? this.job?.wanted ?? this.of;
    this.job?.frame.end();
    this.job = null;
    this.seen?.end();
    this.seen = null;
    this.letGo();
    this.listener.busy?.(false);
    if (last) this.show(last);
  }

  /** Browsers put the frames of a page into one process: what hangs in it ends when the last of them is gone. */
  private letGo(): void {
    this.spare?.end();
    this.spare = null;
    if (this.seen?.hangs) {
      this.seen.end();
      this.seen = null;
    }
  }

  setTheme(theme: Theme): void {
    this.look = { ...this.look, theme };
    for (const frame of [this.seen, this.spare]) frame?.say({ type: "theme", theme });
  }

  inspect(on: boolean): void {
    this.seen?.say({ type: "inspect", on });
  }

  measure(): void {
    this.seen?.say({ type: "measure" });
  }

  end(): void {
    this.over = true;
    window.clearTimeout(this.calm);
    for (const frame of [this.seen, this.spare, this.job?.frame]) frame?.end();
  }

  /** Resolves when the spare frame is ready. */
  async warmed(): Promise<void> {
    await this.warm().opened;
  }

  private warm(): Sealed {
    if (this.spare?.alive) return this.spare;
    const spare = new Sealed(this.place, this.address, this.title);
    spare.element.style.cssText = PLACED + UNSEEN;
    spare.element.setAttribute("aria-hidden", "true");
    spare.element.tabIndex = -1;
    spare.listener = {
      said: (words) => {
        if (words.type === "ready") spare.say({ type: "warm", libraries: this.libraries });
      },
      ended: (why) => {
        if (this.spare !== spare) return;
        this.spare = null;
        const held = this.seen?.hangs || this.job?.frame.hangs;
        if (why === "unreachable" && !held) this.listener.ended(why);
      },
    };
    this.spare = spare;
    return spare;
  }

  private canStay(wanted: Wanted): boolean {
    const same = this.of?.artifact === wanted.artifact && this.of.kind === wanted.kind;
    return same && this.seen?.alive === true && (!ANEW.has(wanted.kind) || wanted.partial === true);
  }

  private async take(): Promise<void> {
    const wanted = this.next;
    if (!wanted) return;
    this.next = null;
    const frame = this.canStay(wanted) && this.seen ? this.seen : this.warm();
    const job = { id: ++this.ids, wanted, frame };
    this.job = job;
    const isOther = this.of !== null && this.of.artifact !== wanted.artifact;
    if (frame !== this.seen && isOther) window.setTimeout(() => this.makeWay(job), WAY_MS);
    await frame.opened;
    if (this.job !== job) return;
    if (!frame.alive) {
      this.job = null;
      return;
    }
    if (frame === this.spare) this.spare = null;
    frame.listener = {
      said: (words) => this.hear(frame, words),
      ended: (why) => this.fell(frame, why),
      busy: (on) => {
        if (frame === this.seen || frame === this.job?.frame) this.listener.busy?.(on);
      },
    };
    if (frame.ready) this.listener.said({ type: "ready", ...frame.ready });
    frame.draws(sizeOf(wanted));
    this.may.set(frame, { of: wanted, gone: frame.begins() });
    const { artifact: _, version: __, ...content } = wanted;
    frame.say({ type: "render", id: job.id, ...this.look, ...content });
  }

  /** What nobody looks at any more may keep the process that both are in so busy that nothing else is drawn. */
  private makeWay(job: Job): void {
    if (this.job !== job) return;
    this.seen?.end();
    this.seen = null;
  }

  private hear(frame: Sealed, words: FromFrame): void {
    const { job } = this;
    if (job?.frame === frame && "id" in words && words.id === job.id) {
      if (words.type === "painted") this.painted(job);
      else if (words.type === "failed" && words.stage !== "run") this.failed(job);
    }
    if (frame !== this.seen && frame !== job?.frame) return;
    if (words.type === "ask") this.asked(frame, words);
    else this.listener.said(words);
  }

  /** Whatever a frame asks, only what was allowed to what it shows is handed on. */
  private asked(frame: Sealed, ask: Ask): void {
    const may = this.may.get(frame);
    const answer = (given: Omit<Answer, "type" | "n">) => frame.say({ type: "answer", n: ask.n, ...given });
    if (may?.of.uses?.includes(ask.use as Use) && this.listener.asked) {
      this.listener.asked(ask, may.of, answer, may.gone);
    } else answer({ error: "this is not allowed" });
  }

  private painted({ frame, wanted }: Job): void {
    frame.draws(0);
    if (frame !== this.seen) {
      this.seen?.end();
      this.seen = frame;
      frame.element.style.cssText = PLACED;
      frame.element.removeAttribute("aria-hidden");
      frame.element.removeAttribute("tabindex");
    }
    this.of = wanted;
    this.done();
  }

  private failed({ frame }: Job): void {
    if (frame !== this.seen) frame.end();
    else frame.draws(0);
    this.done();
  }

  private done(): void {
    this.job = null;
    window.clearTimeout(this.calm);
    if (this.next) void this.take();
    else this.calm = window.setTimeout(() => this.over || this.warm(), CALM_MS);
  }

  private fell(frame: Sealed, why: Ended): void {
    if (frame === this.seen) this.seen = null;
    const wasDrawn = this.job?.frame === frame;
    if (wasDrawn) this.job = null;
    if (why === "silent" || why === "stopped") this.letGo();
    this.listener.busy?.(false);
    this.listener.ended(why);
    if (wasDrawn) this.done();
  }
}
