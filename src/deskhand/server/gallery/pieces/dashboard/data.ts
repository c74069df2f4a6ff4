export type Range = "Day" | "Week" | "Year";

export interface Row {
  at: string;
  Made: number;
  Used: number;
}

/** The same numbers each time. */
function luck(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const bell = (x: number, middle: number, width: number): number => Math.exp(-(((x - middle) / width) ** 2));
const round = (value: number): number => Math.round(value * 100) / 100;

function day(): Row[] {
  const next = luck(7);
  return Array.from({ length: 48 }, (_, half) => {
    const hour = half / 2;
    const cloud = 0.72 + next() * 0.28;
    const Made = hour > 5 && hour < 21 ? 3.5 * bell(hour, 13, 3.6) * cloud : 0;
    const Used = 0.34 + 1.1 * bell(hour, 7.5, 1.2) + 1.7 * bell(hour, 19, 2) + 0.5 * bell(hour, 12.5, 1) + next() * 0.2;
    return { at: `${String(Math.floor(hour)).padStart(2, "0")}:${half % 2 ? "30" : "00"}`, Made: round(Made), Used: round(Used) };
  });
}

function named(names: string[], seed: number, made: (place: number) => number, used: (place: number) => number): Row[] {
  const next = luck(seed);
  return names.map((at, place) => ({
    at,
    Made: round(made(place) * (0.8 + next() * 0.3)),
    Used: round(used(place) * (0.88 + next() * 0.2)),
  }));
}

const WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const YEAR = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function series(range: Range): Row[] {
  if (range === "Day") return day();
  if (range === "Week") return named(WEEK, 11, () => 44, (place) => (place > 4 ? 38 : 30));
  return named(YEAR, 23, (place) => 260 + 1040 * bell(place, 5.6, 2.9), (place) => 1250 - 620 * bell(place, 6.2, 3));
}

export const total = (rows: Row[], name: "Made" | "Used"): number => rows.reduce((sum, row) => sum + row[name], 0);

export const SOURCES = [
  { name: "Roof, at once", share: 46, hue: "var(--sun)" },
  { name: "Battery", share: 27, hue: "var(--store)" },
  { name: "Grid", share: 27, hue: "var(--grid)" },
];

const next = luck(5);
export const DAYS = Array.from({ length: 14 }, (_, place) => ({
  at: `${place + 1}.`,
  Roof: round(11 + next() * 9),
  Battery: round(5 + next() * 5),
  Grid: round(2 + next() * 9),
}));
