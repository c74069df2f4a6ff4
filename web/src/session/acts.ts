// A call as people read it: which sentence, with which words in it. The name of what was touched comes from the verdict,
// where the desk resolved it; everything here is a stranger's word, shown as text and never as anything else.
import type { Words } from "@/words";
import type { Step } from "./view";

export type ActKey = Exclude<
  keyof Words["acts"],
  | "here"
  | "workFolder"
  | "place"
  | "directions"
  | "statuses"
  | "groupDone"
  | "earlier"
  | "later"
  | "looks"
  | "showActs"
  | "hideActs"
  | "unchanged"
  | "stillChanging"
  | "exit"
  | "allowedByYou"
  | "whyAllowed"
  | "result"
  | "output"
  | "end"
  | "toTimeline"
>;

export interface Told {
  key: ActKey;
  values: Record<string, string>;
  /** The site or program that it happened in, "" where that is not known or does not matter. */
  where: string;
}

const CLICKS: Record<string, ActKey> = {
  mouse_move: "moved",
  left_click: "clicked",
  right_click: "rightClicked",
  middle_click: "middleClicked",
  double_click: "doubleClicked",
  triple_click: "tripleClicked",
  mouse_down: "pressedButton",
  mouse_up: "releasedButton",
};

const FILES: Record<string, ActKey> = {
  list: "fileListed",
  read: "fileRead",
  write: "fileWritten",
  move: "fileMoved",
  delete: "fileDeleted",
  make_folder: "folderMade",
  read_picture: "pictureRead",
  view: "fileRead",
  create: "fileWritten",
  replace: "fileChanged",
  insert: "fileChanged",
};

type Given = Record<string, unknown>;
const string = (value: unknown): string =>
  typeof value === "string" ? value : value == null ? "" : JSON.stringify(value);

/** The name of an element as the desk writes it, `button "Save"`, without its role. */
export function nameOf(target: string): string {
  const quoted = /"((?:[^"\\]|\\.)*)"/.exec(target);
  return quoted?.[1]?.replace(/\\(.)/g, "$1") || target;
}

function place(given: Given, target: string, words: Words): string {
  if (target) return nameOf(target);
  const at = given.coordinate;
  if (Array.isArray(at) && at.length === 2) return words.acts.place(Number(at[0]), Number(at[1]));
  return words.acts.here;
}

/** An address as people say it: without the scheme and the last slash. */
export function shortAddress(address: string): string {
  return address.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}

function computer(given: Given, target: string, words: Words): Omit<Told, "where"> {
  const action = string(given.action);
  const click = CLICKS[action];
  if (click) return { key: click, values: { target: place(given, target, words) } };
  const keys = string(given.keys);
  switch (action) {
    case "screenshot":
      return { key: "looked", values: {} };
    case "zoom":
      return { key: "zoomed", values: {} };
    case "cursor_position":
      return { key: "pointer", values: {} };
    case "back_button":
      return { key: "wentBack", values: {} };
    case "forward_button":
      return { key: "wentForward", values: {} };
    case "type": {
      const text = string(given.text);
      return target
        ? { key: "typedInto", values: { text, target: nameOf(target) } }
        : { key: "typed", values: { text } };
    }
    case "key":
      return target
        ? { key: "pressedIn", values: { keys, target: nameOf(target) } }
        : { key: "pressed", values: { keys } };
    case "key_down":
    case "hold_key":
      return { key: "heldKey", values: { keys } };
    case "key_up":
      return { key: "releasedKey", values: { keys } };
    case "wait":
      return { key: "waited", values: { time: words.common.seconds(string(given.duration)) } };
    case "scroll": {
      const direction = words.acts.directions[given.direction as "up" | "down" | "left" | "right"];
      return { key: "scrolled", values: { direction: direction ?? string(given.direction) } };
    }
    case "drag": {
      const path = Array.isArray(given.path) ? given.path : [];
      return { key: "dragged", values: { from: String(path[0] ?? ""), to: String(path.at(-1) ?? "") } };
    }
    case "set_value":
      return { key: "set", values: { target: place(given, target, words), value: string(given.value) } };
    case "open":
      return { key: "opened", values: { target: shortAddress(string(given.target)) } };
    default:
      return { key: "other", values: { name: action || "computer" } };
  }
}

