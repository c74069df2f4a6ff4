// fold(view, events) -> view. Pure: the view that is given is never changed, and what an event does not touch is the very
// same object afterwards, so that what shows it need not be drawn again. Lists are copied once a batch, not once an event.
import type * as ev from "@/api/events";
import type { Part, Recorded } from "@/api/types";
import {
  type ActsItem,
  type Chapter,
  EMPTY,
  type Item,
  type MarkItem,
  type Question,
  type SessionView,
  type Step,
} from "./view";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Lists = "items" | "steps" | "turns" | "questions" | "snapshots";

/** A view in the making. `own` holds the lists and values that this batch made, which it may change. */
interface Draft {
  view: Mutable<SessionView>;
  own: Set<unknown>;
}

/** The view after `events`, which follow what it has seen; those that it has seen already are passed over. */
export function fold(view: SessionView, events: readonly Recorded[]): SessionView {
  const fresh = events.filter((each) => each.seq > view.seq);
  if (!fresh.length) return view;
  const draft: Draft = { view: { ...view }, own: new Set() };
  for (const recorded of fresh) take(draft, recorded);
  return draft.view;
}

export const folded = (events: readonly Recorded[]): SessionView => fold(EMPTY, events);

function own<K extends Lists>({ view, own: owned }: Draft, list: K): SessionView[K][number][] {
  if (!owned.has(view[list])) {
    const copy = [...view[list]] as unknown as SessionView[K];
    owned.add(copy);
    view[list] = copy as Mutable<SessionView>[K];
  }
  return view[list] as unknown as SessionView[K][number][];
}

function add(draft: Draft, item: Item): void {
  own(draft, "items").push(item);
}

function changeStep(draft: Draft, place: number, changes: Partial<Step>): void {
  const steps = own(draft, "steps");
  const before = steps[place];
  if (before) steps[place] = { ...before, ...changes };
}

function changeQuestion(draft: Draft, place: number, changes: Partial<Question>): void {
  const questions = own(draft, "questions");
  const before = questions[place];
  if (before) questions[place] = { ...before, ...changes };
}

/** The place of the step that has this call and has not ended; else of the newest that has it; else -1. */
function placeOf(view: SessionView, call: string): number {
  const open = view.open.findLast((place) => view.steps[place]?.call.id === call);
  return open ?? view.steps.findLastIndex((step) => step.call.id === call);
}

export function textOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])).join("\n");
}

const NARRATION_CHARS_MAX = 140;

