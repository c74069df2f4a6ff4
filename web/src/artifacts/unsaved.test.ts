import { describe, expect, it } from "vitest";
import { afterSaving, changed, clashesOf, keepUnsaved, unsavedOf, withUnsaved } from "./unsaved";

const WAS = { "a.md": "one", "b.md": "two" };

describe("what is not saved", () => {
  it("holds the files that were changed, and nothing when all is as it was", () => {
    const once = changed(null, 3, WAS, "a.md", "one!");
    expect(once).toEqual({ base: 3, files: { "a.md": "one!" } });
    const twice = changed(once, 4, WAS, "b.md", "two!");
    expect(twice?.base).toBe(3);
    expect(withUnsaved(WAS, twice)).toEqual({ "a.md": "one!", "b.md": "two!" });
    expect(changed(once, 3, WAS, "a.md", "one")).toBeNull();
  });

  it("is what was typed since, after it was saved", () => {
    const now = { base: 3, files: { "a.md": "one! and more", "b.md": "two!" } };
    expect(afterSaving(now, { "a.md": "one!", "b.md": "two!" }, 4)).toEqual({
      base: 4,
      files: { "a.md": "one! and more" },
    });
    expect(afterSaving({ base: 3, files: { "a.md": "x" } }, { "a.md": "x" }, 4)).toBeNull();
  });

  it("is in this browser, artifact by artifact", () => {
    keepUnsaved("a-x-1", { base: 1, files: { "a.md": "kept" } });
    expect(JSON.parse(localStorage.getItem("deskhand.unsaved.a-x-1") ?? "")).toEqual(unsavedOf("a-x-1"));
    expect(unsavedOf("a-x-2")).toBeNull();
    keepUnsaved("a-x-1", null);
    expect(localStorage.getItem("deskhand.unsaved.a-x-1")).toBeNull();
  });

  it("passes over what is in the storage and is none", () => {
    localStorage.setItem("deskhand.unsaved.a-y-1", "{}");
    localStorage.setItem("deskhand.unsaved.a-y-2", "no json");
    expect([unsavedOf("a-y-1"), unsavedOf("a-y-2")]).toEqual([null, null]);
  });
});

describe("two who change the same", () => {
  const mine = { base: 1, files: { "a.md": "mine" } };

  it("clash only in a file that both changed, differently", () => {
    expect(clashesOf(WAS, { ...WAS, "a.md": "theirs" }, mine)).toEqual([
      { path: "a.md", mine: "mine", theirs: "theirs" },
    ]);
    expect(clashesOf(WAS, { ...WAS, "b.md": "theirs" }, mine)).toEqual([]);
    expect(clashesOf(WAS, { ...WAS, "a.md": "mine" }, mine)).toEqual([]);
  });

  it("clash over a file that one took away", () => {
    expect(clashesOf(WAS, { "b.md": "two" }, mine)).toEqual([{ path: "a.md", mine: "mine", theirs: "" }]);
  });
});
