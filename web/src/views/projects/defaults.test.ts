import { describe, expect, it } from "vitest";
import { defaultsOf, writtenOf } from "./defaults";

const EMPTY = {
  model: "",
  profile: "",
  desk: { width: null, height: null, locale: null, timezone: null, hosts: null },
};

describe("what a new session of a project gets", () => {
  it("is as the settings have it where nothing is written", () => {
    expect(defaultsOf(writtenOf(EMPTY))).toEqual(EMPTY);
  });

  it("is read as it was written", () => {
    const given = {
      model: "steps",
      profile: "cautious",
      desk: { width: 1280, height: 800, locale: "de_DE", timezone: "Europe/Berlin", hosts: ["a.test", "b.test"] },
    };
    expect(defaultsOf(writtenOf(given))).toEqual(given);
  });

  it("takes sites one a line or with commas, and no size that is none", () => {
    const { desk } = defaultsOf({ ...writtenOf(EMPTY), hosts: " a.test,\nb.test\n\n", width: "wide" });
    expect(desk.hosts).toEqual(["a.test", "b.test"]);
    expect(desk.width).toBeNull();
  });
});
