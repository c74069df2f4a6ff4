import { expect, test } from "vitest";
import { heard, TEXT_MAX } from "./protocol.ts";

test("what is no word of the protocol is not heard", () => {
  for (const said of [
    null,
    1,
    "painted",
    [],
    {},
    { type: "toString" },
    { type: "__proto__" },
    { type: "failed", stage: "x" },
  ]) {
    expect(heard(said)).toBeNull();
  }
});

test("words of a stranger are typed and cut to size", () => {
  const text = "x".repeat(TEXT_MAX * 2);
  expect(heard({ type: "console", id: "7", level: "log", text })).toEqual({
    type: "console",
    id: 0,
    level: "log",
    text: text.slice(0, TEXT_MAX),
  });
  expect(heard({ type: "painted", id: 1, ms: Number.NaN, width: 1e300, height: -4 })).toEqual({
    type: "painted",
    id: 1,
    ms: 0,
    width: 1e7,
    height: -4,
  });
  const failed = heard({
    type: "failed",
    id: 1,
    stage: "compile",
    message: {},
    available: Array(1000).fill("a"),
    more: 1,
  });
  expect(failed).toEqual({ type: "failed", id: 1, stage: "compile", message: "", available: Array(200).fill("a") });
});

test("a frame is sealed only when it says exactly that", () => {
  expect(heard({ type: "ready", sealed: "yes" })).toEqual({ type: "ready", sealed: false });
});
