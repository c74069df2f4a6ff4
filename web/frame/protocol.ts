// What a page and the sealed frame say to each other, over the one port that the frame is given. Plain JSON objects.
//
// A page must take everything from a frame as a stranger's words: see `heard`.

export const KINDS = [
  "html",
  "react",
  "svg",
  "markdown",
  "code",
  "mermaid",
  "slides",
  "table",
  "chart",
  "json",
  "text",
  "picture",
  "pdf",
] as const;

export type Kind = (typeof KINDS)[number];
export type Theme = "light" | "dark";
export type Language = "en" | "zh";

/** What is to be shown. files: text by relative path; bytes: files that are no text. entry: where to begin. */
export interface Content {
  kind: Kind;
  files: Record<string, string>;
  entry: string;
  bytes?: Record<string, ArrayBuffer>;
}

export interface Render extends Content {
  type: "render";
  /** Comes back in everything that is said about it. */
  id: number;
  theme: Theme;
  language: Language;
  /** It is still being written: shown as far as it goes, and nothing of it runs. */
  partial?: boolean;
  /** What it asked for and the person allowed, of USES. */
  uses?: readonly Use[];
}

/** What a version may ask for, in its file artifact.json. */
export const USES = ["downloads", "files", "model", "shared", "storage", "tools"] as const;
export type Use = (typeof USES)[number];

/** What comes of an `Ask`. value: a text, names, bytes, or nothing. */
export interface Answer {
  type: "answer";
  n: number;
  value?: string | readonly string[] | ArrayBuffer | null;
  error?: string;
}

export type ToFrame =
  | Render
  | { type: "theme"; theme: Theme }
  | { type: "ping"; n: number }
  | { type: "inspect"; on: boolean }
  | { type: "measure" }
  | Answer
  | { type: "warm"; libraries: string[] };

export type Stage = "compile" | "load" | "run";

export interface Failed {
  type: "failed";
  id: number;
  stage: Stage;
  message: string;
  path?: string;
  line?: number;
  column?: number;
  /** The libraries that there are, where one was asked for that there is not. */
  available?: string[];
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Measured {
  type: "measured";
  overflow: { x: number; y: number };
  links: number;
  headings: { level: number; text: string }[];
  /** What somebody who does not see it lacks, one sentence each. */
  accessible: string[];
  /** Elements that reach beyond the window's edge, text that is cut off, text that is hard to read: one sentence each. */
  wide: string[];
  clipped: string[];
  contrast: string[];
}

/** Something is to be done with what was allowed; n comes back in the answer. */
export interface Ask {
  type: "ask";
  id: number;
  n: number;
  use: string;
  act: string;
  key: string;
  data: string | ArrayBuffer | null;
}

export type Level = "log" | "info" | "warn" | "error" | "debug";

export type FromFrame =
  | { type: "ready"; sealed: boolean; why?: string }
  | { type: "painted"; id: number; ms: number; width: number; height: number }
  | Failed
  | { type: "console"; id: number; level: Level; text: string }
  | { type: "blocked"; id: number; directive: string; address: string }
  | { type: "pong"; n: number }
  | { type: "picked"; selector: string; html: string; text: string; box: Box }
  | Measured
  | Ask;

/** The word with which a page gives a frame its port. */
export const HELLO = "deskhand-frame";

export const TEXT_MAX = 8_000;
/** Of a file to save, or a value to keep. */
export const DATA_MAX = 16 * 1024 * 1024;
const LIST_MAX = 200;
const LEVELS: readonly string[] = ["log", "info", "warn", "error", "debug"];
const STAGES: readonly string[] = ["compile", "load", "run"];

type Said = Record<string, unknown>;

const words = (value: unknown, most = TEXT_MAX): string => (typeof value === "string" ? value.slice(0, most) : "");
const count = (value: unknown): number =>
  typeof value === "number" && Number.isFinite(value) ? Math.max(-1e7, Math.min(1e7, value)) : 0;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, LIST_MAX) : []);
const sentences = (value: unknown): string[] => list(value).map((each) => words(each, 500));
const object = (value: unknown): Said => (typeof value === "object" && value !== null ? (value as Said) : {});
const maybe = <K extends string, V>(name: K, given: unknown, value: V) =>
  (given === undefined ? {} : { [name]: value }) as { [key in K]?: V };

const dataOf = (value: unknown): string | ArrayBuffer | null => {
  if (typeof value === "string") return value.length <= DATA_MAX ? value : null;
  return value instanceof ArrayBuffer && value.byteLength <= DATA_MAX ? value : null;
};

const READERS: Record<FromFrame["type"], (said: Said) => FromFrame | null> = {
  ready: (said) => ({ type: "ready", sealed: said.sealed === true, ...maybe("why", said.why, words(said.why, 500)) }),
  painted: (said) => ({
    type: "painted",
    id: count(said.id),
    ms: count(said.ms),
    width: count(said.width),
    height: count(said.height),
  }),
  failed: (said) =>
    STAGES.includes(String(said.stage))
      ? {
          type: "failed",
          id: count(said.id),
          stage: said.stage as Stage,
          message: words(said.message),
          ...maybe("path", said.path, words(said.path, 300)),
          ...maybe("line", said.line, count(said.line)),
          ...maybe("column", said.column, count(said.column)),
          ...maybe(
            "available",
            said.available,
            list(said.available).map((each) => words(each, 100)),
          ),
        }
      : null,
  console: (said) =>
    LEVELS.includes(String(said.level))
      ? { type: "console", id: count(said.id), level: said.level as Level, text: words(said.text) }
      : null,
  blocked: (said) => ({
    type: "blocked",
    id: count(said.id),
    directive: words(said.directive, 100),
    address: words(said.address, 500),
  }),
  ask: (said) => ({
    type: "ask",
    id: count(said.id),
    n: count(said.n),
    use: words(said.use, 40),
    act: words(said.act, 40),
    key: words(said.key, 1_000),
    data: dataOf(said.data),
  }),
  pong: (said) => ({ type: "pong", n: count(said.n) }),
  picked: (said) => {
    const box = object(said.box);
    return {
      type: "picked",
      selector: words(said.selector, 1_000),
      html: words(said.html),
      text: words(said.text),
      box: { x: count(box.x), y: count(box.y), width: count(box.width), height: count(box.height) },
    };
  },
  measured: (said) => {
    const overflow = object(said.overflow);
    return {
      type: "measured",
      overflow: { x: count(overflow.x), y: count(overflow.y) },
      links: count(said.links),
      headings: list(said.headings).map((each) => ({
        level: count(object(each).level),
        text: words(object(each).text, 300),
      })),
      accessible: sentences(said.accessible),
      wide: sentences(said.wide),
      clipped: sentences(said.clipped),
      contrast: sentences(said.contrast),
    };
  },
};

/** What a frame said, typed and cut to size; null for what is no word of ours. */
export function heard(data: unknown): FromFrame | null {
  const said = object(data);
  const type = String(said.type);
  return Object.hasOwn(READERS, type) ? READERS[type as FromFrame["type"]](said) : null;
}
