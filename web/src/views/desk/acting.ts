// What the desk is busy with, in one line. Pure.
import { oneLine, sentence, tell } from "@/session/acts";
import { titleOf } from "@/session/judged";
import { isOver, openQuestion, type Phase, type SessionView, type Step } from "@/session/view";
import type { Words } from "@/words";
import { isNowhere, placeOf } from "../timeline/places";

export interface Acting {
  /** ask: a person is waited for. now: it is being done. past: the last thing done. */
  kind: "ask" | "now" | "think" | "past" | "none";
  text: string;
  where: string;
  step: Step | null;
}

const NOTHING: Acting = { kind: "none", text: "", where: "", step: null };

const isScreenStep = (step: Step): boolean => step.call.name !== "finish" && step.call.name !== "ask_person";

export function lastStep(view: SessionView): Step | null {
  return view.steps.findLast((step) => isScreenStep(step) && (step.startedAt > 0 || step.finishedAt > 0)) ?? null;
}

const MARKED_BACK = 8;

/** The step that is marked on the live picture: the one a question is about, else the last that acted somewhere on it. */
export function markedStep(view: SessionView): Step | null {
  const question = openQuestion(view);
  if (question) return view.steps[question.step] ?? null;
  const least = Math.max(0, view.steps.length - MARKED_BACK);
  const acted = (step: Step) => (step.startedAt > 0 || step.finishedAt > 0) && !isNowhere(placeOf(step));
  return view.steps.slice(least).findLast(acted) ?? null;
}

export function actingOf(view: SessionView, phase: Phase, words: Words): Acting {
  const question = openQuestion(view);
  if (question) {
    const step = view.steps[question.step] ?? null;
    return { kind: "ask", text: oneLine(titleOf(question, view, words)), where: "", step };
  }
  if (view.control) return NOTHING;
  const step = lastStep(view);
  const told = step ? { text: oneLine(sentence(step, words)), where: tell(step, words).where, step } : NOTHING;
  if (step?.status === "running" || step?.status === "held") return { ...told, kind: "now" };
  if (!isOver(phase) && view.modelAsked) return { ...told, kind: "think" };
  return step ? { ...told, kind: "past" } : NOTHING;
}
