// The limits of a session as a form: what is written, what it means, what is wrong with it. Pure.
import type { Limits } from "@/api/events";
import type { Spent } from "@/session/view";

export type LimitName = keyof Limits;

export const LIMIT_NAMES = [
  "cost_usd_max",
  "steps_max",
  "model_calls_max",
  "work_s_max",
  "day_cost_usd_max",
  "step_cost_usd_warn",
] as const satisfies readonly LimitName[];

export type Unit = "usd" | "count" | "minutes";

export const UNITS: Record<LimitName, Unit> = {
  cost_usd_max: "usd",
  steps_max: "count",
  model_calls_max: "count",
  work_s_max: "minutes",
  day_cost_usd_max: "usd",
  step_cost_usd_warn: "usd",
};

/** A limit as it is written into its field; "" for none. Time is written in minutes. */
export function written(name: LimitName, limits: Limits | null): string {
  const value = limits?.[name];
  if (value == null) return "";
  return String(UNITS[name] === "minutes" ? Number((value / 60).toFixed(2)) : value);
}

/** What was written, as the limit: null for none, undefined for what is no number that can be used. */
export function readLimit(name: LimitName, text: string): number | null | undefined {
  const given = text.trim().replace(",", ".");
  if (!given) return null;
  const value = Number(given);
  if (!Number.isFinite(value) || value < 0 || !/^[\d.]+$/.test(given)) return undefined;
  if (UNITS[name] === "count") return Number.isInteger(value) ? value : undefined;
  return UNITS[name] === "minutes" ? Math.round(value * 60) : value;
}

/** How much of what a limit is about was used so far; null where nothing is counted. */
export function usedOf(name: LimitName, spent: Spent, dayCost: number): number | null {
  const used: Partial<Record<LimitName, number>> = {
    cost_usd_max: spent.cost,
    steps_max: spent.steps,
    model_calls_max: spent.modelCalls,
    work_s_max: spent.workS,
    day_cost_usd_max: dayCost,
  };
  return used[name] ?? null;
}
