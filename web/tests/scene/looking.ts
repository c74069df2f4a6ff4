// Going to a page and looking at it: what axe finds, whether it is wider than its window, its picture.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page, Request } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Found {
  id: string;
  impact: string;
  nodes: { html: string; failureSummary: string }[];
}

/** What axe holds to be serious or worse, in a line each. */
export async function serious(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (options: object) => Promise<{ violations: unknown[] }> } };
    return (await axe.run({ resultTypes: ["violations"] })).violations;
  });
  return (found as Found[])
    .filter((each) => each.impact === "serious" || each.impact === "critical")
    .flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`));
}

/** What a page still asks for: streams, which never end, are not counted. */
export class Asked {
  private readonly open = new Set<Request>();

  constructor(private readonly page: Page) {
    page.on("request", (request) => this.open.add(request));
    page.on("requestfinished", (request) => this.open.delete(request));
    page.on("requestfailed", (request) => this.open.delete(request));
    page.on("response", (response) => {
      if (/event-stream/.test(response.headers()["content-type"] ?? "")) this.open.delete(response.request());
    });
  }

  /** Until everything that was asked for is there. */
  async answered(): Promise<void> {
    while (this.open.size)
      await this.page.waitForEvent("requestfinished", { timeout: 3_000 }).catch(() => this.open.clear());
  }
}

/** Until nothing of the page is still coming in, which would be judged (and seen) half-transparent. */
export async function settled(page: Page, there: string): Promise<void> {
  await page.waitForSelector(there);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() => [...document.images].every((each) => each.complete || each.loading === "lazy"));
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (each) => each.playState !== "running" || each.effect?.getTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );
}

/** By how many pixels the page is wider than its window. */
export const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
