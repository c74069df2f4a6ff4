// Sets up, once for all the files of tests here, a workspace with something on every page of it, on the real server.
//
// The environment says which: SCENE is the command that sets it up, as a list in JSON (tests/workspace/scene.py), or
// ENTER the one-time link of a workspace that runs already, whose newest session in each state is looked at then.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type APIRequestContext, chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { CHROMIUM } from "./chromium";
import type { Kept, Sessions, Standing } from "./scene";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const STATES: Record<string, string> = { waiting: "approval" };

type Links = Record<string, string> & { owner: string };

async function begun(): Promise<{ running: ChildProcess; links: Links; sessions: Sessions }> {
  const [program = "", ...words] = JSON.parse(process.env.SCENE ?? "[]");
  const running = spawn(program, words, { cwd: ROOT, stdio: ["pipe", "pipe", "inherit"] });
  for await (const line of createInterface({ input: running.stdout })) {
    if (line.startsWith("{")) return { running, ...JSON.parse(line) };
  }
  throw new Error("the scene ended before it stood");
}

async function ended(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null) return;
  const gone = once(running, "exit");
  running.stdin?.end();
  await gone;
}

/** Who came in by each link, as their browser keeps it. */
async function comeIn(links: Links): Promise<Record<string, Kept>> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const kept: Record<string, Kept> = {};
  for (const [who, link] of Object.entries(links)) {
    const context = await browser.newContext();
    await (await context.newPage()).goto(link);
    kept[who] = await context.storageState();
    await context.close();
  }
  await browser.close();
  return kept;
}

/** The newest session in each state, of a workspace that runs already. */
async function newest(request: APIRequestContext, address: string): Promise<Sessions> {
  const { sessions } = await (await request.get(`${address}/api/sessions?limit=100`)).json();
  return Object.fromEntries([...sessions].reverse().map(({ state, id }) => [STATES[state] ?? state, id]));
}

async function stands(links: Links, known: Sessions | null): Promise<Standing> {
  const address = new URL(links.owner).origin;
  const kept = await comeIn(links);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const { request } = await browser.newContext(kept.owner ? { storageState: kept.owner } : {});
  const { projects } = await (await request.get(`${address}/api/projects`)).json();
  const project = projects.find((each: { personal: boolean }) => !each.personal)?.id ?? "";
  const sessions = known ?? (await newest(request, address));
  await browser.close();
  return { address, sessions, project, kept };
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.ENTER) {
    project.provide("standing", await stands({ owner: process.env.ENTER }, null));
    return async () => undefined;
  }
  const { running, links, sessions } = await begun();
  project.provide("standing", await stands(links, sessions));
  return () => ended(running);
}
