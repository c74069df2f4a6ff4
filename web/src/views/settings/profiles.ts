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
type Condition = Exclude<keyof Rule, "classes" | "decide" | "why" | "over" | "currency">;
type Told = Words["settings"]["risk"]["conditions"];

/** How each condition is told; "" where a rule does not have it. One that is not listed here does not compile: a rule
 * that is told without its condition would seem to allow more than it does. */
const TOLD: Record<Condition, (rule: Given, told: Told, figures: Figures) => string> = {
  at: ({ at }, told) => (at ? told.at(at) : ""),
  sends_to: ({ sends_to }, told) => (sends_to ? told.sendsTo(sends_to) : ""),
  to: ({ to }, told) => (to?.length ? told.to(to.join(", ")) : ""),
  app: ({ app }, told) => (app ? told.app(app) : ""),
  path: ({ path }, told) => (path ? told.path(path) : ""),
  command: ({ command }, told) => (command ? told.command(command) : ""),
  line: ({ line }, told) => (line ? told.line(line) : ""),
  target: ({ target }, told) => (target ? told.target(target) : ""),
  amount_max: (rule, told, figures) =>
    rule.amount_max == null ? "" : told.most(money(rule.amount_max, rule, figures)),
  amount_above: (rule, told, figures) =>
    rule.amount_above == null ? "" : told.above(money(rule.amount_above, rule, figures)),
  bytes_max: ({ bytes_max }, told, figures) => (bytes_max == null ? "" : told.bytes(figures.bytes(bytes_max))),
  undoable: ({ undoable }, told) => (undoable == null ? "" : undoable ? told.undoable : told.final),
  on_desk: ({ on_desk }, told) => (on_desk ? told.onDesk : ""),
  fills: ({ fills }, told) => (fills ? told.fills : ""),
  waits: ({ waits }, told) => (waits ? told.waits : ""),
  per_hour: ({ per_hour }, told) => (per_hour == null ? "" : told.perHour(per_hour)),
  once: ({ once }, told) => (once ? told.once : ""),
};

const money = (amount: number, { currency = "" }: Given, figures: Figures) =>
  `${figures.count(amount)} ${currency}`.trim();

/** The conditions of a rule, each in a few words. */
export function conditionsOf(rule: Given, words: Words, figures: Figures): string[] {
  const { conditions } = words.settings.risk;
  return Object.values(TOLD)
    .map((tell) => tell(rule, conditions, figures))
    .filter(Boolean);
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
