// The test of the seal, in the browser that asks: every road out of a frame is tried in one, by the same program that the
// tests run, towards the frame's own server, which tells what arrived.
import probes from "../../frame/probes/probes.js?raw";
import run from "../../frame/probes/run.js?raw";
import type { Language } from "../../frame/protocol.ts";
import { Showing } from "./showing.ts";

const PAGE = '<!doctype html><body><script type="module" src="./run.js"></script></body>';
const WORD = "SEAL ";
const TRIAL_MS = 180_000;

/** open: what was in reach that must not be; tried: roads; off: why scripts stay off, where they do. */
export interface Tried {
  open: string[];
  tried: string[];
  off: string;
}

const names = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((each) => String(each).slice(0, 100)).slice(0, 500) : [];

/** A name that nobody can know in advance, for what arrives. */
export function newToken(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Tries all of them in a frame in `place`; null when the frame ended before. Ends with the signal. */
export function tryRoads(
  place: HTMLElement,
  address: string,
  token: string,
  language: Language,
  title: string,
  signal: AbortSignal,
): Promise<Tried | null> {
  return new Promise((resolve) => {
    const finish = (found: Tried | null) => {
      window.clearTimeout(waiting);
      showing.end();
      resolve(found);
    };
    const waiting = window.setTimeout(() => finish(null), TRIAL_MS);
    const showing = new Showing(
      place,
      address,
      title,
      { theme: "light", language },
      {
        said(words) {
          if (words.type === "ready" && !words.sealed) finish({ open: [], tried: [], off: words.why ?? "" });
          if (words.type !== "console" || !words.text.startsWith(WORD)) return;
          const { open, tried } = JSON.parse(words.text.slice(WORD.length)) as Record<string, unknown>;
          finish({ open: names(open), tried: names(tried), off: "" });
        },
        ended: () => finish(null),
      },
    );
    signal.addEventListener("abort", () => finish(null));
    const { host, pathname } = new URL(address);
    const to = { http: `${host}${pathname}/${token}`, udp: host, tcp: host };
    const files = { "index.html": PAGE, "probes.js": probes, "run.js": run, "to.json": JSON.stringify(to) };
    showing.show({ artifact: "seal", kind: "html", entry: "index.html", files });
  });
}
