// Through every page on the real server: nothing serious for axe, nothing that breaks, nothing wider than its window.
// Where SHOTS names a folder a picture of each is put there instead of asking axe. WAYS says in which languages, themes
// and widths they are walked ("en-light-1440,zh-dark-390"), ONLY which: those with that in their name.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { Asked, serious, settled, tooWide } from "./looking";
import { type Looked, pagesOf } from "./pages";
import { Scene, type Who } from "./scene";

const HEIGHTS: Record<string, number> = { 1440: 900, 1024: 768, 390: 844 };
const LOCALES: Record<string, string> = { en: "en-GB", zh: "zh-CN" };
const SHOTS = process.env.SHOTS ?? "";
const ONLY = process.env.ONLY ?? "";
const WALK_MS = 600_000;

interface Way {
  language: string;
  theme: string;
  width: number;
}

const USUAL = ["en", "zh"].flatMap((language) =>
  ["light", "dark"].flatMap((theme) => [1440, 390].map((width) => `${language}-${theme}-${width}`)),
);
const ways: Way[] = (process.env.WAYS?.split(",") ?? USUAL).map((way) => {
  const [language = "en", theme = "light", width] = way.split("-");
  return { language, theme, width: Number(width) };
});

const scene = new Scene();

/** One way through all pages, by one person or several. */
class Walk {
  readonly wrong: string[] = [];
  private readonly pages = new Map<Who, Page>();
  private readonly asked = new Map<Page, Asked>();

  constructor(private readonly way: Way) {}

  async look(looked: Looked): Promise<void> {
    const tell = (found: string) => this.wrong.push(`${looked.name}: ${found}`);
    const page = await this.pageOf(looked.who ?? "owner");
    try {
      await page.goto(scene.address + looked.path);
      await page.waitForSelector(looked.there);
      await this.asked.get(page)?.answered();
      await settled(page, looked.there);
      await looked.act?.(page);
      await settled(page, "body");
      if (SHOTS) await page.screenshot({ path: this.pictureOf(looked) });
      const wide = await tooWide(page);
      if (wide > 0) tell(`${wide} px wider than its window`);
      if (!SHOTS) (await serious(page)).map(tell);
    } catch (error) {
      tell(`can't be looked at: ${error instanceof Error ? error.message : error}`);
    }
    await looked.after?.(page).catch((error) => tell(`is not as it was: ${error.message}`));
  }

  async close(): Promise<void> {
    for (const page of this.pages.values()) await page.context().close();
  }

  private pictureOf({ name }: Looked): string {
    const { language, theme, width } = this.way;
    return join(SHOTS, `${name}-${width}-${theme}-${language}.png`);
  }

  private async pageOf(who: Who): Promise<Page> {
    const known = this.pages.get(who);
    if (known) return known;
    const { language, theme, width } = this.way;
    const page = await scene.looks(who, {
      viewport: { width, height: HEIGHTS[width] ?? 900 },
      colorScheme: theme === "dark" ? "dark" : "light",
      locale: LOCALES[language] ?? language,
      hasTouch: width < 768,
    });
    page.on("pageerror", (error) => this.wrong.push(`${new URL(page.url()).pathname} broke: ${error.message}`));
    this.pages.set(who, page);
    this.asked.set(page, new Asked(page));
    return page;
  }
}

const isOnTheWay = (width: number) => (looked: Looked) =>
  looked.name.includes(ONLY) && width >= (looked.from ?? 0) && width <= (looked.to ?? Number.POSITIVE_INFINITY);

describe("every page", () => {
  beforeAll(async () => {
    if (SHOTS) mkdirSync(SHOTS, { recursive: true });
    await scene.open();
  });
  afterAll(() => scene.close());

  it.each(ways)("in $language, $theme, $width px wide", { timeout: WALK_MS }, async (way) => {
    const walk = new Walk(way);
    for (const looked of pagesOf(scene).filter(isOnTheWay(way.width))) await walk.look(looked);
    await walk.close();
    if (walk.wrong.length) throw new Error(walk.wrong.join("\n"));
  });
});
