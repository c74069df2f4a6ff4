// A chart's text, in any of its forms, as what is drawn: names along an axis, and series of numbers. The rule is that of
// src/deskhand/artifacts/charting; tests/artifacts/charts.json holds both.
import Papa from "papaparse";
import { label, listed, number, numeric, type Plan, quoted, typeOf, Unfit, wordsOf } from "./plan.ts";
import { fromVega } from "./vega.ts";

type Said = Record<string, unknown>;
interface Table {
  names: string[];
  rows: unknown[][];
}

const isObject = (value: unknown): value is Said =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The plan, and the configuration of Chart.js where it was written as one. Throws Unfit. */
export function chartIn(text: string): { plan: Plan; configuration: Said | null } {
  if (!/^\s*[[{]/.test(text)) return { plan: over(separated(text), {}), configuration: null };
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new Unfit(`it is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (isObject(given)) {
    const { data } = given;
    if (isObject(data) && Array.isArray(data.datasets)) return { plan: configured(given, data), configuration: given };
    if ("mark" in given || "encoding" in given) return { plan: fromVega(given), configuration: null };
  }
  return { plan: over(table(given), isObject(given) ? given : {}), configuration: null };
}

function separated(text: string): Table {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {});
  const [names = [], ...rows] = data.filter((row) => row.some(Boolean));
  return { names, rows };
}

function table(given: unknown): Table {
  const outer = isObject(given) ? given : {};
  const rows = Array.isArray(given) ? given : (outer.rows ?? outer.data);
  if (!Array.isArray(rows)) {
    throw new Unfit('it has no "rows", is no configuration of Chart.js, and no chart of Vega-Lite');
  }
  if (rows.every(isObject)) {
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return { names, rows: rows.map((row) => names.map((name) => row[name] ?? null)) };
  }
  if (!rows.every(Array.isArray)) throw new Unfit("rows is no list of objects");
  const named = Array.isArray(outer.columns) ? outer.columns : null;
  return { names: (named ?? rows[0] ?? []).map(String), rows: named ? rows : rows.slice(1) };
}

function over({ names, rows }: Table, given: Said): Plan {
  const asked = typeOf(given.type);
  if (!rows.length) throw new Unfit("it holds no rows");
  const numbers = names.filter((_, place) => rows.some((row) => numeric(row[place])));
  const x = String(given.x || (names.find((name) => !numbers.includes(name)) ?? names[0] ?? ""));
  const ys = (given.y === undefined ? numbers.filter((name) => name !== x) : [given.y].flat()) as string[];
  const lacking = [x, ...ys].find((name) => !names.includes(name));
  if (lacking !== undefined) {
    throw new Unfit(`there is no column ${quoted(lacking)}; the columns are: ${listed(names)}`);
  }
  if (!ys.length) throw new Unfit(`no column has numbers; the columns are: ${listed(names)}`);
  const column = (name: string) => rows.map((row) => row[names.indexOf(name)] ?? null);
  return {
    asked,
    title: wordsOf(given.title),
    x,
    labels: column(x).map(label),
    series: ys.map((name) => [name, column(name).map((value) => number(value, name))]),
  };
}

/** A configuration of Chart.js. Points with an x of their own share the labels of the first series. */
function configured(given: Said, data: Said): Plan {
  const sets = (data.datasets as unknown[]).filter(isObject);
  const [first] = sets;
  if (!first) throw new Unfit("it has no datasets");
  const type = typeOf(given.type || first.type);
  const lists = sets.map((set) => {
    if (!Array.isArray(set.data)) throw new Unfit("a dataset's data is no list");
    return set.data as unknown[];
  });
  const own = Array.isArray(data.labels) && data.labels.length > 0 ? (data.labels as unknown[]) : null;
  const labels = own
    ? [...own]
    : (lists[0] ?? []).map((value, place) => (isObject(value) ? (value.x ?? null) : place + 1));
  const count = Math.max(labels.length, ...lists.map((values) => values.length));
  while (labels.length < count) labels.push(labels.length + 1);
  const series = sets.map((set, place): Plan["series"][number] => {
    const name = String(set.label || `Series ${place + 1}`);
    const values = lists[place] ?? [];
    return [name, labels.map((_, index) => number(height(values[index]), name))];
  });
  const options = isObject(given.options) ? given.options : {};
  const plugins = isObject(options.plugins) ? options.plugins : {};
  return {
    asked: type === "line" && sets.some((set) => set.fill) ? "area" : type,
    title: wordsOf(plugins.title),
    x: "",
    labels: labels.map(label),
    series,
  };
}

function height(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 2 ? value[1] : value;
  return isObject(value) ? value.y : value;
}
