// The main flows on the real server by keys alone: no click, no pointer.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Scene } from "./scene";

const STOPS_MAX = 150;
const scene = new Scene();

/** What has the focus, in words: its name, else what it is. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const now = document.activeElement;
    const labelled = now?.getAttribute("aria-labelledby")?.split(" ") ?? [];
    const label = labelled.map((id) => document.getElementById(id)?.textContent).join(" ");
    return (now?.getAttribute("aria-label") || label || now?.textContent?.trim() || now?.tagName || "").slice(0, 80);
  });

const isInField = (page: Page) =>
  page.evaluate(() => document.activeElement?.matches("input, textarea, select") ?? false);

/** Presses Tab until something of this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let n = 0; n < STOPS_MAX; n += 1) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (name.test(now)) return;
    seen.push(now);
  }
  throw new Error(`Tab does not come to ${name}. It came to: ${[...new Set(seen)].join(" | ")}`);
}

/** Presses Tab until single keys are no letters of a text. */
async function leaveField(page: Page): Promise<void> {
  for (let n = 0; n < STOPS_MAX && (await isInField(page)); n += 1) await page.keyboard.press("Tab");
}

const status = (page: Page, words: RegExp) => page.locator("header [role=status]").filter({ hasText: words }).waitFor();
const goesTo = (page: Page, path: RegExp) => page.waitForURL((url) => path.test(url.pathname));

/** Starts steps from the first page, by a profile. */
async function begin(page: Page, profile: string, ...steps: string[]): Promise<void> {
  await page.goto(scene.address);
  await page.locator("textarea").waitFor();
  await tabTo(page, /^Risk: /);
  await page.keyboard.press("Enter");
  await page.locator("[role=menu]").waitFor();
  await page.keyboard.type(profile);
  await page.keyboard.press("Enter");
  await page.locator("[role=menu]").waitFor({ state: "detached" });
  await page.keyboard.press("/");
  for (const step of steps) {
    await page.keyboard.type(step);
    if (step !== steps.at(-1)) await page.keyboard.press("Shift+Enter");
  }
  await page.keyboard.press("Enter");
  await goesTo(page, /^\/s\//);
}

/** Where Tab comes to from the top of the page, once around; and of which stops nothing shows that they have the focus. */
async function walkThrough(page: Page): Promise<{ stops: string[]; unseen: string[] }> {
  const [stops, unseen]: [string[], string[]] = [[], []];
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.addStyleTag({ content: "* { transition: none !important }" }); // what fades in is asked for at once
  for (let n = 0; n < STOPS_MAX; n += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const now = document.activeElement as HTMLElement | null;
      if (!now || now === document.body) return { known: false, shows: true, html: "" };
      const known = now.dataset.seen === "yes";
      now.dataset.seen = "yes";
      const parts: Element[] = [...now.children];
      for (let each: Element | null = now, up = 0; each && up < 4; each = each.parentElement, up += 1) parts.push(each);
      const looks = () =>
        parts
          .map((each) => {
            const { outlineStyle, outlineColor, boxShadow, borderColor, opacity, backgroundColor } =
              getComputedStyle(each);
            return [outlineStyle === "none" ? "" : outlineColor, boxShadow, borderColor, opacity, backgroundColor];
          })
          .join();
      const withFocus = looks();
      now.blur();
      const without = looks();
      now.focus();
      return { known, shows: withFocus !== without, html: now.outerHTML.slice(0, 120) };
    });
    if (found.known) return { stops, unseen };
    // Between the last stop and the first one the focus is with the browser.
    if (found.html) stops.push(found.html);
    if (!found.shows) unseen.push(found.html);
  }
  throw new Error(`Tab does not come around: ${stops.slice(-3).join(" | ")}`);
}

/** Opens something by keys: the focus goes into it, stays in it, and comes back from it by Escape. */
async function opensAndGoesBack(page: Page, keys: string, opened: string): Promise<void> {
  const before = await focused(page);
  await page.keyboard.press(keys);
  await page.locator(opened).waitFor();
  const isInside = () => page.evaluate((each) => document.activeElement?.closest(each) !== null, opened);
  await expect.poll(isInside).toBe(true);
  for (let n = 0; n < 6; n += 1) {
    await page.keyboard.press("Tab");
    expect(await isInside(), `${keys}: the focus is lost from ${opened}`).toBe(true);
  }
  await page.keyboard.press("Escape");
  await page.locator(opened).waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toBe(before);
}

