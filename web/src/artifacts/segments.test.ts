import { describe, expect, it } from "vitest";
import { folded } from "@/session/fold";
import type { ActsItem } from "@/session/view";
import { call, finished, Journal, judged, replied, said, started } from "../../tests/journals";
import { madeBy, segmentsOf } from "./segments";

const create = (id: string) => call(id, "artifact", { command: "create", title: "Costs", kind: "chart" });

function viewOf(calls: ReturnType<typeof call>[], details: Record<string, Record<string, unknown>> = {}) {
  const journal = new Journal().add(said("Go."), replied("So:", calls));
  for (const { id } of calls) {
    journal.add(judged(id), started(id), { ...finished(id), details: details[id] ?? {} } as never);
  }
  const view = folded(journal.events);
  const item = view.items.find((each) => each.kind === "acts") as ActsItem;
  return { view, item };
}

describe("acts in pieces", () => {
  it("stay one where nothing was made", () => {
    const { view, item } = viewOf([call("a", "bash", { command: "ls" }), call("b", "artifact", { command: "list" })]);
    expect(segmentsOf(item, view.steps)).toEqual([{ kind: "acts", item }]);
  });

  it("set apart what made an artifact, in order, with its words told once", () => {
    const { view, item } = viewOf([call("a", "bash", { command: "ls" }), create("b"), call("c", "elements")]);
    const found = segmentsOf(item, view.steps);
    expect(found.map(({ kind }) => kind)).toEqual(["acts", "made", "acts"]);
    const texts = found.map((each) => (each.kind === "made" ? each.narration : each.item.chapters[0]?.text));
    expect(texts).toEqual(["So:", "", ""]);
  });

  it("tell what was made, and nothing of a call that failed", () => {
    const details = { b: { artifact: "a-x-1", version: 2, kind: "chart", title: "Costs" } };
    const { view } = viewOf([create("b")], details);
    const [step] = view.steps;
    expect(step && madeBy(step)).toMatchObject({
      artifact: "a-x-1",
      version: 2,
      candidate: 0,
      kind: "chart",
      title: "Costs",
      broke: "",
    });
    expect(step && madeBy({ ...step, status: "failed" })).toBeNull();
  });
});
