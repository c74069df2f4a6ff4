// A real Chromium on the built workspace, served by the peer. One browser and one peer for a file of tests.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

const PEER = fileURLToPath(new URL("../peer/peer.mjs", import.meta.url));
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const canRun = existsSync(CHROMIUM);

export class Place {
  address = "";
  private peer: ChildProcess | null = null;
  private browser: Browser | null = null;
  /** What the pages wrote to their consoles as errors, and what broke in them. */
  readonly troubles: string[] = [];

  async open(options: string[]): Promise<void> {
    this.peer = spawn(process.execPath, [PEER, "--port", "0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
    this.address = await new Promise((resolve, reject) => {
      this.peer?.on("exit", () => reject(new Error("the peer ended")));
      this.peer?.stdout?.on("data", (data: Buffer) => {
        const found = /http:\/\/\S+/.exec(data.toString());
        if (found) resolve(found[0]);
      });
    });
    this.browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  }

  async close(): Promise<void> {
    await this.browser?.close();
    this.peer?.removeAllListeners();
    this.peer?.kill();
  }

  async page(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    if (!this.browser) throw new Error("the browser is not open");
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "en-GB",
      ...options,
    });
    const page = await context.newPage();
    page.on("pageerror", (error) => this.troubles.push(`${path}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.troubles.push(`${path}: ${message.text()}`);
    });
    await page.goto(this.address + path);
    return page;
  }
}

/** Opens a place for the tests of a file, and closes it after them. */
export function opened(...options: string[]): Place {
  const place = new Place();
  beforeAll(() => place.open(options));
  afterAll(() => place.close());
  return place;
}
