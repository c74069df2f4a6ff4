// What a profile's text and table say, in the words of the page. Pure.
import type { Checked, Rule, Silence } from "@/api/http";
import type { Figures, Words } from "@/words";

/** The line that an error about a profile names, counted from 1; 0 when it names none. */
export function lineOfError(message: string): number {
  const found = /\bline (\d+)/.exec(message);
  return found ? Number(found[1]) : 0;
}

export interface Finding {
  line: number;
  kind: "error" | "mend" | "note";
  words: string;
}

/** What checking a text found, by line; what is about no line first. */
export function findingsOf(checked: Checked): Finding[] {
  const { error, remarks } = checked;
  const found: Finding[] = remarks.map((each) => ({
    line: each.line,
    kind: each.kind === "mend" ? "mend" : "note",
    words: each.words,
  }));
  if (error) {
    const words = [error.message, error.hint].filter(Boolean).join(" ");
    found.push({ line: lineOfError(error.message), kind: "error", words });
  }
  return found.sort((a, b) => a.line - b.line);
}

type Given = Partial<Rule>;

/** The conditions of a rule, each in a few words. */
export function conditionsOf(rule: Given, words: Words, figures: Figures): string[] {
  const { conditions } = words.settings.risk;
  const money = (amount: number) => `${figures.count(amount)} ${rule.currency ?? ""}`.trim();
  const named: [string | undefined, (value: string) => string][] = [
    [rule.at, conditions.at],
    [rule.sends_to, conditions.sendsTo],
    [rule.app, conditions.app],
    [rule.path, conditions.path],
    [rule.command, conditions.command],
    [rule.line, conditions.line],
    [rule.target, conditions.target],
  ];
  const found = named.flatMap(([value, told]) => (value ? [told(value)] : []));
  if (rule.amount_max != null) found.push(conditions.most(money(rule.amount_max)));
  if (rule.amount_above != null) found.push(conditions.above(money(rule.amount_above)));
  if (rule.undoable != null) found.push(rule.undoable ? conditions.undoable : conditions.final);
  if (rule.on_desk) found.push(conditions.onDesk);
  if (rule.fills) found.push(conditions.fills);
  if (rule.per_hour != null) found.push(conditions.perHour(rule.per_hour));
  if (rule.once) found.push(conditions.once);
  return found;
}

/** What happens when nobody answers, in one sentence. */
export function silenceOf(silence: Silence, words: Words, figures: Figures): string {
  const { risk } = words.settings;
  const after = silence.after_s === null ? "" : risk.silenceAfter(figures.span(silence.after_s));
  return risk.silence[silence.do](after);
}

/** 1320 -> "22:00". */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/;
export const isProfileName = (name: string): boolean => NAME.test(name);

/** Where a line begins and ends in a text; lines count from 1. */
export function rangeOf(text: string, line: number): [start: number, end: number] {
  const lines = text.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return [start, start + (lines[line - 1]?.length ?? 0)];
}
