// The views beside the conversation in a real browser: the film of a session, and a desk that is not there.
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { canRun, opened } from "./opened";

const placeIn = (page: Page) => page.getByRole("slider", { name: "Place in the film" });
const placeOf = async (page: Page) => Number(await placeIn(page).inputValue());

describe.skipIf(!canRun)("the timeline", () => {
  const place = opened();

  it("begins at the end, and steps by the arrow keys from anywhere in it", async () => {
    const page = await place.page("/s/golden/timeline");
    const last = Number(await placeIn(page).getAttribute("max"));
    expect(await placeOf(page)).toBe(last);
    await page.getByRole("listbox", { name: "What happened" }).focus();
    await page.keyboard.press("ArrowLeft");
    expect(await placeOf(page)).toBe(last - 1);
    await page.keyboard.press("ArrowUp");
    expect(await placeOf(page)).toBe(last - 2);
    await page.keyboard.press("Home");
    expect(await placeOf(page)).toBe(0);
    await page.context().close();
  });

  it("plays to its end by itself", async () => {
    const page = await place.page("/s/golden/timeline");
    await page.getByRole("button", { name: /^Speed/ }).click();
    await page.getByRole("menuitemradio", { name: "8×" }).click();
    await page.getByRole("button", { name: "To the beginning" }).click();
    await page.getByRole("listbox", { name: "What happened" }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.getByRole("button", { name: "Play", exact: true }).waitFor({ timeout: 50_000 });
    expect(await placeOf(page)).toBe(Number(await placeIn(page).getAttribute("max")));
    await page.context().close();
  });

  it("shows what an act changed, compared beside the page under its policy", async () => {
    const page = await place.page("/s/golden/timeline?step=1");
    await page.getByRole("radio", { name: "Changed" }).waitFor();
    for (let n = 0; n < 12 && (await page.getByRole("radio", { name: "Changed" }).isDisabled()); n += 1) {
      await page.getByRole("button", { name: "Step on" }).click();
    }
    await page.getByRole("radio", { name: "Changed" }).click();
    await page.locator(".changed-frame").first().waitFor();
    await page.context().close();
  });

  it("is led to by its address, and keeps the step in it", async () => {
    const page = await place.page("/s/golden/timeline?step=3");
    await page.getByRole("region", { name: "Details" }).getByText("Step 3").waitFor();
    await page.getByRole("button", { name: "To the beginning" }).click();
    await page.getByRole("button", { name: "Step on" }).click();
    await page.waitForURL((url) => /^\?step=\d+$/.test(url.search) && url.search !== "?step=3");
    await page.context().close();
  });

  it("forks from the moment that is shown", async () => {
    const page = await place.page("/s/golden/timeline?step=3");
    await page.getByRole("button", { name: "Fork from here" }).click();
    await page.getByRole("textbox", { name: "What shall it do instead?" }).fill("Do the other thing.");
    await page.getByRole("dialog").getByRole("button", { name: "Fork", exact: true }).click();
    await page.waitForURL((url) => /^\/s\/s-/.test(url.pathname));
    await page.getByRole("article", { name: "You" }).getByText("Do the other thing.").waitFor();
    await page.context().close();
  });

  it("breaks nothing", () => expect(place.troubles).toEqual([]));
});

describe.skipIf(!canRun)("a desk that is not there", () => {
  const place = opened();

  it("shows how it looked last, and keeps trying", async () => {
    const page = await place.page("/s/golden/desk");
    await page.getByAltText("This is how the desk looked last.").waitFor();
    await page.getByRole("button", { name: "Try now" }).waitFor();
    expect(await page.getByRole("button", { name: /^Take over/ }).isDisabled()).toBe(true);
    await page.context().close();
  });

  it("breaks nothing", () => expect(place.troubles).toEqual([]));
});
