import { describe, expect, it } from "vitest";
import { en } from "./en";
import { figuresOf } from "./index";
import { zh } from "./zh";

/** Every word with its place: "acts.clicked.0". Functions are called with something, since their words matter too. */
function wordsIn(value: unknown, place = ""): [string, string][] {
  if (typeof value === "string") return [[place, value]];
  if (typeof value === "function") return [[place, String(value("#", "#", "#"))]];
  return Object.entries(value as object).flatMap(([name, inner]) => wordsIn(inner, place ? `${place}.${name}` : name));
}

const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();

describe("the words", () => {
  const [english, chinese] = [wordsIn(en), new Map(wordsIn(zh))];

  it("are all there in Chinese, with the same gaps", () => {
    const lacking = english.filter(([place, text]) => {
      const other = chinese.get(place);
      return !other || holes(other).join() !== holes(text).join();
    });
    expect(lacking).toEqual([]);
  });
});

describe("figures", () => {
  const figures = figuresOf("en", en);

  it.each([
    [0, "$0.00"],
    [0.0034, "$0.0034"],
    [0.11, "$0.11"],
    [2, "$2.00"],
  ])("money %d is %s", (usd, told) => expect(figures.money(usd)).toBe(told));

  it.each([
    [0.24, "0.2 s"],
    [12, "12 s"],
    [192, "3 min"],
    [3_720, "1 h 2 min"],
  ])("a span of %d s is %s", (s, told) => expect(figures.seconds(s)).toBe(told));

  it("tokens are short", () => expect(figures.tokens(38_400)).toBe("38.4k"));
});