function tool(name: string, given: Given, target: string, words: Words): Omit<Told, "where"> {
  switch (name) {
    case "computer":
      return computer(given, target, words);
    case "bash":
      return given.command
        ? { key: "ran", values: { command: string(given.command) } }
        : { key: "shellAnew", values: {} };
    case "elements":
      return given.find ? { key: "listedAbout", values: { text: string(given.find) } } : { key: "listed", values: {} };
    case "files":
      return fileAct(string(given.action), given, words);
    case "edit":
      return fileAct(string(given.command), given, words);
    case "secret": {
      const values = { field: string(given.field), name: string(given.name), target: place(given, target, words) };
      return { key: "secretTyped", values };
    }
    case "ask_person":
      return { key: "asked", values: { text: string(given.question) } };
    case "artifact":
      return artifactAct(given, words);
    case "finish":
      return { key: "finished", values: { text: string(given.summary) || string(given.outcome) } };
    default:
      return { key: "other", values: { name } };
  }
}

function fileAct(action: string, given: Given, words: Words): Omit<Told, "where"> {
  const key = FILES[action];
  const path = string(given.path);
  const values = { path: path && path !== "." ? path : words.acts.workFolder, to: string(given.target) };
  return key ? { key, values } : { key: "other", values: { name: `files ${action}` } };
}

const ARTIFACTS: Record<string, ActKey> = {
  create: "artifactMade",
  update: "artifactChanged",
  rewrite: "artifactChanged",
  read: "artifactRead",
  diagnostics: "artifactLooked",
  list: "artifactsListed",
};

function artifactAct(given: Given, words: Words): Omit<Told, "where"> {
  const command = string(given.command);
  const key = Object.hasOwn(ARTIFACTS, command) ? ARTIFACTS[command] : undefined;
  const text = string(given.title) || string(given.id) || words.artifacts.writingTitle;
  return key ? { key, values: { text } } : { key: "other", values: { name: `artifact ${command}` } };
}

const SAYS_WHERE = new Set<ActKey>(["opened", "ran", "listed", "looked"]);

export function tell(step: Step, words: Words): Told {
  const touch = step.verdict?.touch;
  const told = tool(step.call.name, step.call.arguments, touch?.target ?? "", words);
  const where = touch && !SAYS_WHERE.has(told.key) ? touch.host || (touch.app === "Chromium" ? "" : touch.app) : "";
  return { ...told, where };
}

export type Tense = "done" | "doing" | "plan";

export function tenseOf(step: Step): Tense {
  if (step.status === "running") return "doing";
  return step.status === "ok" || step.status === "failed" || step.status === "interrupted" || step.status === "held"
    ? "done"
    : "plan";
}

const TENSES: Record<Tense, 0 | 1 | 2> = { done: 0, doing: 1, plan: 2 };

/** The sentence in pieces; those that are marked are the things themselves, to be set apart from the words around them. */
export function pieces(told: Told, tense: Tense, words: Words): { text: string; strong: boolean; name: string }[] {
  const template = words.acts[told.key][TENSES[tense]] ?? "";
  return template
    .split(/(\{\w+\})/)
    .filter(Boolean)
    .map((piece) => {
      const name = /^\{(\w+)\}$/.exec(piece)?.[1];
      return name
        ? { text: oneLine(told.values[name] ?? ""), strong: true, name }
        : { text: piece, strong: false, name: "" };
    });
}

/** A text as one line, with what can't be seen left out: what turns the direction of text could make it lie. */
export function oneLine(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "")
    .trim();
}

/** The sentence as one string. */
export const sentence = (step: Step, words: Words, tense = tenseOf(step)): string =>
  pieces(tell(step, words), tense, words)
    .map((piece) => piece.text)
    .join("");

const LOOKS = new Set(["screenshot", "zoom", "wait", "cursor_position", "mouse_move"]);

/** Whether the call only looked, and nothing was remarkable about it: most of what an agent does, least of what a
 * person wants to read. */
export function isQuiet(step: Step): boolean {
  if (step.origin) return false;
  if (step.status !== "ok" && step.status !== "running" && step.status !== "planned") return false;
  if (step.suspected.length || step.verdicts.some((verdict) => verdict.decision !== "allow")) return false;
  const { name, arguments: given } = step.call;
  if (name === "computer") return LOOKS.has(string(given.action));
  return name === "elements" || (name === "files" && /^(list|read|read_picture)$/.test(string(given.action)));
}
