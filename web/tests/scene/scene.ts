// The workspace that is looked at, and who looks at it in a real Chromium.
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { inject } from "vitest";
import { CHROMIUM } from "./chromium";

/** Who looks: whose machine it is, somebody who came just now, nobody yet. */
export type Who = "owner" | "newcomer" | "nobody";

/** The ids of sessions by what is to be seen of them. */
export type Sessions = Readonly<Record<string, string>>;

export type Kept = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** What stands: the server's address, a shared project's id, and what the browsers of people keep of their coming in. */
export interface Standing {
  address: string;
  sessions: Sessions;
  project: string;
  kept: Record<string, Kept>;
}

declare module "vitest" {
  export interface ProvidedContext {
    standing: Standing;
  }
}

export class Scene {
  private browser: Browser | null = null;
  private readonly standing = inject("standing");

  get address(): string {
    return this.standing.address;
  }

  get sessions(): Sessions {
    return this.standing.sessions;
  }

  get project(): string {
    return this.standing.project;
  }

  async open(): Promise<void> {
    this.browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  }

  has(who: Who): boolean {
    return who === "nobody" || who in this.standing.kept;
  }

  /** A page of somebody, in a browser of their own. */
  async looks(who: Who, options: BrowserContextOptions = {}): Promise<Page> {
    if (!this.browser) throw new Error("the browser is not open");
    const kept = this.standing.kept[who];
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "en-GB",
      reducedMotion: "reduce",
      ...(kept ? { storageState: kept } : {}),
      ...options,
    });
    context.setDefaultTimeout(30_000);
    return context.newPage();
  }

  async close(): Promise<void> {
    await this.browser?.close();
  }
}
