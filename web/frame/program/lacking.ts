// What pages count on and the seal takes away: storage, whose mere mention would break a page, is kept in memory for as long
// as the page is shown; a question of the browser's own, which would hold up everything, is shown in the page or told of.
import { copied, say, words } from "./saying.ts";

const KEPT_MAX = 5_000_000;

/** A `Storage` without a disk. */
export class Memory {
  readonly #kept = new Map<string, string>();

  get length(): number {
    return this.#kept.size;
  }

  key(n: number): string | null {
    return [...this.#kept.keys()][n] ?? null;
  }

  getItem(key: string): string | null {
    return this.#kept.get(String(key)) ?? null;
  }

  setItem(key: string, value: string): void {
    const [name, text] = [String(key), String(value)];
    const others = [...this.#kept].reduce((sum, [k, v]) => sum + (k === name ? 0 : k.length + v.length), 0);
    if (others + name.length + text.length > KEPT_MAX) {
      throw new DOMException(`Setting the value of '${name}' exceeded the quota.`, "QuotaExceededError");
    }
    this.#kept.set(name, text);
  }

  removeItem(key: string): void {
    this.#kept.delete(String(key));
  }

  clear(): void {
    this.#kept.clear();
  }

  names(): string[] {
    return [...this.#kept.keys()];
  }
}

/** Also by plain names, `store.theme = "dark"`, as pages write it. */
export function storageOf(memory: Memory): Memory {
  const own = (name: string | symbol): name is string => typeof name === "string" && !(name in memory);
  return new Proxy(memory, {
    get(target, name) {
      if (own(name)) return target.getItem(name) ?? undefined;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
    set(target, name, value) {
      if (own(name)) target.setItem(name, value);
      return true;
    },
    has: (target, name) => (own(name) ? target.getItem(name) !== null : name in target),
    deleteProperty(target, name) {
      if (own(name)) target.removeItem(name);
      return true;
    },
    ownKeys: (target) => target.names(),
    getOwnPropertyDescriptor(target, name) {
      const value = own(name) ? target.getItem(name) : null;
      return value === null ? undefined : { value, enumerable: true, configurable: true, writable: true };
    },
  });
}

function put(name: string, value: unknown): void {
  Object.defineProperty(window, name, { value, configurable: true, writable: true });
}

/** Once for each rendering that uses it: the model reads the console. */
const said = new Set<string>();

function tellOnce(what: string): void {
  if (said.has(what)) return;
  said.add(what);
  console.warn(what);
}

/** The browser's own is closed to a page without an origin; the older way is not. */
async function copyText(text: string): Promise<void> {
  if (!copied(String(text))) throw new DOMException("Copying needs a press of the person's.", "NotAllowedError");
}

function keepInMemory(name: "localStorage" | "sessionStorage"): void {
  let made: Memory | null = null;
  Object.defineProperty(window, name, {
    configurable: true,
    get() {
      tellOnce(`${name} lasts only as long as this artifact is shown. To keep values: await deskhand.use("storage").`);
      made ??= storageOf(new Memory());
      return made;
    },
  });
}

/** The browser would wait for an answer; nobody can from here, so who pressed sees why nothing comes of it. */
function unanswered(name: "confirm" | "prompt", answer: false | null): void {
  put(name, (text: unknown = "") => {
    tellOnce(`${name}() is not there in an artifact and gives ${answer}. Ask in the page instead, with <dialog>.`);
    say(`${String(text)}\n\n${words().unasked}`);
    return answer;
  });
}

/** From here on they are there. After the test of the seal, which asks the browser's own. */
export function giveLacking(): void {
  keepInMemory("localStorage");
  keepInMemory("sessionStorage");
  put("alert", (text: unknown = "") => say(text));
  unanswered("confirm", false);
  unanswered("prompt", null);
  const clipboard = Object.freeze({ writeText: copyText });
  Object.defineProperty(navigator, "clipboard", { value: clipboard, configurable: true });
}

/** A new rendering: what it uses is told anew. */
export function beginLacking(): void {
  said.clear();
}
