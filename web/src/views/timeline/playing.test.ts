import { describe, expect, it } from "vitest";
import type { Moment } from "./moments";
import { standsFor } from "./playing";

const moment = (at: number, quiet = false): Moment => ({
  key: String(at),
  seq: at,
  at,
  step: 0,
  item: null,
  before: null,
  after: null,
  quiet,
  mark: "",
});

describe("how long a moment stands", () => {
  it("is as long as it lasted, within bounds", () => {
    expect(standsFor(moment(10), moment(11), 1)).toBe(1_000);
    expect(standsFor(moment(10), moment(300), 1)).toBe(1_900);
    expect(standsFor(moment(10), moment(10), 1)).toBe(420);
    expect(standsFor(moment(10), undefined, 1)).toBe(1_900);
  });

  it("is shorter at a higher speed", () => {
    expect(standsFor(moment(10), moment(11), 4)).toBe(250);
  });

  it("is hardly anything for a look that saw nothing new", () => {
    expect(standsFor(moment(10, true), moment(300), 1)).toBeLessThan(200);
  });
});
