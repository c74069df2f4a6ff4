// What the frame tells: over its port, about what is being shown. Console, errors, and what the policy stopped.
//
// It keeps its own hold of what it needs of the browser, since what is shown runs in the same document.
import { type FromFrame, type Level, type Stage, TEXT_MAX } from "../protocol.ts";

const post = MessagePort.prototype.postMessage;
const LEVELS: Level[] = ["log", "info", "warn", "error", "debug"];
/** So many of each are told of one rendering. */
const TOLD_MAX = 1_000;

export class Failure extends Error {
  constructor(
    readonly stage: Stage,
    message: string,
    readonly at: { path?: string; line?: number; column?: number; available?: string[] } = {},
  ) {
    super(message);
  }
}

let port: MessagePort | null = null;
let current = 0;
let told = { console: 0, blocked: 0, failed: 0 };

export function speakTo(given: MessagePort): void {
  port = given;
}

/** What is said from here on is about this rendering. */
export function about(id: number): void {
  current = id;
  told = { console: 0, blocked: 0, failed: 0 };
}

export const now = (): number => current;

export function tell(said: FromFrame): void {
  if (port) post.call(port, said);
}

/** Paths of what is shown by the addresses that it runs under. */
export const places = new Map<string, string>();

function placeOf(text: string): { path?: string; line?: number; column?: number } {
  for (const found of text.matchAll(/(blob:[^\s)]+?):(\d+):(\d+)/g)) {
    const path = places.get(found[1] ?? "");
    if (path) return { path, line: Number(found[2]), column: Number(found[3]) };
  }
  return {};
}

/** Tells of an error once, whatever was thrown. */
export function fail(error: unknown, stage: Stage = "run", at: Failure["at"] = {}): void {
  if (told.failed++ > TOLD_MAX) return;
  if (error instanceof Failure) {
    tell({ type: "failed", id: current, stage: error.stage, message: error.message, ...error.at });
    return;
  }
  const known = error instanceof Error;
  const message = known ? `${error.name}: ${error.message}` : shown(error);
  tell({ type: "failed", id: current, stage, message, ...at, ...placeOf(known ? (error.stack ?? "") : "") });
}

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Error) return value.stack ?? value.message;
  if (typeof value === "object" && value !== null) {
    try {
      return JSON.stringify(value) ?? String(value);
    } catch {
      return Object.prototype.toString.call(value);
    }
  }
  return String(value);
}

function listenToConsole(): void {
  for (const level of LEVELS) {
    const before = console[level].bind(console);
    console[level] = (...values: unknown[]) => {
      before(...values);
      if (told.console++ > TOLD_MAX) return;
      tell({ type: "console", id: current, level, text: values.map(shown).join(" ").slice(0, TEXT_MAX) });
    };
  }
}

/** Inline handlers are no violation: the program attaches them itself. */
function isOurs(event: SecurityPolicyViolationEvent): boolean {
  return event.effectiveDirective === "script-src-attr";
}

export function listen(): void {
  listenToConsole();
  window.addEventListener("error", (event) => {
    if (!event.message) return;
    const path = places.get(event.filename);
    fail(event.error ?? event.message, "run", path ? { path, line: event.lineno, column: event.colno } : {});
  });
  window.addEventListener("unhandledrejection", (event) => fail(event.reason));
  document.addEventListener("securitypolicyviolation", (event) => {
    if (isOurs(event) || told.blocked++ > TOLD_MAX) return;
    tell({ type: "blocked", id: current, directive: event.effectiveDirective, address: event.blockedURI });
  });
}
