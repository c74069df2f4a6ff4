// People in a real Chromium. The environment says where: OFFICE is JSON.
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll } from "vitest";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const PATIENCE_MS = 30_000;

interface Office {
  /** The server, one-time links of people by name, and the session and artifact that are between them. */
  address: string;
  links: Record<string, string>;
  session: string;
  artifact: string;
}

export const office: Office = JSON.parse(process.env.OFFICE ?? "{}");

let browser: Browser | null = null;
export const troubles: string[] = [];

async function context(): Promise<BrowserContext> {
  browser ??= await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const made = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  made.setDefaultTimeout(PATIENCE_MS);
  return made;
}

/** A page of nobody in particular. */
export async function stranger(): Promise<Page> {
  const page = await (await context()).newPage();
  page.on("pageerror", (error) => troubles.push(error.message));
  return page;
}

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;
const cookies = new Map<string, Cookies>();

/** A page of somebody who came in by their link; again, by what they were given then. */
export async function enter(name: string): Promise<Page> {
  const page = await stranger();
  const known = cookies.get(name);
  if (known) await page.context().addCookies(known);
  else await page.goto(`${office.address}${office.links[name]}`);
  cookies.set(name, await page.context().cookies());
  return page;
}

/** A picture for people who look, where DESKHAND_SHOTS names a folder for them. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.DESKHAND_SHOTS;
  if (!folder) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
  await page.emulateMedia({ colorScheme: "light" });
}

afterAll(() => browser?.close());
