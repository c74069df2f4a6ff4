// Tries every road in the frame that it runs in, and tells in the end what it found: `open` is what was in reach that must
// not be, `tried` the names of the roads. Whether anything arrived is for whoever listens to say.
import { holds, roads } from "./probes.js";
import to from "./to.json";

const WAIT_MS = 400;
/** These change what the whole page may do: they come when all others had their time. */
const LAST = new Set(["base", "report", "meta_csp_report_to"]);
const open = [];
const tried = [];
const soon = (given) => Promise.race([given, new Promise((resolve) => setTimeout(resolve, WAIT_MS, undefined))]);
/** What an element loads it begins to load when its style is known: with the next frame. */
const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

async function attempt(name, act) {
  console.debug(`TRY ${name}`);
  try {
    return await soon(act());
  } catch {
    return undefined; // the browser refused
  }
}

/** All of them at once, each begun in its turn. */
async function together(list, then) {
  const waiting = [];
  for (const [name, act] of list) {
    waiting.push(attempt(name, act).then((found) => then(name, found)));
    await frame();
  }
  await Promise.all(waiting);
}

const all = Object.entries(roads(to));
await together(Object.entries(holds), (name, found) => found && open.push(name));
await together(
  all.filter(([name]) => !LAST.has(name)),
  (name) => tried.push(name),
);
for (const [name, act] of all.filter(([each]) => LAST.has(each))) {
  await attempt(name, act);
  tried.push(name);
}
console.info(`SEAL ${JSON.stringify({ open, tried })}`);
