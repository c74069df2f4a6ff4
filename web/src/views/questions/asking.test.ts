import { describe, expect, it } from "vitest";
import type { HeldRequest, Touch } from "@/api/events";
import type { Summary } from "@/api/types";
import { badged, countdown, leftOf, newlyAsked, valuesOf } from "./asking";

const touch = (more: Partial<Touch>) => ({ classes: [], values: {}, ...more }) as unknown as Touch;
const asks = (id: string, question: string) =>
  ({ id, question: question ? { id: question, kind: "approval", text: "" } : null }) as Summary;

describe("a question", () => {
  it("has as long to wait as the profile says, and else for ever", () => {
    expect(leftOf({ at: 100, patienceS: 60, unanswered: "stop" }, 130)).toBe(30);
    expect(leftOf({ at: 100, patienceS: 60, unanswered: "go_on" }, 500)).toBe(0);
    expect(leftOf({ at: 100, patienceS: 60, unanswered: "wait" }, 130)).toBeNull();
    expect(leftOf({ at: 100, patienceS: null, unanswered: "stop" }, 130)).toBeNull();
  });

  it.each([
    [75, "1:15"],
    [59.2, "1:00"],
    [3_700, "1:01:40"],
    [0, "0:00"],
  ])("counts %d s down as %s", (s, told) => expect(countdown(s)).toBe(told));

  it("shows each value once, those of what is held back too", () => {
    const held = { fields: { Merchant: "Lunch", token: "x1", total: "12" } } as unknown as HeldRequest;
    expect(valuesOf(touch({ values: { Merchant: "Lunch", Amount: "12", Note: "" } }), [held])).toEqual([
      ["Merchant", "Lunch"],
      ["Amount", "12"],
      ["token", "x1"],
    ]);
  });
});

describe("questions over all sessions", () => {
  it("are counted in the title, once", () => {
    expect(badged("Deskhand", 2)).toBe("(2) Deskhand");
    expect(badged("(2) Deskhand", 3)).toBe("(3) Deskhand");
    expect(badged("(2) Deskhand", 0)).toBe("Deskhand");
  });

  it("are new once: the same question again is not, another one of the same session is", () => {
    const [first, known] = newlyAsked([asks("a", "q1"), asks("b", "")], new Set());
    expect(first.map((each) => each.id)).toEqual(["a"]);
    expect(newlyAsked([asks("a", "q1")], known)[0]).toEqual([]);
    expect(newlyAsked([asks("a", "q2")], known)[0].map((each) => each.id)).toEqual(["a"]);
  });
});
