// JSON as a tree that opens and closes. What is closed is not made yet.
import { Failure } from "../program/telling.ts";
import { type Draw, element } from "./kind.ts";

const OPEN_LEVELS = 2;
const CHILDREN_MAX = 1_000;

function leaf(value: unknown): HTMLElement {
  const kind = value === null ? "null" : typeof value;
  return element("span", { className: `value ${kind}`, text: JSON.stringify(value) });
}

/** The first of what is inside, in a few letters, while it is closed. */
function hintOf(children: [string, unknown][]): string {
  const plain = children.filter(([, value]) => typeof value !== "object" || value === null).slice(0, 3);
  return plain.map(([, value]) => JSON.stringify(value).slice(0, 24)).join(", ");
}

function entry(name: string, value: unknown, level: number): HTMLElement {
  const key = element("span", { className: "key", text: name });
  if (typeof value !== "object" || value === null) return element("div", { className: "leaf" }, key, leaf(value));
  const children = Object.entries(value);
  const size = Array.isArray(value) ? `[${children.length}]` : `{${children.length}}`;
  const summary = element("summary", {}, key, element("span", { className: "size", text: size }));
  const hint = hintOf(children);
  if (hint) summary.append(element("span", { className: "hint", text: hint }));
  const made = element("details", {}, summary);
  const fill = () => {
    if (made.childElementCount > 1) return;
    made.append(...children.slice(0, CHILDREN_MAX).map(([inner, each]) => entry(inner, each, level + 1)));
    if (children.length > CHILDREN_MAX) {
      made.append(element("div", { className: "leaf", text: `… ${children.length - CHILDREN_MAX}` }));
    }
  };
  made.ontoggle = fill;
  if (level < OPEN_LEVELS) {
    made.open = true;
    fill();
  }
  return made;
}

export const draw: Draw = ({ root, text, entry: path }) => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const place = /line (\d+) column (\d+)/.exec(message);
    const at = place ? { line: Number(place[1]), column: Number(place[2]) } : {};
    throw new Failure("compile", message, { path, ...at });
  }
  root.append(element("div", { className: "tree" }, entry("", value, 0)));
};
