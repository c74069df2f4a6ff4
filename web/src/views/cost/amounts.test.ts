import { describe, expect, it } from "vitest";
import type { Amount } from "@/api/http";
import { EMPTY, type Turn } from "@/session/view";
import { byModel, cacheShare, columnsOf, piecesOf, todayHere, topOf } from "./amounts";
import { readLimit, usedOf, written } from "./limits";

const amount = (cost_usd: number, requests = 1): Amount => ({
  requests,
  input_tokens: 10,
  output_tokens: 2,
  cache_read_tokens: 5,
  cache_write_tokens: 0,
  cost_usd,
  cost_known: true,
});

describe("amounts", () => {
  it("takes a request apart into what came from the cache, what was read anew and what was written", () => {
    const usage = {
      input_tokens: 1_000,
      output_tokens: 50,
      cache_read_tokens: 900,
      cache_write_tokens: 0,
      cost_usd: 0.02,
    };
    const turn = { usage, tookS: 3, waitedS: 2 } as Turn;
    expect(piecesOf(turn, "tokens").map((each) => each.value)).toEqual([900, 100, 50]);
    expect(piecesOf(turn, "cost")).toEqual([{ kind: "plain", value: 0.02 }]);
    expect(piecesOf(turn, "time").map((each) => each.value)).toEqual([3, 2]);
  });

  it("knows no share of the cache before anything was read", () => {
    expect(cacheShare({ input: 0, cacheRead: 0 })).toBeNull();
    expect(cacheShare({ input: 300, cacheRead: 273 })).toBe(91);
  });

  it.each([
    [0, 1],
    [0.0034, 0.005],
    [0.1, 0.1],
    [3, 5],
    [7, 10],
    [200, 200],
  ])("a scale for %d ends at %d", (most, top) => expect(topOf(most)).toBeCloseTo(top, 10));

  it("has a column for each day, also over the end of a month, and leaves out what is older", () => {
    const days = [
      { day: "2026-10-30", model: "a", amount: amount(9) },
      { day: "2026-11-01", model: "a", amount: amount(1) },
      { day: "2026-11-01", model: "b", amount: amount(2) },
    ];
    const columns = columnsOf(days, 2, "2026-11-01");
    expect(columns.map((each) => [each.day, each.cost])).toEqual([
      ["2026-10-31", 0],
      ["2026-11-01", 3],
    ]);
  });

  it("adds up each model, the dearest first", () => {
    const days = [
      { day: "2026-11-01", model: "a", amount: amount(1) },
      { day: "2026-11-02", model: "b", amount: amount(3) },
      { day: "2026-11-03", model: "a", amount: amount(1) },
    ];
    expect(byModel(days).map(([model, { cost_usd, requests }]) => [model, cost_usd, requests])).toEqual([
      ["b", 3, 1],
      ["a", 2, 2],
    ]);
  });

  it("takes today from the clock of the browser", () =>
    expect(todayHere(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05"));
});

describe("limits", () => {
  const limits = {
    steps_max: 60,
    model_calls_max: null,
    cost_usd_max: 2,
    work_s_max: 1_800,
    day_cost_usd_max: null,
    step_cost_usd_warn: null,
  };

  it("are written in the units of people", () => {
    expect(written("work_s_max", limits)).toBe("30");
    expect(written("cost_usd_max", limits)).toBe("2");
    expect(written("model_calls_max", limits)).toBe("");
    expect(written("steps_max", null)).toBe("");
  });

  it("are read back, and what is no number is not guessed at", () => {
    expect(readLimit("work_s_max", "1.5")).toBe(90);
    expect(readLimit("cost_usd_max", "0,5")).toBe(0.5);
    expect(readLimit("cost_usd_max", " ")).toBeNull();
    expect(readLimit("steps_max", "2.5")).toBeUndefined();
    expect(readLimit("cost_usd_max", "-1")).toBeUndefined();
    expect(readLimit("cost_usd_max", "1e3")).toBeUndefined();
    expect(readLimit("cost_usd_max", "lots")).toBeUndefined();
  });

  it("are compared with what was used", () => {
    const spent = { ...EMPTY.spent, cost: 0.4, steps: 3 };
    expect(usedOf("cost_usd_max", spent, 7)).toBe(0.4);
    expect(usedOf("day_cost_usd_max", spent, 7)).toBe(7);
    expect(usedOf("step_cost_usd_warn", spent, 7)).toBeNull();
  });
});
