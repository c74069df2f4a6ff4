// Rows of a file: CSV, TSV, or JSON that is a list of objects or of lists.
import Papa from "papaparse";
import { Failure } from "../program/telling.ts";

export type Cell = string | number | boolean | null;

export interface Rows {
  columns: string[];
  rows: Cell[][];
}

const cell = (value: unknown): Cell =>
  value === undefined || value === null
    ? null
    : typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? value
      : JSON.stringify(value);

/** JSON as it was parsed: a list of objects or lists, or an object that has one under "rows" or "data". */
export function fromJson(value: unknown, path: string): Rows {
  const inside = value as { rows?: unknown; data?: unknown; columns?: unknown } | null;
  const list = Array.isArray(value) ? value : (inside?.rows ?? inside?.data);
  if (!Array.isArray(list)) throw new Failure("compile", "it holds no list of rows.", { path });
  if (Array.isArray(list[0])) {
    const named = Array.isArray(inside?.columns) ? inside.columns.map(String) : null;
    const [head = [], ...rest] = list as unknown[][];
    const rows = (named ? (list as unknown[][]) : rest).map((row) => row.map(cell));
    return { columns: named ?? head.map(String), rows };
  }
  const columns = [...new Set(list.slice(0, 1_000).flatMap((row) => Object.keys(row ?? {})))];
  return { columns, rows: list.map((row: Record<string, unknown>) => columns.map((name) => cell(row?.[name]))) };
}

export function rowsOf(text: string, path: string): Rows {
  if (/\.json$/.test(path) || /^\s*[[{]/.test(text)) {
    try {
      return fromJson(JSON.parse(text), path);
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw new Failure("compile", error instanceof Error ? error.message : String(error), { path });
    }
  }
  const { data } = Papa.parse<string[]>(text.replace(/\uFEFF/, ""), { skipEmptyLines: "greedy" });
  const [columns = [], ...rows] = data;
  return { columns, rows: rows.map((row) => row.map(typed)) };
}

/** A number where it is one and reads back as it was written; a postcode 01234 stays text. */
function typed(text: string): Cell {
  const number = Number(text);
  return text.trim() !== "" && Number.isFinite(number) && !/^0\d/.test(text) ? number : text;
}