/** Whether words of the model, said while it acts, are one plain line that can stand at the head of what it did. */
function isNarration(text: string): boolean {
  return text.length <= NARRATION_CHARS_MAX && !/[\n`|*#$]|\]\(/.test(text);
}

const STEPS = "steps";

/** What the built-in model says besides naming the steps that it is at: those are told by the acts themselves. */
function withoutSteps(text: string): string {
  const lines = text.split("\n").filter((line) => !/^Step \d+: /.test(line));
  return lines.join("\n").trim();
}

function take(draft: Draft, { seq, at, event }: Recorded): void {
  const { view } = draft;
  view.seq = seq;
  view.at = at;
  view.beganAt ||= at;
  const handler = HANDLERS[event.type] as
    | ((draft: Draft, event: ev.SessionEvent, seq: number, at: number) => void)
    | undefined;
  handler?.(draft, event, seq, at);
}

type Handlers = {
  [T in ev.SessionEvent["type"]]?: (
    draft: Draft,
    event: Extract<ev.SessionEvent, { type: T }>,
    seq: number,
    at: number,
  ) => void;
};

const mark = (draft: Draft, what: MarkItem["what"], seq: number, at: number, by = "", text = ""): void =>
  add(draft, { kind: "mark", what, seq, at, by, text });

const HANDLERS: Handlers = {
  session_started({ view }, event) {
    view.started = event;
    view.limits = event.limits;
  },

  limits_changed(draft, event, seq, at) {
    draft.view.limits = event.limits;
    if (draft.view.outcome?.kind === "limit") {
      draft.view.outcome = null;
      draft.view.said = true;
    }
    mark(draft, "limits", seq, at, event.by);
  },

  said(draft, event, seq, at) {
    const { view } = draft;
    if (view.outcome || !view.said) {
      view.saidAt = at;
      view.saidSteps = view.spent.steps;
    }
    if (view.outcome) {
      view.outcome = null;
      view.stopping = false;
    }
    view.said = true;
    add(draft, { kind: "said", seq, at, parts: event.parts, command: event.command, by: event.by });
  },

  noticed(draft, event, seq, at) {
    add(draft, { kind: "notice", seq, at, topic: event.topic, text: textOf(event.parts) });
  },

  warned(draft, event, seq, at) {
    add(draft, { kind: "notice", seq, at, topic: event.topic, text: event.text });
  },

  driver_attached({ view }) {
    view.modelAsked = false;
    view.pendingTurn = null;
  },

  desk_ready({ view }, event, _seq, at) {
    view.desk = event;
    view.deskAt = at;
  },

  model_asked({ view }, event) {
    const { model, effort, rule, pictures, cleared, changed } = event;
    view.modelAsked = true;
    view.pendingTurn = { model, effort, rule, pictures, cleared, changed };
    view.contextTokens = event.context_tokens || view.contextTokens;
    view.dayCost = event.day_cost_usd;
    view.spent = { ...view.spent, modelCalls: view.spent.modelCalls + 1 };
  },

  model_replied: replied,

  compacted(draft, event, seq, at) {
    pay(draft.view, event.usage, event.took_s);
    draft.view.filledTokens = 0;
    if (event.messages) mark(draft, "compacted", seq, at, event.by, textOf(event.digest));
  },

  call_judged(draft, event) {
    const place = placeOf(draft.view, event.call);
    const step = draft.view.steps[place];
    if (!step) return;
    lapse(draft, step.question);
    const status = step.status === "held" ? "held" : "planned";
    changeStep(draft, place, { verdicts: [...step.verdicts, event.verdict], question: "", status });
  },

  asked,
  answered,

  remembered(draft, event) {
    const place = draft.view.questions.findLastIndex((each) => each.id === event.question);
    changeQuestion(draft, place, { remembered: event.rule });
  },

  suspected(draft, event, seq, at) {
    const place = placeOf(draft.view, event.call);
    const step = draft.view.steps[place];
    if (step) changeStep(draft, place, { suspected: [...step.suspected, event] });
    add(draft, { kind: "suspected", seq, at, event });
  },

  requests_held(draft, event) {
    const place = placeOf(draft.view, event.call);
    changeStep(draft, place, { status: "held", held: event.requests, content: event.content, details: event.details });
  },

  requests_settled(draft, event) {
    changeStep(draft, placeOf(draft.view, event.call), { sent: event.sent });
  },

  call_started(draft, event, _seq, at) {
    const place = placeOf(draft.view, event.call);
    const step = draft.view.steps[place];
    if (!step) return;
    lapse(draft, step.question);
    changeStep(draft, place, { status: "running", startedAt: event.at || at, question: "", before: draft.view.screen });
  },

  call_finished: finished,

  control_taken(draft, event, seq, at) {
    draft.view.control = { by: event.by, at };
    mark(draft, "control_taken", seq, at, event.by);
  },

  control_returned(draft, event, seq, at) {
    draft.view.control = null;
    mark(draft, "control_returned", seq, at, event.by, event.words);
  },

  paused(draft, { by }, seq, at) {
    draft.view.paused = true;
    mark(draft, "paused", seq, at, by);
  },

  continued(draft, { by }, seq, at) {
    draft.view.paused = false;
    mark(draft, "continued", seq, at, by);
  },

  stop_asked(draft, event, seq, at) {
    const { view } = draft;
    if (view.outcome || !(view.said || view.open.length)) return;
    view.stopping = true;
    view.paused = false;
    mark(draft, "stop", seq, at, event.by, event.reason);
  },

  command_ignored(draft, event, seq, at) {
    mark(draft, "ignored", seq, at, "", event.reason);
  },

  snapshot_taken(draft, event, seq, at) {
    own(draft, "snapshots").push({ id: event.snapshot, seq, at, label: event.label, pages: event.pages });
  },

  forked(draft, event, seq, at) {
    // What was used so far was used in the other session; the work rests until it is told how to go on.
    const { view } = draft;
    lapse(draft, view.questions[view.asking]?.id ?? "");
    for (const place of view.open) changeStep(draft, place, { status: "skipped", question: "" });
    Object.assign(view, { open: [], said: false, outcome: null, paused: false, stopping: false, control: null });
    view.spent = EMPTY.spent;
    mark(draft, "forked", seq, at, event.by, event.source);
  },

  concluded(draft, event, seq, at) {
    const { view } = draft;
    for (const place of view.open) {
      lapse(draft, view.steps[place]?.question ?? "");
      changeStep(draft, place, { status: "skipped", question: "" });
    }
    view.outcome = event.outcome;
    view.open = [];
    view.said = false;
    view.stopping = false;
    view.modelAsked = false;
    const [steps, tookS] = [view.spent.steps - view.saidSteps, at - (view.saidAt || view.beganAt)];
    add(draft, { kind: "outcome", seq, at, outcome: event.outcome, steps, tookS });
  },
};

function pay(view: Mutable<SessionView>, usage: ev.Usage, tookS: number, waitedS = 0): void {
  const { spent } = view;
  view.dayCost += usage.cost_usd ?? 0;
  view.spent = {
    ...spent,
    cost: spent.cost + (usage.cost_usd ?? 0),
    costKnown: spent.costKnown && usage.cost_usd !== null,
    workS: spent.workS + tookS,
    waitedS: spent.waitedS + waitedS,
    input: spent.input + usage.input_tokens,
    output: spent.output + usage.output_tokens,
    cacheRead: spent.cacheRead + usage.cache_read_tokens,
    cacheWrite: spent.cacheWrite + usage.cache_write_tokens,
  };
}

function replied(draft: Draft, event: ev.ModelReplied, seq: number, at: number): void {
  const { view } = draft;
  const { reply } = event;
  const turn = view.turns.length;
  addTurn(draft, event, seq, at);
  pay(view, reply.usage, event.took_s, reply.waited_s);
  view.modelAsked = false;
  view.pendingTurn = null;
  view.filledTokens = reply.usage.input_tokens + reply.usage.output_tokens || view.filledTokens;

  const runs = reply.stop_reason === "end_turn" || reply.stop_reason === "calls";
  const calls = runs ? reply.calls : [];
  const text = reply.model === STEPS ? withoutSteps(reply.text) : reply.text.trim();
  const narrates = calls.length > 0 && isNarration(text);
  if (!narrates) addWords(draft, reply, text, { turn, seq, at });
  plan(draft, calls, { turn, seq, at, text: narrates ? text : "" });
}

/** What the model said, or why it said nothing more. */
function addWords(
  draft: Draft,
  reply: ev.Reply,
  text: string,
  placed: { turn: number; seq: number; at: number },
): void {
  const { stop_reason: stop } = reply;
  const error = stop === "failed" || stop === "refused" ? reply.error || stop : "";
  const cut = stop === "interrupted" || stop === "limit";
  if (text || error) add(draft, { kind: "reply", ...placed, text, cut, error });
}

function addTurn(draft: Draft, { reply, took_s }: ev.ModelReplied, seq: number, at: number): void {
  const { view } = draft;
  const asked = view.pendingTurn;
  own(draft, "turns").push({
    number: view.turns.length + 1,
    seq,
    at,
    model: reply.model || asked?.model || "",
    effort: asked?.effort ?? "",
    rule: asked?.rule ?? "",
    text: reply.text,
    error: reply.error,
    calls: reply.calls.length,
    usage: reply.usage,
    tookS: took_s,
    waitedS: reply.waited_s,
    turnedAway: reply.turned_away,
    pictures: asked?.pictures ?? 0,
    cleared: asked?.cleared ?? 0,
    contextTokens: view.contextTokens,
    changed: asked?.changed ?? "",
  });
}

/** Calls that stand elsewhere in the conversation than among the acts. */
const SHOWN_ELSEWHERE = new Set(["ask_person", "finish"]);

function plan(
  draft: Draft,
  calls: readonly ev.Call[],
  { turn, seq, at, text }: { turn: number; seq: number; at: number; text: string },
): void {
  const { view } = draft;
  const steps = own(draft, "steps");
  const first = steps.length;
  for (const call of calls) {
    steps.push({
      number: steps.length + 1,
      call,
      turn,
      seq,
      endSeq: 0,
      at,
      startedAt: 0,
      finishedAt: 0,
      tookS: 0,
      status: "planned",
      verdicts: [],
      question: "",
      content: [],
      details: {},
      before: null,
      after: null,
      held: [],
      sent: null,
      suspected: [],
    });
  }
  view.open = calls.map((_, index) => first + index);
  const shown = view.open.filter((place) => !SHOWN_ELSEWHERE.has(steps[place]?.call.name ?? ""));
  if (shown.length) addChapter(draft, { text, steps: shown }, seq, at);
}

/** Chapters that follow each other with nothing said between them stand together. */
function addChapter(draft: Draft, chapter: Chapter, seq: number, at: number): void {
  const items = own(draft, "items");
  const last = items.at(-1);
  if (last?.kind !== "acts") {
    items.push({ kind: "acts", seq, at, chapters: [chapter] });
    return;
  }
  const grown: ActsItem = { ...last, chapters: [...last.chapters, chapter] };
  items[items.length - 1] = grown;
}

/** A question that is open no more, and was not answered. */
function lapse(draft: Draft, id: string): void {
  const { view } = draft;
  const open = view.questions[view.asking];
  if (!id || open?.id !== id) return;
  changeQuestion(draft, view.asking, { lapsed: true });
  view.asking = -1;
}

function asked(draft: Draft, event: ev.Asked, seq: number, at: number): void {
  const { view } = draft;
  const place = placeOf(view, event.call);
  const step = view.steps[place];
  own(draft, "questions").push({
    id: event.question,
    step: place,
    seq,
    at,
    kind: event.kind,
    text: event.text,
    options: event.options,
    picture: event.picture,
    element: event.element,
    consequence: event.consequence,
    unanswered: event.unanswered,
    patienceS: event.patience_s,
    requests: step?.held.filter((request) => event.requests.includes(request.id)) ?? [],
    answer: "",
    words: "",
    by: "",
    answeredAt: 0,
    remembered: null,
    lapsed: false,
  });
  view.asking = view.questions.length - 1;
  if (step) changeStep(draft, place, { question: event.question, status: "asking" });
  add(draft, { kind: "question", seq, at, question: view.asking });
}

function answered(draft: Draft, event: ev.Answered, _seq: number, at: number): void {
  const { view } = draft;
  const place = view.questions.findLastIndex((each) => each.id === event.question);
  const question = view.questions[place];
  if (!question || question.answer) return;
  const { answer, words, by } = event;
  changeQuestion(draft, place, { answer, words, by, answeredAt: at });
  if (view.asking === place) view.asking = -1;
  const step = view.steps[question.step];
  if (step?.status === "asking") changeStep(draft, question.step, { status: step.held.length ? "held" : "planned" });
  if (question.kind === "approval" && answer === "take_over") view.control = { by, at };
}

function finished(draft: Draft, event: ev.CallFinished, seq: number, at: number): void {
  const { view } = draft;
  const place = placeOf(view, event.call);
  const step = view.steps[place];
  if (!step || !view.open.includes(place)) return;
  const pictured = event.content.find((part) => part.kind === "picture");
  const after = event.screen ?? pictured ?? null;
  lapse(draft, step.question);
  changeStep(draft, place, {
    status: event.status,
    finishedAt: at,
    endSeq: seq,
    tookS: event.took_s,
    content: event.content,
    details: event.details,
    after,
    before: step.before ?? view.screen,
  });
  if (event.screen) view.screen = event.screen;
  else if (pictured && pictured.frame !== null && isWhole(pictured, view)) view.screen = pictured;
  view.open = view.open.filter((each) => each !== place);
  view.spent = { ...view.spent, steps: view.spent.steps + 1, workS: view.spent.workS + event.took_s };
}

function isWhole(picture: ev.PicturePart, view: SessionView): boolean {
  const region = picture.region;
  return !region || !view.desk || (region[2] >= view.desk.width && region[3] >= view.desk.height);
}
