// What is drawn of a chart, and the names that kinds of charts go by. As src/deskhand/artifacts/charting/plan.py.

export type Label = string | number | null;

export interface Plan {
  /** The type as it was named, in small letters. */
  asked: string;
  title: string;
  /** The name of the axis. */
  x: string;
  labels: Label[];
  series: [name: string, numbers: (number | null)[]][];
}

/** What is wrong with a chart, as the rest of a sentence. */
export class Unfit extends Error {}

/** A name of a type -> the form of the five that it is, or comes nearest to. */
export const TYPES: Record<string, "bar" | "line" | "area" | "pie" | "scatter"> = {
  bar: "bar",
  column: "bar",
  line: "line",
  radar: "line",
  area: "area",
  pie: "pie",
  doughnut: "pie",
  donut: "pie",
  polararea: "pie",
  scatter: "scatter",
  bubble: "scatter",
};
const SAME: Record<string, string> = { column: "bar", donut: "doughnut" };
const NUMBER_MAX = 1e300;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

export const quoted = (value: unknown): string => `'${String(value).slice(0, 40)}'`;
export const listed = (names: readonly string[]): string =>
  names
    .slice(0, 30)
    .map((name) => name.slice(0, 40))
    .join(", ");

export function typeOf(given: unknown): string {
  const named = String(given || "bar").toLowerCase();
  const asked = SAME[named] ?? named;
  if (!Object.hasOwn(TYPES, asked)) {
    const there = Object.keys(TYPES).filter((name) => !Object.hasOwn(SAME, name));
    throw new Unfit(`there is no type ${quoted(given)}; the types are ${there.join(", ")}`);
  }
  return asked;
}

/** A number, also one in quotes; null where there is none. Throws Unfit for what is no number. */
export function number(value: unknown, name: string): number | null {
  if (value === null || value === undefined || value === "") return null;
  const read = typeof value === "string" && NUMBER.test(value.trim()) ? Number(value) : value;
  if (typeof read !== "number") throw new Unfit(`${quoted(name)} holds ${quoted(label(value))}, which is no number`);
  if (!(Math.abs(read) <= NUMBER_MAX)) throw new Unfit(`${quoted(name)} holds a number that is too large`);
  return read;
}

export function numeric(value: unknown): boolean {
  try {
    return number(value, "") !== null;
  } catch {
    return false;
  }
}

export function label(value: unknown): Label {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number") return value;
  if (Array.isArray(value)) return value.map((each) => String(label(each))).join(" ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A title, which may be one of several lines. */
export function wordsOf(value: unknown): string {
  const words = typeof value === "object" && value !== null && "text" in value ? value.text : value;
  if (Array.isArray(words)) return words.map(String).join(" ");
  return typeof words === "object" ? "" : String(words ?? "");
}
