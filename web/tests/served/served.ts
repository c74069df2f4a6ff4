// The real server as a process of its own, and people in a real Chromium who came in by its links.
//
// The environment says where: DESKHAND is the command as a list in JSON, DESKHAND_HOME an empty folder.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const PATIENCE_MS = 60_000;

export interface Recorded {
  seq: number;
  event: { type: string; [name: string]: unknown };
}

export class Served {
  address = "";
  private port = 0;
  private server: ChildProcess | null = null;
  private browser: Browser | null = null;
  private readonly people: BrowserContext[] = [];
  /** What broke in the pages. */
  readonly troubles: string[] = [];

  /** Starts the server; on the same port when it has run before. Gives the link that it prints. */
  async start(): Promise<string> {
    const [program = "", ...words] = this.command("up", "--port", String(this.port), "--no-browser");
    const server = spawn(program, words, { stdio: ["ignore", "pipe", "inherit"] });
    this.server = server;
    for await (const line of createInterface({ input: server.stdout })) {
      const link = /https?:\S+\/enter\?token=\S+/.exec(line)?.[0];
      if (!link) continue;
      this.address = new URL(link).origin;
      this.port = Number(new URL(link).port);
      return link;
    }
    throw new Error("the server ended before it printed a link");
  }

  /** The server dies at once, as by a crash. Its drivers and desks go on. */
  async kill(signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
    const { server } = this;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill(signal);
    await ended;
  }

  /** A page of somebody who opens a link of their own, in a browser of their own. */
  async enter(link = ""): Promise<Page> {
    this.browser ??= await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    const person = await this.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
    person.setDefaultTimeout(PATIENCE_MS);
    this.people.push(person);
    const page = await person.newPage();
    page.on("pageerror", (error) => this.troubles.push(error.message));
    await page.goto(link || (await this.freshLink()));
    return page;
  }

  async close(): Promise<void> {
    await this.browser?.close();
    await this.kill("SIGTERM");
  }

  /** Every session goes, and with it its driver and its desk. */
  async deleteAll(): Promise<void> {
    const [person] = this.people;
    if (!person) return;
    const { csrf } = await (await person.request.get(`${this.address}/api/me`)).json();
    const { sessions } = await (await person.request.get(`${this.address}/api/sessions`)).json();
    for (const { id } of sessions) {
      const headers = { "X-Deskhand-CSRF": csrf, Origin: this.address };
      await person.request.delete(`${this.address}/api/sessions/${id}`, { headers });
    }
  }

  private async freshLink(): Promise<string> {
    const [program = "", ...words] = this.command("up", "--link");
    return (await promisify(execFile)(program, words)).stdout.trim();
  }

  private command(...words: string[]): string[] {
    return [...JSON.parse(process.env.DESKHAND ?? '["deskhand"]'), ...words];
  }
}

/** A server for the tests of a file, and one who has come in; both are gone after them.
 * Each test leaves no session, so that the next one has the machine to itself. */
export function served(): { place: Served; page: () => Page } {
  const place = new Served();
  let page: Page | null = null;
  beforeAll(async () => {
    page = await place.enter(await place.start());
  });
  afterEach(() => place.deleteAll());
  afterAll(() => place.close());
  return {
    place,
    page: () => {
      if (!page) throw new Error("nobody has come in");
      return page;
    },
  };
}

/** Everything that is on the record of the session that the page shows. */
export async function recordOf(page: Page): Promise<Recorded[]> {
  const { origin, pathname } = new URL(page.url());
  const answer = await page.request.get(`${origin}/api/sessions/${pathname.split("/")[2]}/events?limit=1000`);
  return (await answer.json()).events;
}

/** A file of the session's desk as text; "" where there is none. */
export async function fileOf(page: Page, name: string): Promise<string> {
  const { origin, pathname } = new URL(page.url());
  const answer = await page.request.get(`${origin}/api/sessions/${pathname.split("/")[2]}/files/${name}`);
  return answer.ok() ? answer.text() : "";
}
