// The text form of a list of elements, read back (src/deskhand/core/elements.py writes it). Names are a stranger's words.
import type { Box } from "@/api/events";
import { isQuiet } from "@/session/acts";
import type { SessionView, Step } from "@/session/view";

export interface Found {
  id: string;
  role: string;
  name: string;
  value: string;
  box: Box;
  /** Whether a person has to scroll to see it. */
  away: boolean;
}

const STRING = String.raw`"(?:[^"\\]|\\.)*"`;
const HEAD = new RegExp(
  String.raw`^\[([^\]\s]+)\] (\S+)(?: (${STRING}))?(?: value=(${STRING}))? at (-?\d+),(-?\d+) (\d+)x(\d+)(.*)$`,
);

function unquoted(text: string | undefined): string {
  if (!text) return "";
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

/** The elements in a text; lines that are none are passed over. */
export function elementsIn(text: string): Found[] {
  const found: Found[] = [];
  for (const line of text.split("\n")) {
    const match = line.startsWith("[") ? HEAD.exec(line) : null;
    if (!match) continue;
    const [, id = "", role = "", name, value, x, y, width, height, rest = ""] = match;
    found.push({
      id,
      role,
      name: unquoted(name),
      value: unquoted(value),
      box: [Number(x), Number(y), Number(width), Number(height)],
      away: /(?:^| )offscreen(?: |$)/.test(rest),
    });
  }
  return found;
}

/** What a step that looked for elements found. */
export function elementsOf(step: Step): Found[] {
  if (step.call.name !== "elements") return [];
  return step.content.flatMap((part) => (part.kind === "text" ? elementsIn(part.text) : []));
}

export interface Chosen {
  readonly elements: readonly Found[];
  /** Whether the step itself found them; else the look before it did, from which it chose. */
  readonly own: boolean;
}

const NONE: Chosen = { elements: [], own: false };
const LOOKS_BACK = 6;

/** What the step at `place` found, or had before it: the last list that was read of the screen that it acted on. */
export function chosenFrom(view: SessionView, place: number): Chosen {
  const step = view.steps[place];
  if (!step) return NONE;
  if (step.call.name === "elements") return { elements: elementsOf(step), own: true };
  if (step.call.name !== "computer" || isQuiet(step)) return NONE;
  for (let at = place - 1; at >= Math.max(0, place - LOOKS_BACK); at--) {
    const before = view.steps[at] as Step;
    if (before.call.name === "elements") return { elements: elementsOf(before), own: false };
    if (before.after && before.after.blob !== step.before?.blob) return NONE;
  }
  return NONE;
}
