// How long a frame that does not answer is waited for. Work and an endless loop look alike from outside; but large content
// is expected to take its time until it is painted, and a frame is a process of its own that does not hold the page up. So
// that a person is asked first, and only one that nobody cares for is ended unasked.

/** Of one that has painted what it was given. */
const ASK_MS = 5_000;
/** The first painting, of anything, and of each million letters or bytes more. */
const DRAWING_MS = 8_000;
const MILLION_MS = 6_000;
/** From when a person was asked until it is ended unasked. */
const UNASKED_MS = 60_000;

export type Judged = "fine" | "busy" | "over";

/** Counts in looks: a page that is held up itself does not look, and then nothing counts against the frame. */
export class Patience {
  private silent = 0;
  private due = ASK_MS;
  private ask = ASK_MS;
  private unasked = UNASKED_MS;
  private told: Judged = "fine";

  /** It was given so much to draw; 0 when that is painted. */
  draws(size: number): void {
    this.due = size > 0 ? DRAWING_MS + (size / 1e6) * MILLION_MS : ASK_MS;
    this.ask = this.due;
  }

  /** A person waits: they are asked again after as long as this took, and nothing is ended unasked any more. */
  wait(): void {
    this.ask = this.silent * 2;
    this.unasked = Number.POSITIVE_INFINITY;
    this.told = "fine";
  }

  get silentMs(): number {
    return this.silent;
  }

  get now(): Judged {
    return this.told;
  }

  /** After another look at it, ms after the last one. answers: it has answered all that it was asked. */
  look(answers: boolean, ms: number): Judged {
    if (answers) {
      this.silent = 0;
      this.ask = this.due;
      this.unasked = UNASKED_MS;
      this.told = "fine";
    } else {
      this.silent += ms;
      if (this.silent >= this.ask + this.unasked) this.told = "over";
      else if (this.silent >= this.ask) this.told = "busy";
    }
    return this.told;
  }
}
