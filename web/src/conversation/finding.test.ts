import { describe, expect, it } from "vitest";
import { folded as view } from "@/session/fold";
import { en } from "@/words/en";
import { call, finished, Journal, judged, replied, said, started } from "../../tests/journals";
import { folded, hitsOf, isInDetails, nearest, passagesOf, rangesIn } from "./finding";

const clicked = (id: string, target: string, told: string) => [
  judged(id, "allow", target),
  started(id),
  { ...finished(id), content: [{ kind: "text" as const, text: told, stranger: true }] },
];

const journal = new Journal()
  .add(said("Enter every guest of the list."))
  .add(replied("The first guest comes next.", [call("a", "computer", { action: "left_click" })]))
  .add(...clicked("a", 'button "Add"', "The list has 1 GUEST now, a guest."))
  .add(replied("", [call("b", "computer", { action: "left_click" })]))
  .add(...clicked("b", 'button "Next"', "Nothing new."))
  .add(replied("All guests are **in**."))
  .add({ type: "concluded", outcome: { kind: "answered", summary: "All guests are **in**.", checks: [] } });
const session = view(journal.events);
const passages = passagesOf(session, en);
const found = (words: string) => hitsOf(passages, folded(words));

describe("finding in a conversation", () => {
  it("goes through all that was said and done, in order, and counts every occurrence once", () => {
    expect(found("Guest")).toEqual([
      { item: 0, step: -1, nth: 0 },
      { item: 1, step: 0, nth: 0 },
      { item: 1, step: 0, nth: 1 },
      { item: 1, step: 0, nth: 2 },
      { item: 2, step: -1, nth: 0 },
    ]);
  });

  it("finds an act by its sentence and by what came of it", () => {
    expect(found("clicked next")).toEqual([{ item: 1, step: 1, nth: 0 }]);
    expect(found("nothing NEW")).toEqual([{ item: 1, step: 1, nth: 0 }]);
    const [first, second] = session.steps;
    expect(second && isInDetails(second, "nothing new", en)).toBe(true);
    expect(second && isInDetails(second, "next", en)).toBe(false);
    expect(first && isInDetails(first, "nothing new", en)).toBe(false);
  });

  it("finds nothing of nothing, and nothing that is not there", () => {
    expect(found("")).toEqual([]);
    expect(found("visitor")).toEqual([]);
  });

  it("begins where the reader is, else with the last", () => {
    const hits = found("guest");
    expect([0, 1, 2, 3].map((item) => nearest(hits, item))).toEqual([0, 1, 4, 4]);
    expect(nearest([], 0)).toBe(-1);
  });
});

it("finds words across the pieces that they are drawn in", () => {
  const row = document.createElement("p");
  row.innerHTML = "Clicked <b>Add</b> · then <i>clicked</i> <b>a</b>dd";
  const ranges = rangesIn(row, "clicked add");
  expect(ranges.map(String)).toEqual(["Clicked Add", "clicked add"]);
  expect(ranges[1]?.startContainer.nodeValue).toBe("clicked");
  expect(rangesIn(row, "")).toEqual([]);
});
