import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sharedBy } from "./shared.ts";

/** The page's side, with one key that others may change, too. */
function page() {
  const kept = { text: "1", number: 1, asked: [] as string[] };
  let changed: (count: string) => void = () => undefined;
  const others = (text: string) => {
    kept.text = text;
    kept.number += 1;
    changed(String(kept.number));
  };
  const ask = async (act: string, key: string, data = "") => {
    kept.asked.push(act);
    if (act === "read") return JSON.stringify(key === "votes" ? { value: kept.text, number: kept.number } : NONE);
    if (act === "wait") {
      if (Number(data) !== kept.number) return String(kept.number);
      return new Promise<string>((resolve) => {
        changed = resolve;
      });
    }
    const { value, base } = JSON.parse(data);
    if (base !== null && base !== kept.number) return "conflict";
    others(value);
    return "kept";
  };
  return { kept, others, shared: sharedBy(ask) };
}

const NONE = { value: null, number: 0 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settle = () => vi.advanceTimersByTimeAsync(200);

test("a change is made of what is there, also when somebody else was first", async () => {
  const { kept, others, shared } = page();
  const seen: unknown[] = [];
  const made = shared.use.update("votes", async (value) => {
    seen.push(value);
    if (seen.length === 1) others("10");
    return (value as number) + 1;
  });
  await settle();
  expect(await made).toBe(11);
  expect([seen, kept.text]).toEqual([[1, 10], "11"]);
  expect(await shared.use.get("other")).toBeNull();
});

test("one that others change all the time is given up", async () => {
  const { others, shared } = page();
  const made = shared.use.update("votes", () => others("5"));
  const told = expect(made).rejects.toThrow("all the time");
  await vi.advanceTimersByTimeAsync(5_000);
  await told;
});

test("who watches is told at once, of every change, and no more when they have had enough", async () => {
  const { kept, others, shared } = page();
  const told: unknown[] = [];
  const end = shared.use.watch("votes", (value) => told.push(value));
  await settle();
  others("2");
  await settle();
  await shared.use.set("votes", 3);
  await settle();
  expect(told).toEqual([1, 2, 3]);
  end();
  others("4");
  await settle();
  const asked = kept.asked.length;
  others("5");
  await settle();
  expect([told, kept.asked.length]).toEqual([[1, 2, 3], asked]);
});

test("what another version watched is told nothing any more", async () => {
  const { others, shared } = page();
  const [before, after]: unknown[][] = [[], []];
  shared.use.watch("votes", (value) => before?.push(value));
  await settle();
  shared.begin();
  shared.use.watch("votes", (value) => after?.push(value));
  await settle();
  others("2");
  await settle();
  expect([before, after]).toEqual([[1], [1, 2]]);
});
