import { expect, test } from "vitest";
import { parts } from "./parts.ts";

test("a long text is divided at ends of lines, and nothing is lost", () => {
  const line = `${"x".repeat(999)}\n`;
  const text = `${line.repeat(200)}the end`;
  const found = parts(text);
  expect(found.join("")).toBe(text);
  expect(found.length).toBe(4);
  expect(found.slice(0, -1).every((part) => part.endsWith("\n") && part.length < 66_000)).toBe(true);
});

test("a line is never cut, and nothing is one part", () => {
  expect(parts("y".repeat(200_000))).toHaveLength(1);
  expect(parts("")).toEqual([""]);
});
