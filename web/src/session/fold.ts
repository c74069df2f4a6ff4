// fold(view, events) -> view. Pure: the view that is given is never changed, and what an event does not touch is the very
// same object afterwards, so that what shows it need not be drawn again. Lists are copied once a batch, not once an event.
import type * as ev from "@/api/events";
import type { Recorded } from "@/api/types";
import { finished } from "./folding/calls";
import { add, changeQuestion, changeStep, type Draft, mark, own, pay, placeOf, textOf } from "./folding/draft";
import { answered, asked, lapse } from "./folding/questions";
import { called, replied } from "./folding/replies";
import { EMPTY, type SessionView } from "./view";

export { textOf } from "./folding/draft";

/** The view after `events`, which follow what it has seen; those that it has seen already are passed over. */
export function fold(view: SessionView, events: readonly Recorded[]): SessionView {
  const fresh = events.filter((each) => each.seq > view.seq);
  if (!fresh.length) return view;
  const draft: Draft = { view: { ...view }, own: new Set() };
  for (const recorded of fresh) take(draft, recorded);
  return draft.view;
}

export const folded = (events: readonly Recorded[]): SessionView => fold(EMPTY, events);

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
  called,

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
    const status = step.held.length ? "held" : "planned";
    const verdict = step.held.length ? step.verdict : event.verdict;
    changeStep(draft, place, { verdicts: [...step.verdicts, event.verdict], verdict, question: "", status });
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
    const isOwn = (place: number) => !view.steps[place]?.origin;
    for (const place of view.open.filter(isOwn)) {
      lapse(draft, view.steps[place]?.question ?? "");
      changeStep(draft, place, { status: "skipped", question: "" });
    }
    view.outcome = event.outcome;
    view.open = view.open.filter((place) => !isOwn(place));
    view.said = false;
    view.stopping = false;
    view.modelAsked = false;
    const [steps, tookS] = [view.spent.steps - view.saidSteps, at - (view.saidAt || view.beganAt)];
    add(draft, { kind: "outcome", seq, at, outcome: event.outcome, steps, tookS });
  },
};
