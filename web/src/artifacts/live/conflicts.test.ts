import { describe, expect, it } from "vitest";
import { conflictsIn, decided } from "./conflicts.ts";

const TEXT = "a\n<<<<<<< draft\nmine\n=======\ntheirs\n>>>>>>> version 2\nz\n";

describe("what two changed at once", () => {
  it("is found between its marks, also where a side is empty", () => {
    const [conflict] = conflictsIn(TEXT);
    expect(conflict?.name).toBe("version 2");
    expect(TEXT.slice(conflict?.start, conflict?.end)).toBe(TEXT.slice(2, -2));
    expect(conflictsIn("<<<<<<< draft\n=======\nb\n>>>>>>> version 10")).toHaveLength(1);
    expect(conflictsIn(TEXT + TEXT)).toHaveLength(2);
  });

  it("is nothing else: text that only looks like it stays as it is", () => {
    for (const text of [
      "<<<<<<< draft\nmine\n=======\n",
      "=======\n>>>>>>> x\n",
      " <<<<<<< draft\n=======\n>>>>>>> x\n",
      "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n",
    ]) {
      expect(conflictsIn(text)).toEqual([]);
    }
  });

  it("is decided for one side or both", () => {
    const [conflict] = conflictsIn(TEXT);
    if (!conflict) throw new Error("there is one");
    expect(decided(TEXT, conflict, "draft")).toBe("mine\n");
    expect(decided(TEXT, conflict, "theirs")).toBe("theirs\n");
    expect(decided(TEXT, conflict, "both")).toBe("mine\ntheirs\n");
  });
});
