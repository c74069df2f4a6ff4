// What is known about questions that wait: until when, what they would send, which are new. Pure.
import type { HeldRequest, Touch } from "@/api/events";
import type { Summary } from "@/api/types";
import type { Question } from "@/session/view";

/** How many seconds are left to answer, 0 when the time is up; null when the question waits for ever. */
export function leftOf(question: Pick<Question, "at" | "patienceS" | "unanswered">, now: number): number | null {
  if (question.unanswered === "wait" || question.patienceS === null) return null;
  return Math.max(0, question.at + question.patienceS - now);
}

/** 75 -> "1:15", 3700 -> "1:01:40". */
export function countdown(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (n: number) => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** What the page lists of values: each once, those that say nothing left out. */
export function valuesOf(touch: Touch, requests: readonly HeldRequest[]): [name: string, value: string][] {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(touch.values)) if (value) values.set(name, value);
  const shown = new Set(values.values());
  for (const request of requests) {
    for (const [name, value] of Object.entries(request.fields)) {
      if (value && !values.has(name) && !shown.has(value)) values.set(name, value);
    }
  }
  return [...values];
}

/** The title of the page with how many questions wait. */
export function badged(title: string, count: number): string {
  const plain = title.replace(/^\(\d+\) /, "");
  return count ? `(${count}) ${plain}` : plain;
}

/** The sessions whose question was not known yet, and all questions that are known from now on. */
export function newlyAsked(sessions: readonly Summary[], known: ReadonlySet<string>): [Summary[], Set<string>] {
  const asking = sessions.filter((each) => each.question);
  const fresh = asking.filter((each) => !known.has(each.question?.id ?? ""));
  return [fresh, new Set(asking.map((each) => each.question?.id ?? ""))];
}
