// What an artifact may ask of the page around it: `await deskhand.use("storage")` gives an object with what it can do, or
// null where its version does not ask for it, the person did not allow it, or nobody can. It is to be written for null.
import type { Answer, Use } from "../protocol.ts";
import { sharedBy } from "./shared.ts";
import { now, tell } from "./telling.ts";

interface Waiting {
  resolve: (value: Answer["value"]) => void;
  reject: (error: Error) => void;
}

const waiting = new Map<number, Waiting>();
let asked = 0;
let allowed: readonly Use[] = [];

/** From here on just these. */
export function allow(uses: readonly Use[]): void {
  allowed = uses;
  shared.begin();
}

export function answered({ n, value, error }: Answer): void {
  const found = waiting.get(n);
  waiting.delete(n);
  if (error === undefined) found?.resolve(value ?? null);
  else found?.reject(new Error(error));
}

function ask(use: Use, act: string, key: string, data: string | ArrayBuffer | null = null): Promise<Answer["value"]> {
  asked += 1;
  const n = asked;
  const told = new Promise<Answer["value"]>((resolve, reject) => waiting.set(n, { resolve, reject }));
  tell({ type: "ask", id: now(), n, use, act, key, data });
  return told;
}

const namesOf = (value: Answer["value"]): string[] => (Array.isArray(value) ? [...value] : []);

type Content = string | Blob | ArrayBuffer | ArrayBufferView;

async function bytesOf(content: Content): Promise<string | ArrayBuffer> {
  if (typeof content === "string") return content;
  return new Blob([content as BlobPart]).arrayBuffer();
}

const shared = sharedBy((act, key, data) => ask("shared", act, key, data));

async function bytesAt(path: string): Promise<Uint8Array> {
  const bytes = await ask("files", "read", String(path));
  return new Uint8Array(bytes instanceof ArrayBuffer ? bytes : []);
}

async function save(name: string, content: Content): Promise<void> {
  await ask("downloads", "save", String(name), await bytesOf(content));
}

/** Saves a file where that is allowed; null where it is not. */
export const saved = (name: string, content: Blob): Promise<void> | null =>
  allowed.includes("downloads") ? save(name, content) : null;

const MADE: Record<Use, object> = {
  /** Gives the person a file to save. */
  downloads: Object.freeze({ save }),
  files: Object.freeze({
    /** What is in a folder of the desk's work folder: its path, kind ("file", "folder", ...), size, modified. */
    async list(path = "") {
      return JSON.parse(String(await ask("files", "list", String(path))));
    },
    async read(path: string) {
      return new TextDecoder().decode(await bytesAt(path));
    },
    readBytes: bytesAt,
  }),
  model: Object.freeze({
    /** What the session's model answers: words, or what fits the JSON schema. */
    async ask(prompt: string, { system = "", schema }: { system?: string; schema?: object } = {}) {
      const asked = { prompt: String(prompt), system: String(system), answer_schema: schema ?? null };
      const text = String(await ask("model", "ask", "", JSON.stringify(asked)));
      return schema ? JSON.parse(text) : text;
    },
  }),
  shared: shared.use,
  tools: Object.freeze({
    /** The tools that can be used: their name, description, and the schema of what they take. */
    async list() {
      return JSON.parse(String(await ask("tools", "list", "")));
    },
    /** Uses a tool on the desk: what came of it. It is judged first, and the person may be asked. */
    async call(name: string, given: unknown = {}) {
      return JSON.parse(String(await ask("tools", "call", String(name), JSON.stringify(given) ?? "{}")));
    },
  }),
  storage: Object.freeze({
    /** What is kept under a key: what JSON can hold; null for nothing. */
    async get(key: string) {
      const text = await ask("storage", "get", String(key));
      return typeof text === "string" ? JSON.parse(text) : null;
    },
    async set(key: string, value: unknown) {
      await ask("storage", "set", String(key), JSON.stringify(value) ?? "null");
    },
    async delete(key: string) {
      await ask("storage", "delete", String(key));
    },
    async keys() {
      return namesOf(await ask("storage", "keys", ""));
    },
  }),
};

/** Whether it can be done at all; why not stands in the console. */
async function can(name: string): Promise<boolean> {
  const why = name === "model" ? await ask("model", "why", "") : "";
  if (why) console.info(`deskhand.use("${name}") is null: ${why}`);
  return !why;
}

export function offer(): void {
  const use = async (name: string) => (allowed.includes(name as Use) && (await can(name)) ? MADE[name as Use] : null);
  Object.defineProperty(window, "deskhand", { value: Object.freeze({ use }), enumerable: true });
}
