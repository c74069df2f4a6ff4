import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Recorded } from "@/api/types";
import { folded } from "@/session/fold";
import type { ActsItem } from "@/session/view";
import { call, called, finished, Journal, judged, replied, said, started } from "../../tests/journals";
import { inSession, sessionAt, show } from "../../tests/shown";
import { ActsGroup, linesOf } from "./ActsGroup";
import { cropped } from "./Parts";

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

describe("the picture beside an act", () => {
  const screen_ = {
    kind: "picture",
    blob: "x",
    media_type: "image/png",
    width: 1280,
    height: 800,
    frame: 1,
    region: null,
    alt: "",
  } as const;

  it("shows the thing that the act is about, and stays within the screen", () => {
    const middle = cropped(screen_, [600, 380, 80, 40], 54, 34);
    expect(middle.width).toBeCloseTo((1280 * 54) / 300);
    expect(middle.left + (640 * 54) / 300).toBeCloseTo(27);
    const corner = cropped(screen_, [0, 0, 40, 20], 54, 34);
    expect([corner.left, corner.top]).toEqual([0, 0]);
    const other = cropped(screen_, [1240, 780, 40, 20], 54, 34);
    expect(other.left + other.width).toBeCloseTo(54);
    expect(other.top + other.height).toBeCloseTo(34);
  });

  it("shows all of something that is wide", () => {
    expect(cropped(screen_, [0, 100, 1280, 30], 54, 34).width).toBeCloseTo(54);
  });

  it("says whose a call is that is not the model's", async () => {
    const journal = new Journal().add(said("Go."), called("used:1", "ls"), finished("used:1"));
    journal.add(called("used:2", "pwd", { kind: "artifact", artifact: "a-1-1", version: 1, title: "Budget" }));
    await group(journal.events, false);
    expect(screen.getByText("You ·")).toBeTruthy();
    expect(screen.getByText("“Budget” (artifact) ·")).toBeTruthy();
  });

  it("ends such a call, and nothing else, with one press", async () => {
    const command = vi.fn(async () => true);
    const events = new Journal().add(said("Go."), called("used:1", "ls"), started("used:1")).events;
    await show(inSession(sessionAt(events, { command }), <ActsGroup item={groupOf(events)} isLast />));
    fireEvent.click(screen.getByRole("button", { name: "End it" }));
    expect(command).toHaveBeenCalledWith({ command: "break_off", call: "used:1" });
  });
});
