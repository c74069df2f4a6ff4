import { describe, expect, it } from "vitest";
import type { Words } from "@/words";
import { en } from "@/words/en";
import { zh } from "@/words/zh";
import { call, finished, golden, Journal, judged, replied, said, started } from "../../tests/journals";
import { isQuiet, oneLine, sentence } from "./acts";
import { folded } from "./fold";
import type { Step } from "./view";

function stepOf(name: string, given: Record<string, unknown>, target = "", done = true): Step {
  const journal = new Journal().add(
    said("Go."),
    replied("", [call("a", name, given)]),
    judged("a", "allow", target, "expenses.test"),
  );
  if (done) journal.add(started("a"), finished("a"));
  const step = folded(journal.events).steps[0];
  if (!step) throw new Error("no step");
  return step;
}

const TOLD: [string, Record<string, unknown>, string, string, string][] = [
  ["computer", { action: "left_click", element: "e4" }, 'button "Save"', "Clicked Save", "点击了 Save"],
  ["computer", { action: "left_click", coordinate: [3, 4] }, "", "Clicked 3, 4", "点击了 3, 4"],
  [
    "computer",
    { action: "type", text: "268.00" },
    'textbox "Amount"',
    "Typed 268.00 into Amount",
    "在 Amount 中输入了 268.00",
  ],
  ["computer", { action: "key", keys: "Return" }, "", "Pressed Return", "按了 Return"],
  ["computer", { action: "open", target: "http://expenses.test/" }, "", "Opened expenses.test", "打开了 expenses.test"],
  ["computer", { action: "scroll", direction: "down" }, "", "Scrolled down", "向下滚动了"],
  ["bash", { command: "ls -l" }, "", "Ran ls -l", "运行了 ls -l"],
  ["files", { action: "move", path: "a", target: "b" }, "", "Moved a to b", "把 a 移到了 b"],
  ["edit", { command: "replace", path: "notes.md" }, "", "Changed notes.md", "修改了 notes.md"],
  ["elements", { find: "Total" }, "", "Looked for Total on the screen", "在屏幕上找了 Total"],
  ["somewhere_else", {}, "", "Used somewhere_else", "使用了 somewhere_else"],
];

describe("an act in words", () => {
  it.each(TOLD)("%s %o", (name, given, target, english, chinese) => {
    expect(sentence(stepOf(name, given, target), en)).toBe(english);
    expect(sentence(stepOf(name, given, target), zh)).toBe(chinese);
  });

  it("is told as planned before it is done", () => {
    expect(sentence(stepOf("computer", { action: "left_click" }, 'button "Save"', false), en)).toBe("Click Save");
  });

  it.each([en, zh] as Words[])("has words for every step of a recorded session", (words) => {
    for (const step of folded(golden()).steps) expect(sentence(step, words)).not.toMatch(/^$|\{|undefined/);
  });

  it("can't be made to lie by characters that turn or hide text", () => {
    expect(oneLine("pay\u202e001\u200b\n$")).toBe("pay001 $");
  });

  it("is quiet when it only looked and nothing was remarkable", () => {
    expect(isQuiet(stepOf("elements", {}))).toBe(true);
    expect(isQuiet(stepOf("computer", { action: "screenshot" }))).toBe(true);
    expect(isQuiet(stepOf("computer", { action: "left_click" }))).toBe(false);
  });
});
