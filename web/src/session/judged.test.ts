import { describe, expect, it } from "vitest";
import type { Touch, Verdict } from "@/api/events";
import { en } from "@/words/en";
import { zh } from "@/words/zh";
import { verdict } from "../../tests/journals";
import { gravestOf, judgedIn } from "./judged";

const touching = (more: Partial<Touch>): Touch => ({ ...verdict("ask", "", "mail.test").touch, ...more });
const found = (more: Partial<Verdict>): Verdict => ({
  ...verdict("ask"),
  reason: "this sends a message.",
  rule: "balanced: ask send",
  risk: "send",
  ground: "rule",
  ...more,
});

const RECORDED = 'Clicking "Send" sends a message to mara@team.test by mail.test.';

describe("what the judge said", () => {
  it("is named by the gravest of what would happen", () => {
    expect(gravestOf(touching({ classes: ["write_on_desk", "submit", "pay"] }))).toBe("pay");
    expect(gravestOf(touching({ classes: ["look"] }))).toBe("other");
    expect(gravestOf(undefined)).toBe("other");
  });

  it("stands on an English page as it stands on the record", () => {
    const { consequence, reason, inShort } = judgedIn("en", en);
    expect(consequence(touching({ classes: ["send"] }), RECORDED)).toEqual({ text: RECORDED, recorded: "" });
    expect(reason(found({}))).toEqual({ text: "this sends a message.", recorded: "" });
    expect(inShort({ kind: "approval", text: "May the agent do this? It sends." })).toBe("It sends.");
  });

  it("is worded in Chinese from what was found, with the record's own beside it", () => {
    const { consequence, reason } = judgedIn("zh", zh);
    const people = ["mara@team.test", "li@team.test", "jo@team.test", "al@team.test"];
    expect(consequence(touching({ classes: ["write_on_desk", "send"], to: people }), RECORDED)).toEqual({
      text: "这可能会通过 mail.test 给mara@team.test, li@team.test, jo@team.test等另外 1 人发送消息。",
      recorded: RECORDED,
    });
    expect(reason(found({}))).toEqual({
      text: "配置“balanced”对“向他人发送消息”有规定。",
      recorded: "this sends a message.",
    });
  });

  it("tells the amount, and where it goes when that is another host", () => {
    const pays = touching({ classes: ["pay"], amount: 49, currency: "USD", sends_to: "pay.test" });
    expect(judgedIn("zh", zh).consequence(pays, "").text).toBe("这会在 pay.test 下单或付款：49 USD。");
  });

  it("of an old record is what the act would do, since what decided was not kept", () => {
    const old = found({ risk: null, ground: null, touch: touching({ classes: ["delete"] }) });
    expect(judgedIn("zh", zh).reason(old).text).toBe("这会在 mail.test 删除内容。");
  });

  it("is in a list the model's own question in its own words", () => {
    const { inShort } = judgedIn("zh", zh);
    expect(inShort({ kind: "question", text: "Which one?" })).toBe("Which one?");
    expect(inShort({ kind: "approval", text: "May the agent do this? It sends." })).toBe("有一件事要先问你");
  });
});
