// Vega-Lite, as far as it is a single mark over values that stand in it. As src/deskhand/artifacts/charting/vega.py.
import { type Label, label, listed, number, type Plan, quoted, Unfit, wordsOf } from "./plan.ts";

type Said = Record<string, unknown>;

const MARKS: Record<string, string> = {
  bar: "bar",
  line: "line",
  trail: "line",
  area: "area",
  arc: "pie",
  point: "scatter",
  circle: "scatter",
  square: "scatter",
};
const BEYOND = ["layer", "hconcat", "vconcat", "concat", "facet", "repeat", "transform"];
/** What draws two values at one place as two. */
const APART = new Set(["line", "scatter"]);
const sum = (values: number[]) => values.reduce((whole, each) => whole + each, 0);
const SUMS: Record<string, (values: number[]) => number> = {
  sum,
  mean: (values) => sum(values) / values.length,
  average: (values) => sum(values) / values.length,
  min: (values) => values.reduce((least, each) => Math.min(least, each)),
  max: (values) => values.reduce((most, each) => Math.max(most, each)),
};

const isObject = (value: unknown): value is Said =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isMeasure = (channel: Said) => channel.type === "quantitative" || "aggregate" in channel;

export function fromVega(given: Said): Plan {
  const beyond = BEYOND.find((name) => name in given);
  if (beyond) throw new Unfit(`Vega-Lite's ${quoted(beyond)} is not drawn here; write one mark over values`);
  const named = String(isObject(given.mark) ? given.mark.type : given.mark);
  const asked = Object.hasOwn(MARKS, named) ? MARKS[named] : undefined;
  if (!asked) {
    const marks = Object.keys(MARKS).join(", ");
    throw new Unfit(`Vega-Lite's mark ${quoted(named)} is not drawn here; the marks are ${marks}`);
  }
  const values = isObject(given.data) ? given.data.values : given.data;
  if (!Array.isArray(values) || !values.every(isObject)) {
    throw new Unfit('its data must stand in it, as "data": {"values": [{...}]}: nothing is fetched');
  }
  const encoding = isObject(given.encoding) ? given.encoding : {};
  const channel = (name: string): Said => (isObject(encoding[name]) ? (encoding[name] as Said) : {});
  const pie = asked === "pie";
  let [x, y] = pie ? [channel("color"), channel("theta")] : [channel("x"), channel("y")];
  if (asked === "bar" && isMeasure(x) && !isMeasure(y)) [x, y] = [y, x];
  return pivot(asked, wordsOf(given.title), values, x, y, pie ? {} : channel("color"));
}

function mustBeThere(rows: Said[], fields: unknown[]): void {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lacking = fields.find((field) => field !== undefined && !names.includes(String(field)));
  if (lacking !== undefined) throw new Unfit(`there is no field ${quoted(lacking)}; the fields are: ${listed(names)}`);
}

function pivot(asked: string, title: string, rows: Said[], x: Said, y: Said, colour: Said): Plan {
  const [across, up, aside] = [x.field, y.field, colour.field];
  const counts = y.aggregate === "count";
  mustBeThere(rows, counts ? [across, aside] : [across ?? "", up ?? "", aside]);
  const whole = String(y.title || (counts ? "count" : up));
  const apart = APART.has(asked) && aside === undefined && !("aggregate" in y);
  const of = (row: Said, field: unknown) => (field === undefined ? "" : label(row[String(field)]));
  const cells = new Map<unknown, Cell>();
  rows.forEach((row, place) => {
    const key = apart ? place : of(row, across);
    const cell = cells.get(key) ?? { label: of(row, across), values: new Map<string, number[]>() };
    cells.set(key, cell);
    const value = counts ? 1 : number(row[String(up)], String(up));
    const name = aside === undefined ? whole : String(of(row, aside));
    if (value !== null) cell.values.set(name, [...(cell.values.get(name) ?? []), value]);
  });
  const all = [...cells.values()];
  const found = [...new Set(all.flatMap(({ values }) => [...values.keys()]))];
  return {
    asked,
    title,
    x: String(x.title || across || ""),
    labels: all.map((cell) => cell.label),
    series: totals(found.length ? found : [whole], all, totalOf(y.aggregate)),
  };
}

interface Cell {
  label: Label;
  values: Map<string, number[]>;
}

function totals(names: string[], cells: Cell[], total: (values: number[]) => number): Plan["series"] {
  const of = (cell: Cell, name: string) => {
    const values = cell.values.get(name);
    return values ? total(values) : null;
  };
  return names.map((name) => [name, cells.map((cell) => of(cell, name))]);
}

function totalOf(aggregate: unknown): (values: number[]) => number {
  if (aggregate === undefined || aggregate === null || aggregate === "count") return sum;
  const total = SUMS[String(aggregate)];
  if (!total) {
    const there = Object.keys(SUMS).join(", ");
    throw new Unfit(`Vega-Lite's aggregate ${quoted(aggregate)} is not drawn here; write ${there}`);
  }
  return total;
}
