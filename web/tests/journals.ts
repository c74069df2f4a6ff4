// The journals that tests are run on: the golden one, and long ones put together here.
import type { Call, Reply, SessionEvent, Verdict } from "@/api/events";
import type { Recorded } from "@/api/types";
import recorded from "./journals/golden.json";

/** The golden journal: a session of the model `steps` on a real desk, as tests/web/journals.py wrote it. */
export const golden = (): Recorded[] => (recorded as unknown as { events: Recorded[] }).events;

const BEGAN = 1_795_000_000;

/** Numbers events and gives each its time, a second after the one before. */
export class Journal {
  readonly events: Recorded[] = [];

  add(...events: SessionEvent[]): this {
    for (const event of events) {
      const seq = this.events.length + 1;
      this.events.push({ seq, at: BEGAN + seq, event });
    }
    return this;
  }
}

export const said = (text: string, command = ""): SessionEvent => ({
  type: "said",
  parts: [{ kind: "text", text, stranger: false }],
  command,
  by: "",
});

export const call = (id: string, name = "computer", given: Call["arguments"] = {}): Call => ({
  id,
  name,
  arguments: given,
  malformed: "",
  caution: "",
  shows_screen: false,
});

export function replied(text: string, calls: Call[] = [], more: Partial<Reply> = {}): SessionEvent {
  return {
    type: "model_replied",
    took_s: 1,
    reply: {
      text,
      calls,
      stop_reason: calls.length ? "calls" : "end_turn",
      usage: { input_tokens: 100, output_tokens: 20, cache_read_tokens: 80, cache_write_tokens: 0, cost_usd: 0.01 },
      native: {},
      model: "test",
      error: "",
      retryable: false,
      retry_after_s: 0,
      failure: "",
      turned_away: 0,
      waited_s: 0,
      ...more,
    },
  };
}

export function verdict(decision: Verdict["decision"] = "allow", target = "", host = ""): Verdict {
  return {
    decision,
    reason: "because",
    rule: "a rule",
    undoable: true,
    risk: "move",
    ground: "rule",
    touch: {
      classes: ["move"],
      target,
      address: "",
      host,
      sends_to: "",
      form: "",
      app: "",
      command: "",
      commands: [],
      causes: {},
      hosts: [],
      paths: [],
      path: "",
      values: {},
      amount: null,
      currency: "",
      bytes_out: 0,
      undo: null,
      consequence: "",
      raised: [],
      fills: false,
      to: [],
      applies: false,
      waits: false,
      reaches: [],
      evidence: "",
      box: null,
      said: "",
      seen: [],
    },
  };
}

export const judged = (id: string, decision: Verdict["decision"] = "allow", target = "", host = ""): SessionEvent => ({
  type: "call_judged",
  call: id,
  verdict: verdict(decision, target, host),
});

export const started = (id: string): SessionEvent => ({ type: "call_started", call: id, frame: 1, at: 0 });

export const finished = (
  id: string,
  more: Partial<Extract<SessionEvent, { type: "call_finished" }>> = {},
): SessionEvent => ({
  type: "call_finished",
  call: id,
  status: "ok",
  content: [{ kind: "text", text: "Done.", stranger: false }],
  details: {},
  frame: 1,
  screen: null,
  outcome: null,
  took_s: 0.5,
  ...more,
});

export const asked = (id: string, question: string, kind: "approval" | "question" = "approval"): SessionEvent => ({
  type: "asked",
  question,
  call: id,
  kind,
  text: "May it?",
  options: [],
  picture: null,
  element: null,
  consequence: "",
  unanswered: "wait",
  patience_s: null,
  requests: [],
});

export const answered = (question: string, answer: string): SessionEvent => ({
  type: "answered",
  question,
  answer,
  words: "",
  by: "ann",
  command: "",
});

export const asks: SessionEvent = {
  type: "model_asked",
  model: "test",
  messages: 1,
  pictures: 0,
  strategy: "",
  cleared: 0,
  unthought: [0, 0],
  changed: "",
  picture_tokens: 0,
  context_tokens: 1_000,
  day_cost_usd: 0,
  effort: "",
  rule: "",
};

/** A session of about so many events: words, turns of two calls, now and then a person's word. */
export function long(events: number): Recorded[] {
  const journal = new Journal().add(said("Do a lot of things."));
  for (let turn = 1; journal.events.length < events; turn += 1) {
    const [first, second] = [`c${turn}.1`, `c${turn}.2`];
    const click = call(first, "computer", { action: "left_click", coordinate: [turn % 1_000, 200] });
    const text =
      turn % 7 === 0
        ? `Here is what I found in part ${turn}:\n\n- **one**\n- \`two\`\n\nNow the next part.`
        : `Part ${turn}.`;
    journal.add(asks, replied(text, [click, call(second, "elements")]));
    for (const id of [first, second])
      journal.add(judged(id, "allow", `button "Part ${turn}"`), started(id), finished(id));
    if (turn % 90 === 0) journal.add(said(`And part ${turn}, please.`));
  }
  return journal.events;
}

/** A call that is not the model's. */
export const called = (
  id: string,
  command: string,
  origin: Partial<Extract<SessionEvent, { type: "called" }>["origin"]> = {},
): SessionEvent => ({
  type: "called",
  call: call(id, "bash", { command }),
  origin: { kind: "person", artifact: "", version: 0, title: "", ...origin },
  command: id.replace("used:", ""),
  by: "ann",
});
