import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
const line = readFileSync("/tmp/dbg/out", "utf8").split("\n").find((l) => l.startsWith("{"));
const { links, sessions } = JSON.parse(line);
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const { existsSync } = await import("node:fs");
const st = existsSync("/tmp/dbg/state.json") ? { storageState: "/tmp/dbg/state.json" } : {};
const c = await b.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", ...st });
const page = await c.newPage();
if (!st.storageState) { await page.goto(links.owner); await c.storageState({ path: "/tmp/dbg/state.json" }); }
const A = new URL(links.owner).origin;
const focused = () => page.evaluate(() => { const n = document.activeElement; return `${n?.tagName}#${n?.id} ${(n?.getAttribute("aria-label") || n?.textContent || "").slice(0, 40)}`; });
await page.goto(A + "/"); await page.locator("textarea").waitFor();
console.log("start focus", await focused());
for (let i = 0; i < 6; i++) { await page.keyboard.press("Tab"); console.log(i, await focused()); }
await page.goto(`${A}/s/${sessions.done}`); await page.locator("[role=log] article").first().waitFor();
for (let i = 0; i < 80; i++) { await page.keyboard.press("Tab"); if (/^BUTTON#tab-desk/.test(await focused())) break; }
console.log("at", await focused());
await page.keyboard.press("Control+k"); await page.locator("[role=dialog]").waitFor();
await page.waitForTimeout(500); console.log("in", await focused());
await page.keyboard.press("Escape"); await page.locator("[role=dialog]").waitFor({ state: "detached" });
await page.waitForTimeout(1500); console.log("after", await focused());
await b.close();
