// What is under way and not yet journaled: words as they form, output of a command, the reason why nothing moves.
// Losing all of it loses nothing: the finished message and the finished call are events.
import type { DraftKind, Recorded, Signal } from "@/api/types";

export interface Live {
  readonly text: string;
  readonly thought: string;
  /** What is known so far of the arguments of each call, and of the output of each command, by the call's id. */
  readonly arguments: Readonly<Record<string, string>>;
  readonly output: Readonly<Record<string, string>>;
  readonly wait: string;
}

export const QUIET: Live = { text: "", thought: "", arguments: {}, output: {}, wait: "" };

/** The drafts after a signal. A piece that does not fit where it says it belongs is left out: a snapshot will tell. */
export function heard(live: Live, signal: Signal): Live {
  switch (signal.kind) {
    case "snapshot":
      return signal.drafts.reduce((made, draft) => piece(made, draft.kind, draft.about, draft.text, 0), {
        ...QUIET,
        wait: signal.wait,
      });
    case "clear":
      return QUIET;
    case "wait":
      return { ...live, wait: signal.text };
    default:
      return piece({ ...live, wait: "" }, signal.kind, signal.about, signal.text, signal.offset);
  }
}

function joined(before: string, text: string, offset: number): string {
  return offset <= before.length ? before.slice(0, offset) + text : before;
}

function piece(live: Live, kind: DraftKind, about: string, text: string, offset: number): Live {
  if (kind === "text" || kind === "thought") return { ...live, [kind]: joined(live[kind], text, offset) };
  return { ...live, [kind]: { ...live[kind], [about]: joined(live[kind][about] ?? "", text, offset) } };
}

/** The drafts after events: what is journaled is a draft no more. */
export function journaled(live: Live, events: readonly Recorded[]): Live {
  let now = live;
  for (const { event } of events) {
    if (event.type === "model_replied" || event.type === "concluded" || event.type === "driver_attached") {
      now = { ...QUIET, output: event.type === "model_replied" ? now.output : {} };
    } else if (event.type === "call_finished" && event.call in now.output) {
      const { [event.call]: _ended, ...rest } = now.output;
      now = { ...now, output: rest };
    } else if (event.type === "call_started" && now.wait) {
      now = { ...now, wait: "" };
    }
  }
  return now;
}
