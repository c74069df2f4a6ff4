// What went wrong in what is shown, as the frame tells it. The frame is a stranger: counts are held small here, sizes by
// `heard`.
import type { Failed, FromFrame, Level } from "../../frame/protocol.ts";

const LINES_MAX = 200;
const BLOCKED_MAX = 50;

export interface Line {
  readonly key: number;
  readonly level: Level;
  readonly text: string;
  readonly times: number;
}

export interface Blocked {
  readonly key: number;
  readonly directive: string;
  readonly address: string;
}

/** Of one drawing, by its number. failed: why it is not shown, or what broke while it ran. seen: it or one before it is
 * to be seen. */
export interface Problems {
  readonly drawing: number;
  readonly painted: boolean;
  readonly seen: boolean;
  readonly failed: Failed | null;
  readonly lines: readonly Line[];
  readonly blocked: readonly Blocked[];
  /** Why scripts stay off in this browser; "" where they run. */
  readonly unsealed: string;
}

export const NONE: Problems = {
  drawing: 0,
  painted: false,
  seen: false,
  failed: null,
  lines: [],
  blocked: [],
  unsealed: "",
};

/** After words of the frame. A new drawing begins afresh; what is late of an old one counts for nothing. */
export function told(problems: Problems, words: FromFrame): Problems {
  if (words.type === "ready") {
    const unsealed = words.sealed ? "" : words.why || "?";
    return unsealed === problems.unsealed ? problems : { ...problems, unsealed };
  }
  if (!("id" in words) || words.id < problems.drawing) return problems;
  const { unsealed, seen } = problems;
  const now = words.id > problems.drawing ? { ...NONE, drawing: words.id, unsealed, seen } : problems;
  switch (words.type) {
    case "painted":
      return { ...now, painted: true, seen: true };
    case "failed":
      return now.failed ? now : { ...now, failed: words };
    case "console":
      return { ...now, lines: withLine(now.lines, words.level, words.text) };
    case "blocked":
      return { ...now, blocked: withBlocked(now.blocked, words.directive, words.address) };
    case "ask":
      return problems;
  }
}

function withLine(lines: readonly Line[], level: Level, text: string): readonly Line[] {
  const last = lines.at(-1);
  if (last?.level === level && last.text === text) return [...lines.slice(0, -1), { ...last, times: last.times + 1 }];
  return [...lines, { key: (last?.key ?? 0) + 1, level, text, times: 1 }].slice(-LINES_MAX);
}

function withBlocked(blocked: readonly Blocked[], directive: string, address: string): readonly Blocked[] {
  if (blocked.length >= BLOCKED_MAX) return blocked;
  if (blocked.some((each) => each.directive === directive && each.address === address)) return blocked;
  return [...blocked, { key: blocked.length, directive, address }];
}

/** Where it broke, as people write it: "App.tsx:12:5"; "" where that is not known. */
export function placeOf({ path, line, column }: Failed): string {
  if (!path) return line ? `:${line}` : "";
  return [path, line, line ? column : undefined].filter((each) => each !== undefined && each !== "").join(":");
}

export const isBroken = (problems: Problems): boolean =>
  problems.failed !== null || problems.lines.some((line) => line.level === "error");

const SAID_CHARS_MAX = 1_500;
const SAID_LINES = 12;

/** A stranger's text as a quotation of plain lines, cut to size. */
function quoted(text: string): string {
  const plain = text.replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\0]/g, "").slice(0, SAID_CHARS_MAX);
  return plain
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

export interface FixWords {
  begin: (title: string, id: string, version: number) => string;
  at: (place: string) => string;
  available: (names: string) => string;
  console: string;
  blocked: string;
}

/** What a person says to have it mended: the error, where it is, the console and what was blocked, all as quotations. */
export function fixOf(problems: Problems, title: string, id: string, version: number, words: FixWords): string {
  const { failed, lines, blocked } = problems;
  const told: string[] = [words.begin(title, id, version)];
  if (failed) {
    const place = placeOf(failed);
    told.push(quoted(failed.message) + (place ? `\n${words.at(place)}` : ""));
    if (failed.available?.length) told.push(words.available(failed.available.slice(0, 40).join(", ")));
  }
  const loud = lines.filter((line) => line.level === "error" || line.level === "warn").slice(-SAID_LINES);
  if (loud.length)
    told.push(`${words.console}\n${loud.map((line) => quoted(`${line.level}: ${line.text}`)).join("\n")}`);
  if (blocked.length) {
    const named = blocked.slice(0, SAID_LINES).map((each) => quoted(`${each.directive} ${each.address}`));
    told.push(`${words.blocked}\n${named.join("\n")}`);
  }
  return told.join("\n\n");
}

const POINTED_CHARS_MAX = 300;

/** The beginning of what a person says about an element that they pointed at: which it is, as a quotation. */
export function pointedOf(picked: { selector: string; text: string }, begin: string, wish: string): string {
  const text = picked.text.replace(/\s+/g, " ").trim().slice(0, POINTED_CHARS_MAX);
  const told = [quoted(picked.selector.slice(0, POINTED_CHARS_MAX)), text ? quoted(text) : ""].filter(Boolean);
  return `${begin}\n${told.join("\n")}\n\n${wish} `;
}

/** How a model names an artifact: by its number in the session. */
export const shortId = (id: string): string => `a${id.split("-").at(-1) ?? ""}`;
