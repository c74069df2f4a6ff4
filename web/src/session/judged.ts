// What the judge said, for people: on an English page its own sentences, as they stand on the record; in another language
// worded anew from what it found, with the record's own beside it as evidence.
import { useMemo } from "react";
import type { Touch, Verdict } from "@/api/events";
import type { Summary } from "@/api/types";
import { type Tongue, useSpeech, type Words } from "@/words";
import type { Question as Asked, SessionView } from "./view";

type RiskClass = Touch["classes"][number];
type Question = NonNullable<Summary["question"]>;

/** What people want to hear of first. */
const GRAVEST = [
  "pay",
  "send",
  "delete",
  "submit",
  "take_out",
  "sign_in",
  "personal_data",
  "accept_terms",
  "grant_permission",
  "install",
  "change_settings",
  "bring_in",
  "visit_new",
  "run_code",
] as const satisfies RiskClass[];

/** The gravest of what a call would do, to be asked about by name. */
export const gravestOf = (touch: Touch | undefined) => GRAVEST.find((each) => touch?.classes.includes(each)) ?? "other";

/** What a question asks, in a line: an approval by what would happen, the model's own question in its own words. */
export function titleOf(question: Pick<Asked, "kind" | "text" | "step">, { steps }: SessionView, words: Words): string {
  if (question.kind !== "approval") return question.text;
  return words.questions.may[gravestOf(steps[question.step]?.verdicts.at(-1)?.touch)];
}

const PEOPLE_MAX = 3;

/** A sentence, and the one of the record that it stands for where that is another. */
export interface Told {
  text: string;
  recorded: string;
}

export interface Judged {
  /** What would happen. */
  consequence: (touch: Touch, recorded: string) => Told;
  /** Why it was decided so. */
  reason: (verdict: Verdict) => Told;
  /** A question that waits, in a line of a list: of one of the judge's nothing but its sentence is known there. */
  inShort: (question: Pick<Question, "kind" | "text">) => string;
}

function doesOf(touch: Touch, { judged }: Words): string {
  const gravest = gravestOf(touch);
  const risk = gravest === "other" ? touch.classes[0] : gravest;
  if (!risk) return "";
  const first = touch.to.slice(0, PEOPLE_MAX).join(", ");
  const more = touch.to.length - PEOPLE_MAX;
  const people = more > 0 ? judged.more(first, more) : first || judged.others;
  const to = touch.sends_to || touch.host || touch.app || judged.thisDesk;
  const does = judged.does[risk].replace("{people}", people).replace("{to}", to);
  return touch.amount === null ? does : judged.costs(does, `${touch.amount} ${touch.currency}`.trimEnd());
}

function whyOf({ ground, risk, rule, touch }: Verdict, words: Words): string {
  if (!ground) return doesOf(touch, words);
  const { judged, settings } = words;
  const profile = rule.slice(0, Math.max(0, rule.indexOf(": "))) || judged.unclear;
  return judged.grounds[ground]
    .replace("{profile}", profile)
    .replace("{risk}", risk ? settings.risks[risk] : judged.unclear);
}

export function judgedIn(tongue: Tongue, words: Words): Judged {
  const told = (recorded: string, own: string): Told =>
    tongue === "en" || !own ? { text: recorded || own, recorded: "" } : { text: own, recorded };
  return {
    consequence: (touch, recorded) => told(recorded, doesOf(touch, words)),
    reason: (verdict) => told(verdict.reason, whyOf(verdict, words)),
    inShort: ({ kind, text }) =>
      kind === "approval" && tongue !== "en" ? words.judged.waits : text.replace(/^May the agent do this\? /, ""),
  };
}

export function useJudged(): Judged {
  const { tongue, words } = useSpeech();
  return useMemo(() => judgedIn(tongue, words), [tongue, words]);
}
