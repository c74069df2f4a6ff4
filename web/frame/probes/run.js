// Tries every road, one after the other, in the frame that it runs in, and tells in the end what it found: `open` is what
// was in reach that must not be, `tried` the names of the roads. Whether anything arrived is for whoever listens to say.
import { holds, roads } from "./probes.js";
import to from "./to.json";

const WAIT_MS = 400;
const open = [];
const tried = [];
const soon = (given) => Promise.race([given, new Promise((resolve) => setTimeout(resolve, WAIT_MS, undefined))]);

async function attempt(name, act) {
  console.debug(`TRY ${name}`);
  try {
    return await soon(act());
  } catch {
    return undefined; // the browser refused
  }
}

for (const [name, act] of Object.entries(holds)) {
  if (await attempt(name, act)) open.push(name);
}
for (const [name, act] of Object.entries(roads(to))) {
  await attempt(name, act);
  tried.push(name);
}
console.info(`SEAL ${JSON.stringify({ open, tried })}`);
