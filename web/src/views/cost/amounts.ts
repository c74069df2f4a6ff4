// What requests took, as values for bars and tables. Pure.
import type { Amount, DayAmount } from "@/api/http";
import type { Spent, Turn } from "@/session/view";

export type Measure = "cost" | "tokens" | "time";

/** One part of a bar; `kind` chooses its ground. */
export interface Piece {
  kind: "plain" | "cache" | "wait" | "out";
  value: number;
}

/** The pieces of a bar for one request, from below: money whole; tokens from the cache, anew, written; time, waits. */
export function piecesOf(turn: Turn, measure: Measure): Piece[] {
  const { usage } = turn;
  if (measure === "cost") return [{ kind: "plain", value: usage.cost_usd ?? 0 }];
  if (measure === "time") {
    return [
      { kind: "plain", value: Math.max(0, turn.tookS) },
      { kind: "wait", value: turn.waitedS },
    ];
  }
  return [
    { kind: "cache", value: usage.cache_read_tokens },
    { kind: "plain", value: Math.max(0, usage.input_tokens - usage.cache_read_tokens) },
    { kind: "out", value: usage.output_tokens },
  ];
}

/** How much of what was read came from the cache, in whole percents; null where nothing was read. */
export function cacheShare({ input, cacheRead }: Pick<Spent, "input" | "cacheRead">): number | null {
  return input > 0 ? Math.round((100 * cacheRead) / input) : null;
}

/** The top of a scale that holds `most`: 1, 2 or 5 times a power of ten. 1 for nothing. */
export function topOf(most: number): number {
  if (!(most > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 5, 10].find((each) => each * power >= most * (1 - 1e-9)) ?? 10;
  return step * power;
}

export interface Column {
  day: string;
  amounts: Map<string, Amount>;
  cost: number;
}

/** The last `days` days up to `today` ("2026-11-29"), also those on which nothing was asked. */
export function columnsOf(amounts: readonly DayAmount[], days: number, today: string): Column[] {
  const last = Date.parse(`${today}T00:00:00Z`);
  const columns = Array.from({ length: days }, (_, place): Column => {
    const day = new Date(last - (days - 1 - place) * 86_400_000).toISOString().slice(0, 10);
    return { day, amounts: new Map(), cost: 0 };
  });
  const byDay = new Map(columns.map((each) => [each.day, each]));
  for (const { day, model, amount } of amounts) {
    const column = byDay.get(day);
    if (!column) continue;
    column.amounts.set(model, amount);
    column.cost += amount.cost_usd;
  }
  return columns;
}

const NOTHING: Amount = {
  requests: 0,
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
  cost_usd: 0,
  cost_known: true,
};

export const plus = (a: Amount, b: Amount): Amount => ({
  requests: a.requests + b.requests,
  input_tokens: a.input_tokens + b.input_tokens,
  output_tokens: a.output_tokens + b.output_tokens,
  cache_read_tokens: a.cache_read_tokens + b.cache_read_tokens,
  cache_write_tokens: a.cache_write_tokens + b.cache_write_tokens,
  cost_usd: a.cost_usd + b.cost_usd,
  cost_known: a.cost_known && b.cost_known,
});

/** What each model took altogether, the dearest first. */
export function byModel(amounts: readonly DayAmount[]): [model: string, amount: Amount][] {
  const models = new Map<string, Amount>();
  for (const { model, amount } of amounts) models.set(model, plus(models.get(model) ?? NOTHING, amount));
  return [...models].sort(([a, x], [b, y]) => y.cost_usd - x.cost_usd || y.requests - x.requests || a.localeCompare(b));
}

/** Today where this browser is: "2026-11-29". */
export function todayHere(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
