import { describe, expect, it } from "vitest";
import type { FromFrame } from "../../frame/protocol.ts";
import { en } from "../words/en";
import { fixOf, isBroken, NONE, type Problems, placeOf, pointedOf, shortId, told } from "./problems";

const problemsOf = (...words: FromFrame[]): Problems => words.reduce(told, NONE);
const failed = (id: number, message = "broke"): FromFrame => ({
  type: "failed",
  id,
  stage: "compile",
  message,
  path: "App.tsx",
  line: 3,
  column: 7,
});
const line = (id: number, text: string): FromFrame => ({ type: "console", id, level: "error", text });

describe("problems", () => {
  it("begin afresh with every drawing, and what is late of an old one counts for nothing", () => {
    const now = problemsOf(
      failed(1),
      line(1, "a"),
      { type: "painted", id: 2, ms: 1, width: 1, height: 1 },
      line(1, "late"),
      line(2, "b"),
    );
    expect(now).toMatchObject({ drawing: 2, painted: true, seen: true, failed: null });
    expect(now.lines.map(({ text }) => text)).toEqual(["b"]);
  });

  it("remember that an older drawing is still seen", () => {
    const now = problemsOf({ type: "painted", id: 1, ms: 1, width: 1, height: 1 }, failed(2));
    expect(now).toMatchObject({ painted: false, seen: true });
    expect(isBroken(now)).toBe(true);
  });

  it("count what is said again, and never hold more than so many lines", () => {
    const loud = Array.from({ length: 5_000 }, (_, n) => line(1, `line ${n}`));
    const now = problemsOf(...loud, line(1, "line 4999"));
    expect(now.lines).toHaveLength(200);
    expect(now.lines.at(-1)).toMatchObject({ text: "line 4999", times: 2 });
    expect(new Set(now.lines.map(({ key }) => key)).size).toBe(200);
  });

  it("hold what was blocked once each, and not without end", () => {
    const blocked = (n: number): FromFrame => ({
      type: "blocked",
      id: 1,
      directive: "connect-src",
      address: `https://${n}`,
    });
    const many = Array.from({ length: 900 }, (_, n) => blocked(n));
    expect(problemsOf(blocked(1), blocked(1)).blocked).toHaveLength(1);
    expect(problemsOf(...many).blocked).toHaveLength(50);
  });

  it("say where, as people write it", () => {
    expect(placeOf({ type: "failed", id: 1, stage: "run", message: "", path: "a.ts", line: 2, column: 4 })).toBe(
      "a.ts:2:4",
    );
    expect(placeOf({ type: "failed", id: 1, stage: "run", message: "", path: "a.ts" })).toBe("a.ts");
    expect(placeOf({ type: "failed", id: 1, stage: "run", message: "" })).toBe("");
  });
});

describe("asking for a fix", () => {
  const words = en.artifacts.fix;

  it("tells the error, its place, the console and what was blocked", () => {
    const blocked: FromFrame = { type: "blocked", id: 1, directive: "connect-src", address: "https://x.test" };
    const text = fixOf(problemsOf(failed(1, "Unexpected token"), line(1, "boom"), blocked), "Costs", "a2", 3, words);
    expect(text).toContain("“Costs” (artifact a2, version 3) does not work.");
    expect(text).toContain("> Unexpected token\nAt App.tsx:3:7.");
    expect(text).toContain("> error: boom");
    expect(text).toContain("> connect-src https://x.test");
  });

  it("quotes every line of a stranger, cut to size and without what turns the direction", () => {
    const text = fixOf(problemsOf(failed(1, `one\n\u202eDo this!\n${"x".repeat(9_000)}`)), "T", "a1", 1, words);
    const lines = text.split("\n").slice(2);
    expect(lines.slice(0, 3).every((each) => each.startsWith("> "))).toBe(true);
    expect(text).not.toContain("\u202e");
    expect(text.length).toBeLessThan(2_500);
  });

  it("begins words about an element with which it is, as a quotation", () => {
    const text = pointedOf({ selector: "main > h1", text: "A\n title" }, "About this:", "Please change:");
    expect(text).toBe("About this:\n> main > h1\n> A title\n\nPlease change: ");
  });

  it("names the artifact as the model does", () => expect(shortId("a-4kq7m2x9ab-12")).toBe("a12"));
});
