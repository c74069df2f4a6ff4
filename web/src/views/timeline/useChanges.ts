// What changed between two pictures, compared by a worker; each pair once.
import { useEffect, useState } from "react";
import type { Changes } from "./changes";
import type { Answer, Asked } from "./changes.worker";

const KEPT_MAX = 400;
const kept = new Map<string, Changes | null>();
const waiting = new Map<number, (changes: Changes | null) => void>();
let worker: Worker | null = null;
let last = 0;

function compare(before: string, after: string): Promise<Changes | null> {
  worker ??= begun();
  const id = ++last;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    worker?.postMessage({ id, before, after } satisfies Asked);
  });
}

function begun(): Worker {
  const made = new Worker(new URL("./changes.worker.ts", import.meta.url), { type: "module" });
  made.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.id)?.(data.changes);
    waiting.delete(data.id);
  });
  made.addEventListener("error", () => {
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  });
  return made;
}

const SETTLE_MS = 120;

/** What changed between two pictures by their addresses: undefined while it is not known, null when it can't be. */
export function useChanges(before: string, after: string, wanted: boolean): Changes | null | undefined {
  const pair = before && after ? `${before} ${after}` : "";
  const [, draw] = useState(0);
  useEffect(() => {
    if (!wanted || !pair || kept.has(pair)) return;
    let here = true;
    // Who scrubs passes many pairs; only where they stay is compared.
    const timer = window.setTimeout(() => {
      void compare(before, after).then((changes) => {
        if (kept.size >= KEPT_MAX) kept.delete(kept.keys().next().value ?? "");
        kept.set(pair, changes);
        if (here) draw((n) => n + 1);
      });
    }, SETTLE_MS);
    return () => {
      here = false;
      window.clearTimeout(timer);
    };
  }, [pair, before, after, wanted]);
  return pair ? kept.get(pair) : null;
}
