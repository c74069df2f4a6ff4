import { describe, expect, it } from "vitest";
import { figuresOf } from "@/words";
import { en } from "@/words/en";
import { clockOf, conditionsOf, findingsOf, isProfileName, lineOfError, rangeOf, silenceOf } from "./profiles";

const figures = figuresOf("en", en);

describe("what is said about a profile", () => {
  it("finds the line that an error names, in both of the forms that there are", () => {
    expect(lineOfError("the profile's line 4, rule 1: decide = 'alow' is no word for that.")).toBe(4);
    expect(lineOfError("the profile is not valid TOML: Invalid value (at line 2, column 8).")).toBe(2);
    expect(lineOfError("the profile 'x' is based on 'y', which is not there.")).toBe(0);
  });

  it("puts the error and the remarks in the order of their lines", () => {
    const found = findingsOf({
      ok: true,
      error: { code: "invalid", message: "the profile's line 5, name is missing.", hint: "Add it." },
      table: null,
      remarks: [
        { kind: "note", rule: 2, line: 9, words: "b" },
        { kind: "mend", rule: 0, line: 0, words: "a" },
      ],
    });
    expect(found.map((each) => [each.line, each.kind])).toEqual([
      [0, "mend"],
      [5, "error"],
      [9, "note"],
    ]);
    expect(found[1]?.words).toBe("the profile's line 5, name is missing. Add it.");
  });

  it("tells each condition of a rule", () => {
    const rule = { at: "shop.test", amount_max: 50, currency: "EUR", undoable: false, per_hour: 2, once: true };
    expect(conditionsOf(rule, en, figures)).toEqual([
      "at shop.test",
      "up to 50 EUR",
      "where it can't be undone",
      "at most 2 an hour",
      "once an hour for a place",
    ]);
    expect(conditionsOf({}, en, figures)).toEqual([]);
  });

  it("tells what happens when nobody answers", () => {
    expect(silenceOf({ do: "stop", after_s: 600, classes: [] }, en, figures)).toBe(
      "Nobody answers for 10 min: the work ends.",
    );
    expect(silenceOf({ do: "wait", after_s: null, classes: [] }, en, figures)).toContain("the question waits");
  });

  it("knows times, names and lines", () => {
    expect(clockOf(1_325)).toBe("22:05");
    expect(isProfileName("mine-2")).toBe(true);
    expect(isProfileName("../mine")).toBe(false);
    expect(rangeOf("ab\ncde\nf", 2)).toEqual([3, 6]);
    expect(rangeOf("ab", 9)).toEqual([3, 3]);
  });
});
