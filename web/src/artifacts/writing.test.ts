import { describe, expect, it } from "vitest";
import { newestWriting, writingOf } from "./writing";

const CALL = JSON.stringify({
  command: "create",
  title: 'A "good" title',
  kind: "markdown",
  content: "# 标题 🙂\n```js\nlet a = '\\u0000';\n```\n::: </artifact>",
});

describe("what the model writes", () => {
  it("is whole in the end, whatever it holds", () => {
    expect(writingOf("c", CALL)).toEqual({
      call: "c",
      id: "",
      title: 'A "good" title',
      kind: "markdown",
      entry: "document.md",
      files: { "document.md": "# 标题 🙂\n```js\nlet a = '\\u0000';\n```\n::: </artifact>" },
    });
  });

  it("only grows, wherever it is cut", () => {
    const whole = writingOf("c", CALL)?.files["document.md"] ?? "";
    let before = "";
    for (let length = 1; length <= CALL.length; length += 1) {
      const writing = writingOf("c", CALL.slice(0, length));
      const text = writing?.files["document.md"] ?? "";
      // A letter of two halves may be cut between them; the next piece mends it.
      const sound = /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
      expect(whole.startsWith(sound)).toBe(true);
      expect(sound.length).toBeGreaterThanOrEqual(before.length);
      before = sound;
    }
    expect(before).toBe(whole);
  });

  it("has several files, of which the last may end anywhere", () => {
    const text =
      '{"command":"create","kind":"react","files":[{"path":"App.tsx","text":"import x"},{"path":"b.ts","text":"con';
    expect(writingOf("c", text)).toMatchObject({
      kind: "react",
      entry: "App.tsx",
      files: { "App.tsx": "import x", "b.ts": "con" },
    });
  });

  it("tells by name what kind it is, where the kind is not given", () => {
    const kind = (path: string) =>
      writingOf("c", JSON.stringify({ command: "create", title: "t", files: [{ path, text: "x" }] }))?.kind;
    expect(["a.html", "b.slides.md", "c.csv", "d.py", "README.md"].map(kind)).toEqual([
      "html",
      "slides",
      "table",
      "code",
      "markdown",
    ]);
  });

  it("names the artifact that is written anew", () => {
    expect(writingOf("c", '{"command":"rewrite","id":"a2","base":1,"content":"<!doctype html><p')).toMatchObject({
      id: "a2",
      kind: "html",
      files: { "index.html": "<!doctype html><p" },
    });
  });

  it.each([
    "",
    "{",
    '{"command":"cre',
    "[1]",
    "no json",
    '{"command":"list"}',
    '{"command":"update","id":"a1"}',
    '{"command":"create","path":"a.txt","file_text":"of another tool"',
  ])("is none of ours: %s", (text) => expect(writingOf("c", text)).toBeNull());

  it("is the newest of several calls", () => {
    const other = '{"command":"create","title":"One","content":"a';
    const newer = '{"command":"create","title":"Two","content":"b';
    expect(newestWriting({ a: other, b: newer, c: '{"command":"ls"}' })?.title).toBe("Two");
    expect(newestWriting({})).toBeNull();
  });
});
