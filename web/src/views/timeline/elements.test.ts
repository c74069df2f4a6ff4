import { describe, expect, it } from "vitest";
import { folded } from "@/session/fold";
import { golden } from "../../../tests/journals";
import { chosenFrom, elementsIn, elementsOf } from "./elements";

describe("a list of elements", () => {
  it("is read from its text form", () => {
    const text = [
      "frame 27",
      'page "New expense" http://expenses.test/new app="Chromium"',
      '[e3] textbox "Merchant" value="Caf\\u00e9 \\"Sol\\"" at 120,200 300x32 in="form New expense" required focused',
      '[e9] link "Edit" at -700,300 40x20 in="table Expenses" row=2 offscreen',
      "[e10] canvas at 0,0 10x10",
      "omitted 4",
    ].join("\n");
    expect(elementsIn(text)).toEqual([
      { id: "e3", role: "textbox", name: "Merchant", value: 'Café "Sol"', box: [120, 200, 300, 32], away: false },
      { id: "e9", role: "link", name: "Edit", value: "", box: [-700, 300, 40, 20], away: true },
      { id: "e10", role: "canvas", name: "", value: "", box: [0, 0, 10, 10], away: false },
    ]);
  });

  it("takes no word of an element's name for a place", () => {
    const [found] = elementsIn('[e1] button "Save at 5,5 9x9" at 10,20 30x40');
    expect(found).toMatchObject({ name: "Save at 5,5 9x9", box: [10, 20, 30, 40] });
  });

  it("is what the steps of a recorded session found", () => {
    const view = folded(golden());
    const place = view.steps.findIndex((step) => step.call.name === "elements" && step.status === "ok");
    const step = view.steps[place];
    expect(step && elementsOf(step).length).toBe(step?.details.count);
  });
});

describe("an act", () => {
  it("chose from what the look before it found", () => {
    const view = folded(golden());
    const place = view.steps.findIndex((step) => step.call.arguments.action === "left_click");
    const { elements, own } = chosenFrom(view, place);
    expect(own).toBe(false);
    expect(elements.map((each) => each.id)).toContain(view.steps[place]?.call.arguments.element);
  });
});
