// Questions to a person: asked, answered, or needed no more.
import type * as ev from "@/api/events";
import { add, changeQuestion, changeStep, type Draft, own, placeOf } from "./draft";

/** A question that is open no more, and was not answered. */
export function lapse(draft: Draft, id: string): void {
  const { view } = draft;
  const open = view.questions[view.asking];
  if (!id || open?.id !== id) return;
  changeQuestion(draft, view.asking, { lapsed: true });
  view.asking = -1;
}

export function asked(draft: Draft, event: ev.Asked, seq: number, at: number): void {
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
    verdict: event.kind === "approval" ? (step?.verdicts.at(-1) ?? null) : null,
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

export function answered(draft: Draft, event: ev.Answered, _seq: number, at: number): void {
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
