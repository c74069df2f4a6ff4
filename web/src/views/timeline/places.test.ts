import { describe, expect, it } from "vitest";
import type { Box } from "@/api/events";
import { folded } from "@/session/fold";
import { call, finished, Journal, replied, said, verdict } from "../../../tests/journals";
import { placeOf } from "./places";

function stepOf(given: Record<string, unknown>, box: Box | null = null, details: Record<string, unknown> = {}) {
  const judged = verdict();
  const journal = new Journal().add(said("Go."), replied("", [call("a", "computer", given)]));
  journal.add({ type: "call_judged", call: "a", verdict: { ...judged, touch: { ...judged.touch, box } } });
  journal.add(finished("a", { details }));
  const step = folded(journal.events).steps[0];
  if (!step) throw new Error("no step");
  return step;
}

describe("where a step acted", () => {
  it("is the coordinate of a click", () => {
    expect(placeOf(stepOf({ action: "left_click", coordinate: [30, 40] }))).toMatchObject({
      point: [30, 40],
      clicks: true,
    });
  });

  it("is the coordinate that the desk took, where it says so", () => {
    const step = stepOf({ action: "left_click", coordinate: [30, 40] }, null, { act: { at: [60, 80] } });
    expect(placeOf(step).point).toEqual([60, 80]);
  });

  it("is the middle of an element that was clicked by its id", () => {
    const place = placeOf(stepOf({ action: "left_click", element: "e4" }, [100, 50, 40, 20]));
    expect(place).toMatchObject({ point: [120, 60], box: [100, 50, 40, 20] });
  });

  it("is the field that was typed into, without a pointer", () => {
    const place = placeOf(stepOf({ action: "type", text: "x" }, [100, 50, 40, 20]));
    expect(place).toMatchObject({ point: null, box: [100, 50, 40, 20] });
  });

  it("is the way of a drag, and its end", () => {
    const place = placeOf(
      stepOf({
        action: "drag",
        path: [
          [1, 2],
          [30, 4],
          [5, 60],
        ],
      }),
    );
    expect(place).toMatchObject({
      point: [5, 60],
      path: [
        [1, 2],
        [30, 4],
        [5, 60],
      ],
    });
  });

  it("is the region of a closer look, by its edges", () => {
    expect(placeOf(stepOf({ action: "zoom", region: [10, 20, 110, 70] })).box).toEqual([10, 20, 100, 50]);
  });

  it("is nowhere for what can't be understood", () => {
    for (const coordinate of ["1,2", [1], [null, 2], [Number.NaN, 1]]) {
      expect(placeOf(stepOf({ action: "left_click", coordinate })).point).toBeNull();
    }
  });
});
