// Sessions of the test peer: journals in memory, and a driver that only pretends. It is a test double: no model, no desk.

/** @typedef {{seq: number, at: number, event: any}} Recorded */

let clock = 0;
/** Unix seconds, later each time. */
function now() {
  clock = Math.max(Date.now() / 1000, clock + 0.001);
  return clock;
}

const USAGE = {
  input_tokens: 2400,
  output_tokens: 180,
  cache_read_tokens: 2100,
  cache_write_tokens: 120,
  cost_usd: 0.0061,
};

export const reply = (text, calls = [], more = {}) => ({
  type: "model_replied",
  took_s: 1.4,
  reply: {
    text,
    calls: calls.map((call) => ({ arguments: {}, malformed: "", caution: "", shows_screen: false, ...call })),
    stop_reason: calls.length ? "calls" : "end_turn",
    usage: USAGE,
    native: {},
    model: "peer",
    error: "",
    retryable: false,
    retry_after_s: 0,
    failure: "",
    turned_away: 0,
    waited_s: 0,
    ...more,
  },
});

export const asks = (model = "peer") => ({
  type: "model_asked",
  model,
  messages: 1,
  pictures: 1,
  strategy: "",
  cleared: 0,
  unthought: [0, 0],
  changed: "",
  picture_tokens: 0,
  context_tokens: 200_000,
  day_cost_usd: 0,
  effort: "",
  rule: "",
});

const LIMITS = {
  steps_max: 1000,
  model_calls_max: 1000,
  cost_usd_max: 2,
  work_s_max: 3600,
  day_cost_usd_max: null,
  step_cost_usd_warn: null,
};

export class PeerSession {
  /** @type {Recorded[]} */
  events = [];
  listeners = new Set();
  commands = new Set();
  archived = false;
  timers = new Set();
  driver = true;

  constructor(id, title, { project = "personal", events = [], model = "peer", profile = "balanced" } = {}) {
    Object.assign(this, { id, title, project, model, profile });
    this.events = events;
    if (!events.length) {
      this.append({
        type: "session_started",
        model,
        profile,
        limits: LIMITS,
        desk: {},
        attended: true,
        deskhand: "peer",
        context: "",
        keep_pictures: 2,
        effort: "",
      });
    }
  }

  append(...events) {
    for (const event of events) {
      const recorded = { seq: (this.events.at(-1)?.seq ?? 0) + 1, at: now(), event };
      this.events.push(recorded);
      this.tell("event", recorded);
    }
    this.onChange?.(this);
  }

  tell(kind, data) {
    for (const listener of this.listeners) listener(kind, data);
  }

  later(ms, deed) {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      deed();
    }, ms);
    this.timers.add(timer);
  }

  still() {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  /** Writes `text` piece by piece on the channel, then journals it. */
  write(text, calls = [], piece = 12, ms = 30) {
    this.append(asks());
    let at = 0;
    const next = () => {
      if (at < text.length) {
        this.tell("signal", { kind: "text", about: "draft", text: text.slice(at, at + piece), offset: at });
        at += piece;
        this.later(ms, next);
        return;
      }
      this.append(reply(text, calls));
      this.tell("signal", { kind: "clear" });
      if (!calls.length) this.append({ type: "concluded", outcome: { kind: "answered", summary: text, checks: [] } });
    };
    this.later(200, next);
  }

  /** Takes a command as the driver would, and pretends to go on. False when it was taken before. */
  command(id, given, by) {
    if (this.commands.has(id)) return false;
    this.commands.add(id);
    const event = eventOf(given, id, by);
    if (!event) return true;
    this.append(event);
    if (given.command === "say")
      this.write(`You said: **${textOf(given.parts)}**\n\nThis is a peer for tests; nothing is done.`);
    if (given.command === "stop") {
      this.still();
      this.tell("signal", { kind: "clear" });
      this.append({ type: "concluded", outcome: { kind: "stopped", summary: "stopped by a person", checks: [] } });
    }
    return true;
  }

  get state() {
    let state = "resting";
    for (const { event } of this.events) {
      state =
        {
          said: "working",
          asked: "waiting",
          answered: "working",
          control_taken: "yours",
          control_returned: "working",
          paused: "paused",
          continued: "working",
        }[event.type] ?? state;
      if (event.type === "concluded") {
        const { kind } = event.outcome;
        state = kind === "done" ? "done" : kind === "answered" ? "resting" : kind === "stopped" ? "stopped" : "failed";
      }
    }
    return state;
  }

  get summary() {
    const question =
      this.state === "waiting" ? this.events.findLast(({ event }) => event.type === "asked")?.event : null;
    const picture = this.events.findLast(({ event }) => event.screen)?.event.screen.blob ?? null;
    const replies = this.events.filter(({ event }) => event.type === "model_replied");
    return {
      id: this.id,
      title: this.title,
      project: this.project,
      created_at: this.events[0]?.at ?? 0,
      updated_at: this.events.at(-1)?.at ?? 0,
      model: this.model,
      profile: this.profile,
      state: this.state,
      question: question ? { id: question.question, kind: question.kind, text: question.text } : null,
      cost_usd: replies.reduce((sum, { event }) => sum + (event.reply.usage.cost_usd ?? 0), 0),
      cost_known: true,
      steps: this.events.filter(({ event }) => event.type === "call_finished").length,
      archived: this.archived,
      outcome: "",
      seq: this.events.at(-1)?.seq ?? 0,
      problem: "",
      picture,
    };
  }
}

const textOf = (parts) => parts.map((part) => part.text ?? part.name ?? part.alt ?? "").join("\n");

function eventOf(given, command, by) {
  switch (given.command) {
    case "say":
      return { type: "said", parts: given.parts.map((part) => ({ stranger: false, ...part })), command, by };
    case "answer":
      return {
        type: "answered",
        question: given.question,
        answer: given.answer,
        words: given.words ?? "",
        by,
        command,
      };
    case "pause":
      return { type: "paused", command, by };
    case "continue":
      return { type: "continued", command, by };
    case "stop":
      return { type: "stop_asked", reason: given.reason ?? "", command, by };
    case "take_control":
      return { type: "control_taken", by: given.by || by, command };
    case "return_control":
      return { type: "control_returned", words: given.words ?? "", command, by };
    case "change_limits":
      return { type: "limits_changed", limits: { ...LIMITS, ...given.limits }, command, by };
    default:
      return null;
  }
}
