import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Recorded } from "@/api/types";
import { folded } from "@/session/fold";
import type { ActsItem } from "@/session/view";
import { call, finished, Journal, judged, replied, said, started } from "../../tests/journals";
import { inSession, sessionAt, show } from "../../tests/shown";
import { ActsGroup, linesOf } from "./ActsGroup";

function acts(count: number, rest: (journal: Journal) => Journal = (journal) => journal): readonly Recorded[] {
  const journal = new Journal().add(said("Go."));
  for (let n = 1; n <= count; n += 1) {
    journal.add(replied("", [call(`a${n}`, "computer", { action: "left_click" }), call(`b${n}`, "elements")]));
    journal.add(
      judged(`a${n}`, "allow", `button "B${n}"`),
      started(`a${n}`),
      finished(`a${n}`),
      judged(`b${n}`),
      started(`b${n}`),
      finished(`b${n}`),
    );
  }
  return rest(journal).events;
}

const groupOf = (events: readonly Recorded[]) => folded(events).items.find((item) => item.kind === "acts") as ActsItem;
const over = (journal: Journal) =>
  journal.add({ type: "concluded", outcome: { kind: "done", summary: "", checks: [] } });

async function group(events: readonly Recorded[], isLast: boolean) {
  return show(inSession(sessionAt(events), <ActsGroup item={groupOf(events)} isLast={isLast} />));
}

describe("what was done, in lines", () => {
  it("has a line for each act, and none for the looks that served it", () => {
    const events = acts(3);
    const lines = linesOf(groupOf(events), folded(events).steps);
    expect(lines.map((line) => [line.step.call.id, line.looks])).toEqual([
      ["a1", 1],
      ["a2", 1],
      ["a3", 1],
    ]);
  });

  it("shows the newest acts while the work goes on, and folds those before", async () => {
    await group(acts(9), true);
    expect(screen.queryByText("B9")).toBeTruthy();
    expect(screen.queryByText("B2")).toBeNull();
    fireEvent.click(screen.getByRole("button", { expanded: false, name: /before/ }));
    expect(screen.queryByText("B2")).toBeTruthy();
  });

  it("folds all of it once it is past", async () => {
    await group(acts(9, over), false);
    expect(screen.queryByText("B8")).toBeNull();
    expect(screen.getByRole("button", { expanded: false }).textContent).toContain("18 steps");
  });

  it("says why an act was allowed when it is asked", async () => {
    await group(acts(1), true);
    fireEvent.click(screen.getByRole("button", { name: /Clicked B1/ }));
    expect(screen.getByText("because")).toBeTruthy();
  });
});
