import { expect, test } from "vitest";
import { fromJson, rowsOf } from "./rows.ts";
import { split } from "./splitting.ts";
import { compare } from "./table.ts";

test("slides end at a line of dashes, but not in a fence", () => {
  expect(split("# One\n\n---\n\n```yaml\n---\na: 1\n```\n---\nThree")).toEqual([
    "# One",
    "```yaml\n---\na: 1\n```",
    "Three",
  ]);
  expect(split("")).toEqual([""]);
});

test("what stands before the slides about them is none", () => {
  expect(split("---\ntitle: Costs\nauthor:\n\n---\n# One\n---\nTwo")).toEqual(["# One", "Two"]);
  expect(split("---\n# One\n---\nTwo")).toEqual(["# One", "Two"]);
  expect(split("---\n\n---\nTwo")).toEqual(["Two"]);
});

test("rows come of CSV and of JSON", () => {
  expect(rowsOf('name,code,cost\n"a, b",0123,4.5\n中文,,x\n', "a.csv")).toEqual({
    columns: ["name", "code", "cost"],
    rows: [
      ["a, b", "0123", 4.5],
      ["中文", "", "x"],
    ],
  });
  expect(fromJson([{ a: 1 }, { b: [2] }], "a.json")).toEqual({
    columns: ["a", "b"],
    rows: [
      [1, null],
      [null, "[2]"],
    ],
  });
  expect(() => rowsOf('{"a": 1}', "a.json")).toThrow("no list of rows");
});

test("what is empty comes last, numbers by their size", () => {
  expect([10, 9, null, 2, ""].sort(compare).slice(0, 3)).toEqual([2, 9, 10]);
});
