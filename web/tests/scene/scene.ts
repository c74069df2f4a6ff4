// A workspace with something on every page of it, on the real server, and who looks at it in a real Chromium.
//
// The environment says which: SCENE is the command that sets it up, as a list in JSON (tests/workspace/scene.py), or
// ENTER the one-time link of a workspace that runs already, whose newest session in each state is looked at then.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Who looks: whose machine it is, somebody who came just now, nobody yet. */
export type Who = "owner" | "newcomer" | "nobody";

/** The ids of sessions by what is to be seen of them. */
export type Sessions = Readonly<Record<string, string>>;

type Kept = Awaited<ReturnType<BrowserContext["storageState"]>>;

const STATES: Record<string, string> = {
  done: "done",
  failed: "failed",
  stopped: "stopped",
  waiting: "approval",
  working: "working",
};

export class Scene {
  address = "";
  sessions: Sessions = {};
  project = "";
  private process: ChildProcess | null = null;
  private browser: Browser | null = null;
  private readonly kept = new Map<Who, Kept>();

  async open(): Promise<void> {
    this.browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    const links = process.env.ENTER ? { owner: process.env.ENTER } : await this.begun();
    this.address = new URL(links.owner).origin;
    for (const [who, link] of Object.entries(links)) {
      const context = await this.browser.newContext();
      await (await context.newPage()).goto(link);
      this.kept.set(who as Who, await context.storageState());
      await context.close();
    }
    const { context } = await this.looks("owner");
    if (process.env.ENTER) {
      const { sessions } = await (await context.request.get(`${this.address}/api/sessions?limit=100`)).json();
      const found = [...sessions].reverse().map(({ state, id }) => [STATES[state] ?? state, id]);
      this.sessions = Object.fromEntries(found);
    }
    const projects = await (await context.request.get(`${this.address}/api/projects`)).json();
    this.project = projects.projects.find((each: { personal: string }) => !each.personal)?.id ?? "";
    await context.close();
  }

  has(who: Who): boolean {
    return who === "nobody" || this.kept.has(who);
  }

  /** A page of somebody, in a browser of their own. */
  async looks(who: Who, options: BrowserContextOptions = {}): Promise<{ context: BrowserContext; page: Page }> {
    const kept = this.kept.get(who);
    if (!this.browser) throw new Error("the browser is not open");
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "en-GB",
      reducedMotion: "reduce",
      ...(kept ? { storageState: kept } : {}),
      ...options,
    });
    context.setDefaultTimeout(20_000);
    return { context, page: await context.newPage() };
  }

  async close(): Promise<void> {
    await this.browser?.close();
    if (!this.process) return;
    const ended = once(this.process, "exit");
    this.process.stdin?.end();
    await ended;
  }

  private async begun(): Promise<Record<string, string> & { owner: string }> {
    const [program = "", ...words] = JSON.parse(process.env.SCENE ?? "[]");
    const running = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
    this.process = running;
    for await (const line of createInterface({ input: running.stdout })) {
      if (!line.startsWith("{")) continue;
      const { links, sessions } = JSON.parse(line);
      this.sessions = sessions;
      return links;
    }
    throw new Error("the scene ended before it stood");
  }
}
