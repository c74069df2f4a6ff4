// Values for all who may see the session, as an artifact has them: read, changed where nobody was first, and watched.
import type { Answer } from "../protocol.ts";

type Ask = (act: string, key: string, data?: string) => Promise<Answer["value"]>;

interface Watcher {
  key: string;
  told: (value: unknown) => void;
  /** The number of the value that it was told last. */
  seen: number;
}

/** Somebody else was first so often that it is given up. */
const TRIES = 20;
const APART_MS = 60;

const apart = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, APART_MS * (0.5 + Math.random())));

export function sharedBy(ask: Ask) {
  let watched = new Set<Watcher>();
  let following: Set<Watcher> | null = null;

  /** number: of this value, 0 for none. */
  async function read(key: string): Promise<{ value: unknown; number: number }> {
    const { value, number } = JSON.parse(String(await ask("read", key)));
    return { value: value === null ? null : JSON.parse(value), number };
  }

  async function put(key: string, value: unknown, base: number | null): Promise<boolean> {
    const text = value === undefined ? null : (JSON.stringify(value) ?? "null");
    const kept = (await ask("set", key, JSON.stringify({ value: text, base }))) !== "conflict";
    if (kept) void Promise.all([...watched].map((each) => each.key === key && look(each))).catch(() => undefined);
    return kept;
  }

  async function look(watcher: Watcher): Promise<void> {
    const { value, number } = await read(watcher.key);
    if (number === watcher.seen || !watched.has(watcher)) return;
    watcher.seen = number;
    watcher.told(value);
  }

  /** Looks whenever something changed, as long as anything is watched. */
  async function follow(): Promise<void> {
    const mine = watched;
    if (following === mine) return;
    following = mine;
    try {
      for (let count = "0"; mine === watched && mine.size; count = String(await ask("wait", "", count))) {
        for (const each of mine) await look(each);
      }
    } catch (error) {
      if (mine === watched && mine.size) console.warn("Shared values are watched no more.", error);
    }
    if (following === mine) following = null;
  }

  const use = Object.freeze({
    /** What is kept under a key: what JSON can hold; null for nothing. */
    async get(key: string) {
      return (await read(String(key))).value;
    },
    async set(key: string, value: unknown) {
      await put(String(key), value ?? null, null);
    },
    async delete(key: string) {
      await put(String(key), undefined, null);
    },
    async keys() {
      const names = await ask("keys", "");
      return Array.isArray(names) ? [...names] : [];
    },
    /** Keeps what `change` makes of what is there, and gives it; asked anew for what somebody else kept meanwhile. */
    async update(key: string, change: (value: unknown) => unknown) {
      for (let tried = 0; tried < TRIES; tried += 1) {
        const { value, number } = await read(String(key));
        const next = (await change(value)) ?? null;
        if (await put(String(key), next, number)) return next;
        await apart();
      }
      throw new Error("others change this value all the time");
    },
    /** Tells what is kept under a key, now and whenever it changes. Gives what ends that. */
    watch(key: string, told: (value: unknown) => void) {
      const mine = watched;
      const watcher = { key: String(key), told, seen: -1 };
      mine.add(watcher);
      look(watcher).catch((error) => console.warn("Shared values can't be read.", error));
      void follow();
      return () => void mine.delete(watcher);
    },
    /** Who looks: {id, name, writes}. id is the same each time, for this artifact. writes: false who may only look. */
    async me() {
      return JSON.parse(String(await ask("me", "")));
    },
  });

  return {
    use,
    /** Another version is shown from here on. */
    begin() {
      watched = new Set();
      following = null;
    },
  };
}
