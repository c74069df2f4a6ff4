import { describe, expect, it } from "vitest";
import type { SessionEvent } from "@/api/events";
import { folded } from "@/session/fold";
import { phaseOf } from "@/session/view";
import { en } from "@/words/en";
import { asked, call, golden, Journal, judged, replied, said, started } from "../../../tests/journals";
import { actingOf } from "./acting";
import { endingOf, waitFor } from "./endings";
import { handsOf } from "./hands";
import { isLeave, KEYS, keysymOf } from "./keys";
import { stillsOf } from "./Strip";
import { BESIDE_MAX, toggled } from "./severally";

describe("whose hands are on the desk", () => {
  const check = (by: string | null, expected: string) =>
    expect(handsOf(by === null ? null : { by }, "ann", "page-one")).toBe(expected);

  it("is told by account and page", () => {
    check(null, "agent");
    check("ann:page-one", "mine");
    check("ann:page-two", "elsewhere");
    check("ann", "loose");
    check("bob:page-one", "other");
    check("bob", "other");
    check("", "other");
  });
});

describe("a broken line to a desk", () => {
  it("is told by its code", () => {
    expect([1001, 1006, 1008, 1012, 1013, 4403, 4404, 4409].map(endingOf)).toEqual([
      "lost",
      "lost",
      "lost",
      "absent",
      "full",
      "refused",
      "refused",
      "replaced",
    ]);
  });

  it("is tried again, later each time, unless a newer page or the server said no", () => {
    expect(waitFor("replaced", 0)).toBeNull();
    expect(waitFor("refused", 0)).toBeNull();
    for (const ending of ["lost", "absent", "full"] as const) {
      const waits = [0, 1, 2, 50].map((tries) => waitFor(ending, tries) ?? 0);
      expect(waits).toEqual([...waits].sort((a, b) => a - b));
      expect(waits.at(-1)).toBeGreaterThan(0);
    }
  });
});

describe("a letter as a key", () => {
  it("has Latin-1's number, or Unicode's", () => {
    expect(keysymOf("a")).toBe(0x61);
    expect(keysymOf("é")).toBe(0xe9);
    expect(keysymOf("中")).toBe(0x01004e2d);
    expect(keysymOf("😀")).toBe(0x0101f600);
    expect(keysymOf("\n")).toBe(KEYS.enter.keysym);
    expect(keysymOf("\u0085")).toBe(0x01000085);
  });
});

describe("the keys that give the keyboard back", () => {
  it("are Ctrl, Alt and the full stop, on any keyboard", () => {
    const pressed = { ctrlKey: true, altKey: true, code: "Period", key: "≥" };
    expect(isLeave(pressed)).toBe(true);
    expect(isLeave({ ...pressed, code: "KeyE", key: "." })).toBe(true);
    expect(isLeave({ ...pressed, altKey: false })).toBe(false);
    expect(isLeave({ ...pressed, code: "KeyV", key: "v" })).toBe(false);
  });
});

describe("what the desk is busy with", () => {
  const open = () =>
    new Journal().add(said("Go."), replied("", [call("a", "computer", { action: "open", target: "http://a.test" })]));
  const acting = (journal: Journal) => {
    const view = folded(journal.events);
    return actingOf(view, phaseOf(view), en);
  };

  it("is nothing before the first step", () => {
    expect(acting(new Journal().add(said("Go."))).kind).toBe("none");
  });

  it("is the step that runs", () => {
    const journal = open().add(started("a"));
    expect(acting(journal)).toMatchObject({ kind: "now", text: "Opening a.test" });
  });

  it("is the question that waits", () => {
    const journal = open().add(judged("a", "ask"), { ...asked("a", "q"), text: "Open\nit?" } as SessionEvent);
    expect(acting(journal)).toMatchObject({ kind: "ask", text: "May it do this?" });
    const own = open().add({ ...asked("a", "q", "question"), text: "Open\nit?" } as SessionEvent);
    expect(acting(own)).toMatchObject({ kind: "ask", text: "Open it?" });
  });
});

describe("the last screens", () => {
  it("are the newest different ones, the oldest first", () => {
    const view = folded(golden());
    const stills = stillsOf(view, 3);
    expect(stills.length).toBeGreaterThan(0);
    expect(stills.map((each) => each.place)).toEqual(stills.map((each) => each.place).sort((a, b) => a - b));
    expect(new Set(stills.map((each) => each.blob)).size).toBe(stills.length);
  });
});

describe("desks beside this one", () => {
  it("come and go one by one, and the oldest makes room", () => {
    expect(toggled(["a"], "b")).toEqual(["a", "b"]);
    expect(toggled(["a", "b"], "a")).toEqual(["b"]);
    const full = Array.from({ length: BESIDE_MAX }, (_, n) => `s${n}`);
    expect(toggled(full, "new")).toEqual([...full.slice(1), "new"]);
  });
});
