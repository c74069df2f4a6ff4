import { describe, expect, it } from "vitest";
import type { Signal } from "@/api/types";
import { finished, Journal, replied } from "../../tests/journals";
import { heard, journaled, QUIET } from "./live";

const text = (piece: string, offset: number): Signal => ({ kind: "text", about: "draft", text: piece, offset });
const now = (...signals: Signal[]) => signals.reduce(heard, QUIET);

describe("what is under way", () => {
  it("grows by pieces, each at its place", () => {
    expect(now(text("Hel", 0), text("lo", 3)).text).toBe("Hello");
  });

  it("takes a piece twice for once", () => {
    expect(now(text("Hel", 0), text("lo", 3), text("lo", 3)).text).toBe("Hello");
  });

  it("leaves out a piece that does not join on", () => {
    expect(now(text("late", 40)).text).toBe("");
  });

  it("begins anew with a snapshot, whatever was there", () => {
    const snapshot: Signal = {
      kind: "snapshot",
      drafts: [{ kind: "text", about: "draft", text: "All" }],
      wait: "limit",
    };
    expect(now(text("x", 0), snapshot)).toMatchObject({ text: "All", wait: "limit" });
  });

  it("is no draft any more once it is journaled", () => {
    const live = now(text("Hello", 0), { kind: "output", about: "c1", text: "line", offset: 0 });
    expect(journaled(live, new Journal().add(replied("Hello")).events)).toMatchObject({
      text: "",
      output: { c1: "line" },
    });
    expect(journaled(live, new Journal().add(finished("c1")).events).output).toEqual({});
  });

  it("tells why nothing moves until something does", () => {
    const waits = heard(QUIET, { kind: "wait", about: "", text: "the limit of a minute" });
    expect(waits.wait).toBe("the limit of a minute");
    expect(heard(waits, text("Hi", 0)).wait).toBe("");
    expect(heard(waits, { kind: "clear" })).toBe(QUIET);
  });
});