describe("somebody without a mouse", () => {
  beforeAll(() => scene.open());
  afterAll(() => scene.close());

  it("starts a session, opens each of its views, and stops it", async () => {
    const page = await scene.looks("owner");
    await begin(
      page,
      "trusting",
      ...Array.from({ length: 40 }, (_, n) => `wait ${(0.9 + n / 100).toFixed(2)} seconds`),
    );
    await status(page, /working/);
    await leaveField(page);
    for (const [key, view] of [
      ["2", "desk"],
      ["3", "timeline"],
      ["4", "files"],
      ["5", "cost"],
    ] as const) {
      await page.keyboard.press(key);
      await goesTo(page, new RegExp(`/${view}$`));
      await page.locator(`#tab-${view}[aria-selected=true]`).waitFor();
    }
    await page.keyboard.press("Control+.");
    await status(page, /stopped/);
    await page.context().close();
  });

  it("answers a question, after reading why it is asked", async () => {
    const page = await scene.looks("owner");
    await begin(page, "cautious", "run `echo yes > said.txt`");
    const question = page.getByRole("region", { name: "May it run this?" });
    await question.waitFor();
    await tabTo(page, /^Why it asks/);
    await page.keyboard.press("Enter");
    await question.locator("details[open]").waitFor();
    await page.keyboard.press("y");
    await status(page, /done/);
    await page.context().close();
  });

  it("goes to every page by the palette, and to the settings by the tab key", async () => {
    const page = await scene.looks("owner");
    await page.goto(scene.address);
    await page.locator("textarea").waitFor();
    for (const [words, path] of [
      ["costs", /^\/costs$/],
      ["projects", /^\/projects$/],
      ["questions", /^\/questions$/],
      ["settings", /^\/settings/],
    ] as const) {
      await page.keyboard.press("Control+k");
      await page.locator("[role=dialog] [role=combobox]").waitFor();
      await page.keyboard.type(words);
      const found = page.locator("[role=option][aria-selected=true]", { hasText: new RegExp(words, "i") });
      await found.waitFor();
      await page.keyboard.press("Enter");
      await goesTo(page, path);
      await page.locator("[role=dialog]").waitFor({ state: "detached" });
    }
    for (const [name, path] of [
      ["Risk", "risk"],
      ["Appearance", "appearance"],
      ["Your account", "account"],
      ["People", "people"],
      ["Shortcuts", "shortcuts"],
    ] as const) {
      await tabTo(page, new RegExp(`^${name}$`));
      await page.keyboard.press("Enter");
      await goesTo(page, new RegExp(`/settings/${path}$`));
    }
    await page.context().close();
  });

  it("gets the focus back from every dialog and menu, and is never caught in one", async () => {
    const page = await scene.looks("owner");
    await page.goto(`${scene.address}/s/${scene.sessions.done}`);
    await page.locator("[role=log] article").first().waitFor();
    await tabTo(page, /^Desk$/);
    await opensAndGoesBack(page, "Control+k", "[role=dialog]");
    await opensAndGoesBack(page, "?", "[role=dialog]");
    await page.goto(`${scene.address}/s/${scene.sessions.done}`);
    await page.locator("[role=log] article").first().waitFor();
    await tabTo(page, /^More$/);
    await opensAndGoesBack(page, "Enter", "[role=menu]");
    await tabTo(page, /Owner$/);
    await opensAndGoesBack(page, "Enter", "[role=menu]");
    await page.goto(scene.address);
    await page.locator("textarea").waitFor();
    await tabTo(page, /^Model: /);
    await opensAndGoesBack(page, "Enter", "[role=menu]");
    await page.context().close();
  });

  it("shows where the focus is, on every stop of the tab key", async () => {
    const page = await scene.looks("owner");
    const { done, approval } = scene.sessions;
    for (const [path, there] of [
      ["/", "textarea"],
      ["/questions", "main section"],
      ["/costs", "main table"],
      [`/projects/${scene.project}`, "main form"],
      ["/settings/models", "main li"],
      ["/settings/risk", "main table"],
      ["/settings/people", "main form"],
      [`/s/${approval}/timeline`, "[role=listbox] [role=option]"],
      [`/s/${done}/files`, "[role=log] article"],
      [`/s/${done}/cost`, "form input"],
    ] as const) {
      await page.goto(scene.address + path);
      await page.locator(there).first().waitFor();
      const { stops, unseen } = await walkThrough(page);
      expect(stops.length, path).toBeGreaterThan(5);
      expect(unseen, path).toEqual([]);
    }
    await page.context().close();
  });
});
