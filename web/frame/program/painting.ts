// One rendering after the other: the new one is drawn unseen and takes the place of the last good one when it is painted.
import type { Drawn } from "../kinds/kind.ts";
import { DRAWS } from "../kinds/registry.ts";
import type { Render, Theme } from "../protocol.ts";
import { beginLacking } from "./lacking.ts";
import { STYLE } from "./style.ts";
import { withoutTailwind } from "./tailwind.ts";
import { about, Failure, fail, tell } from "./telling.ts";
import { allow } from "./uses.ts";

const FULL = new Set(["slides", "table", "chart"]);
/** Kinds that bring all of their own look. */
const OWN_LOOK = new Set(["html", "react"]);
const RUNS = new Set(["html", "react"]);
const UNSEEN = "position:absolute;inset:0;visibility:hidden";

let shown: { root: HTMLElement; drawn: Drawn } | null = null;
let theme: Theme = "light";

/** The second frame after a change begins when the first, which has it, was painted. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/** What is queued in a frame runs when that frame was painted: sooner told, for what is still being written. */
const paintedSoon = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    requestAnimationFrame(() => port2.postMessage(null));
  });

export async function prepare(): Promise<void> {
  const fonts = (await import("made:fonts-style")).default;
  const face = document.createElement("style");
  face.textContent = fonts;
  const style = document.createElement("style");
  style.id = "deskhand-style";
  style.textContent = STYLE;
  document.head.prepend(face, style);
}

export function setTheme(now: Theme): void {
  theme = now;
  document.documentElement.classList.toggle("dark", now === "dark");
  document.documentElement.style.colorScheme = now;
  shown?.drawn.theme?.(now);
}

function room(given: Render): HTMLElement {
  const root = document.createElement("div");
  root.className = FULL.has(given.kind) ? "deskhand-root full" : "deskhand-root";
  if (!given.partial) root.style.cssText = UNSEEN;
  document.body.append(root);
  return root;
}

function ownLook(kind: string): void {
  const style = document.getElementById("deskhand-style") as HTMLStyleElement | null;
  if (style) style.disabled = OWN_LOOK.has(kind);
}

/** Shows it, and tells when it is painted or why it is not. The last good one stays until then. */
export async function render(given: Render, sealed: boolean): Promise<void> {
  const began = performance.now();
  about(given.id);
  beginLacking();
  allow(sealed && !given.partial ? (given.uses ?? []) : []);
  if (given.theme !== theme) setTheme(given.theme);
  document.documentElement.lang = given.language;
  const root = room(given);
  try {
    if (!sealed && RUNS.has(given.kind) && !given.partial) {
      throw new Failure("load", "scripts stay off: the seal does not hold in this browser.");
    }
    const text = given.files[given.entry];
    if (text === undefined && !given.bytes?.[given.entry]) {
      throw new Failure("load", `"${given.entry}" is not there.`, { path: given.entry });
    }
    ownLook(given.kind);
    if (given.kind !== "react") withoutTailwind();
    const { draw } = await DRAWS[given.kind]();
    const drawn = await draw({ ...given, root, text: text ?? "", partial: given.partial === true });
    if (given.partial) {
      seen(root, drawn ?? {});
      await paintedSoon();
    } else {
      await painted();
      seen(root, drawn ?? {});
    }
    const { scrollWidth: width, scrollHeight: height } = document.documentElement;
    tell({ type: "painted", id: given.id, ms: performance.now() - began, width, height });
  } catch (error) {
    root.remove();
    fail(error, "load");
  }
}

function seen(root: HTMLElement, drawn: Drawn): void {
  const last = shown;
  const top = document.scrollingElement?.scrollTop ?? 0;
  shown = { root, drawn };
  root.removeAttribute("style");
  last?.drawn.end?.();
  last?.root.remove();
  if (document.scrollingElement) document.scrollingElement.scrollTop = top;
}
