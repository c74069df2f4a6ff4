import { expect, test } from "vitest";
import { fromJson, rowsOf } from "./rows.ts";
import { compare } from "./table.ts";

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
