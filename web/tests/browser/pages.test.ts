// Every page, in both themes and languages: nothing serious for axe, nothing that breaks, nothing wider than a phone.
import { describe, expect, it } from "vitest";
import { serious, settled } from "../scene/looking";
import { canRun, opened } from "./opened";

const PAGES: [path: string, there: string][] = [
  ["/", "h1"],
  ["/s/golden", "[role=log] article"],
  ["/s/markdown", ".prose table"],
  ["/s/writing", "[aria-busy=true]"],
  ["/s/golden/cost", "form input"],
  ["/settings/models", "main li"],
  ["/settings/risk", "main table"],
  ["/settings/appearance", "main [role=switch]"],
  ["/settings/account", "main form"],
  ["/settings/people", "main form"],
  ["/settings/shortcuts", "main kbd"],
  ["/costs", "main table"],
  ["/projects", "main li"],
  ["/projects/spending", "main form"],
  ["/questions", "main"],
  ["/s/golden/desk", "[role=application]"],
  ["/s/golden/timeline", "[role=listbox] [role=option]"],
  ["/s/golden/files", "nav ol"],
  ["/nothing-here", "main a"],
];

describe.skipIf(!canRun)("every page", () => {
  const place = opened();

  describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
    it.each(PAGES)("%s has nothing serious for axe, in both languages", async (path, there) => {
      for (const locale of ["en-GB", "zh-CN"]) {
        const page = await place.page(path, { colorScheme, locale, reducedMotion: "reduce" });
        await settled(page, there);
        expect(await serious(page), locale).toEqual([]);
        await page.context().close();
      }
    });
  });

  it.each(PAGES)("%s is no wider than a phone", async (path, there) => {
    const page = await place.page(path, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await settled(page, there);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await serious(page)).toEqual([]);
    await page.context().close();
  });

  it("breaks nothing", () => expect(place.troubles).toEqual([]));
});

describe.skipIf(!canRun)("before anybody is signed in", () => {
  const place = opened("--password", "word");

  it.each(["/", "/s/golden", "/settings"])("%s leads to the page to sign in, and on from there", async (path) => {
    const page = await place.page(path);
    await page.waitForURL("**/login");
    expect(await serious(page)).toEqual([]);
    await page.context().close();
  });

  it("a wrong password is told, a right one lets in", async () => {
    const page = await place.page("/s/golden");
    await page.getByLabel("Name").fill("ann");
    await page.getByLabel("Password").fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Password").fill("word");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/s/golden");
    await page.context().close();
  });
});
