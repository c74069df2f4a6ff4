import { describe, expect, it } from "vitest";
import type { FileEntry } from "@/api/types";
import { folded } from "@/session/fold";
import { call, finished, Journal, replied, said } from "../../../tests/journals";
import { endingOf, isText, kindOf, languageOf, pictureType, rowsOf } from "./kinds";
import { crumbsOf, entriesOf, folderOf, inWork, writersOf } from "./listing";
import { joined, plainName } from "./putting";

const file = (path: string, modified = 100, kind: FileEntry["kind"] = "file"): FileEntry => ({
  path,
  kind,
  size: 10,
  modified,
});

describe("what a file is", () => {
  const check = (name: string, kind: string) => expect(kindOf(name)).toBe(kind);

  it("is told by the end of its name", () => {
    check("notes/report.MD", "markdown");
    check("list.csv", "csv");
    check("a.b/photo.jpeg", "picture");
    check("paper.pdf", "pdf");
    check("main.py", "code");
    check("LICENSE", "text");
    check(".env", "text");
    check("archive.tar.gz", "other");
    expect(endingOf("folder.d/name")).toBe("");
    expect(languageOf("a.ts")).toBe("typescript");
  });

  it("is never a type that a browser runs", () => {
    for (const name of ["a.html", "a.js", "a.png", "a.svg", "a.constructor", "a.__proto__"]) {
      expect(String(pictureType(name))).toMatch(/^image\//);
    }
    expect(kindOf("x.constructor")).toBe("other");
    expect(kindOf("x.toString")).toBe("other");
  });

  it("is text when its bytes are", () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(isText(bytes("Grüße, 你好\n\ttab"))).toBe(true);
    expect(isText(bytes(""))).toBe(true);
    expect(isText(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toBe(false);
  });
});

describe("rows of values", () => {
  const check = (text: string, head: string[], rows: string[][]) =>
    expect(rowsOf(text)).toEqual({ head, rows, cut: false });

  it("are parted by commas, semicolons or tabs", () => {
    check("a,b\n1,2\n", ["a", "b"], [["1", "2"]]);
    check(
      "a;b\n1,5;2\r\n3;4",
      ["a", "b"],
      [
        ["1,5", "2"],
        ["3", "4"],
      ],
    );
    check("a\tb\n1\t", ["a", "b"], [["1", ""]]);
    check("", [], []);
    check("only", ["only"], []);
  });

  it("keep separators, quotes and line ends that stand in quotes", () => {
    check('a,b\n"x, ""y""","two\nlines"', ["a", "b"], [['x, "y"', "two\nlines"]]);
  });

  it("end, whatever is in them", () => {
    for (const text of ['"', 'a,"b', '"a"b,c\nd', ',,,\n"",', "\n\n\n", '"a"\r"b"']) expect(rowsOf(text)).toBeDefined();
  });

  it("are no more than can be looked at", () => {
    const long = rowsOf(`a,b\n${"1,2\n".repeat(50)}`, 20);
    expect(long.rows.length).toBe(20);
    expect(long.cut).toBe(true);
  });
});

describe("the work folder", () => {
  it("lists folders first, and says what the work changed", () => {
    const writers = new Map([["report.md", 7]]);
    const entries = entriesOf(
      [file("zoo.txt", 50), file("report.md", 50), file("b", 50, "folder"), file("new.txt", 120)],
      100,
      writers,
    );
    expect(entries.map((each) => [each.name, each.changed, each.step])).toEqual([
      ["b", false, -1],
      ["new.txt", true, -1],
      ["report.md", true, 7],
      ["zoo.txt", false, -1],
    ]);
  });

  it("knows which step wrote a file, by any name for it", () => {
    const journal = new Journal().add(
      said("Go."),
      replied("", [
        call("a", "files", { action: "write", path: "/work/out/a.txt", text: "" }),
        call("b", "edit", { command: "create", path: "./b.txt" }),
        call("c", "files", { action: "read", path: "c.txt" }),
      ]),
    );
    journal.add(...["a", "b", "c"].map((id) => finished(id)));
    expect([...writersOf(folded(journal.events).steps)]).toEqual([
      ["out/a.txt", 0],
      ["b.txt", 1],
    ]);
  });

  it("speaks of paths from the work folder on", () => {
    expect(["/work", "/work/a", "./a/", "a", ".", "/workers/a"].map(inWork)).toEqual([
      "",
      "a",
      "a",
      "a",
      "",
      "workers/a",
    ]);
    expect(folderOf("a/b/c.txt")).toBe("a/b");
    expect(folderOf("c.txt")).toBe("");
    expect(crumbsOf("a/b").map((each) => each.path)).toEqual(["a", "a/b"]);
    expect(joined("", "x")).toBe("x");
    expect(joined("a/b", "x")).toBe("a/b/x");
  });

  it("takes no name that leads out of it", () => {
    expect(["../../etc/passwd", "..", "a\\b.txt", "x\u0000y.txt", " "].map(plainName)).toEqual([
      "passwd",
      "file",
      "b.txt",
      "xy.txt",
      "file",
    ]);
  });
});
