#!/usr/bin/env node
// Takes a picture of every page of the workspace, in both themes, at 1440, 1024 and 390 px, in a real Chromium: to be
// looked at by people. Without an address it starts the peer (a test double) and takes those of its sessions.
//
//   node tests/shots.mjs [--into FOLDER] [--enter LINK] [--languages en,zh] [--widths 1440,1024,390] [--only timeline]
//
// --enter: a one-time link of a running `deskhand up`; its sessions are then what is seen.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const { values: options } = parseArgs({
  options: {
    into: { type: "string", default: "../runs/shots" },
    enter: { type: "string", default: "" },
    languages: { type: "string", default: "en" },
    widths: { type: "string", default: "1440,1024,390" },
    only: { type: "string", default: "" },
  },
});

const HEIGHTS = { 1440: 900, 1024: 768, 390: 844 };
const TABS = ["talk", "desk", "timeline", "files", "cost"];
const PEER = fileURLToPath(new URL("./peer/peer.mjs", import.meta.url));

/** The peer's address, and how to end it. */
async function peer() {
  const process_ = spawn(process.execPath, [PEER, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    process_.on("exit", () => reject(new Error("the peer ended")));
    process_.stdout.on("data", (data) => {
      const found = /http:\/\/\S+/.exec(data.toString());
      if (found) resolve(found[0]);
    });
  });
  return {
    address,
    end: () => {
      process_.removeAllListeners();
      process_.kill();
    },
  };
}

/** Name and path of every page: those of the newest session in each state among them. */
async function pages(page, address) {
  const { sessions } = await (await page.request.get(`${address}/api/sessions?limit=60`)).json();
  const byState = new Map();
  for (const session of sessions) if (!byState.has(session.state)) byState.set(session.state, session);
  const found = [
    ["start", "/"],
    ["projects", "/projects"],
    ["costs", "/costs"],
    ["settings", "/settings"],
    ["nowhere", "/nothing-here"],
  ];
  for (const [state, { id }] of byState) for (const tab of TABS) found.push([`${state}-${tab}`, `/s/${id}/${tab}`]);
  return found.filter(([name]) => !options.only || name.includes(options.only));
}

async function settled(page) {
  await page.waitForLoadState("domcontentloaded");
  await page.waitForSelector("main");
  // Streams stay open for ever, so there is no quiet network to wait for: fonts, pictures and what comes in, then.
  await page.evaluate(async () => {
    await document.fonts.ready;
    const lazy = (image) =>
      image.complete || new Promise((done) => image.addEventListener("load", done, { once: true }));
    await Promise.race([Promise.all([...document.images].map(lazy)), new Promise((done) => setTimeout(done, 2_000))]);
  });
  await page.waitForTimeout(600);
}

const folder = options.into;
mkdirSync(folder, { recursive: true });
const own = options.enter ? null : await peer();
const address = own ? own.address : new URL(options.enter).origin;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
let state;
if (options.enter) {
  const context = await browser.newContext();
  await (await context.newPage()).goto(options.enter);
  state = await context.storageState();
  await context.close();
}
let count = 0;
for (const language of options.languages.split(",")) {
  for (const theme of ["light", "dark"]) {
    for (const width of options.widths.split(",").map(Number)) {
      const context = await browser.newContext({
        viewport: { width, height: HEIGHTS[width] ?? 900 },
        colorScheme: theme,
        locale: language === "zh" ? "zh-CN" : "en-GB",
        reducedMotion: "reduce",
        ...(state ? { storageState: state } : {}),
      });
      const page = await context.newPage();
      for (const [name, path] of await pages(page, address)) {
        await page.goto(address + path);
        await settled(page);
        await page.screenshot({ path: `${folder}/${name}-${width}-${theme}-${language}.png` });
        count += 1;
      }
      await context.close();
    }
  }
}
await browser.close();
own?.end();
console.log(`${count} pictures in ${folder}`);
