import { describe, expect, it } from "vitest";
import { nearest, pointsBefore, unitsBefore } from "./places.ts";

const TEXT = "a😀b\r\n👩‍👩‍👧 end";

describe("a place in a text", () => {
  it("is counted in whole characters by the server, and comes back as it was", () => {
    expect(pointsBefore(TEXT, 3)).toBe(2);
    expect(unitsBefore(TEXT, 2)).toBe(3);
    for (let points = 0; points <= [...TEXT].length; points += 1) {
      expect(pointsBefore(TEXT, unitsBefore(TEXT, points))).toBe(points);
    }
  });

  it("is found again where its words are, nearest to where they were", () => {
    expect(nearest("one two one", "one", 8)).toBe(8);
    expect(nearest("one two one", "one", 6)).toBe(8);
    expect(nearest("one two one", "one", 1)).toBe(0);
    expect(nearest("one", "two", 0)).toBe(-1);
    expect(nearest("one", "", 0)).toBe(-1);
  });
});
