// Source, highlighted, with the numbers of its lines.
import highlighter from "highlight.js/lib/common";
import { breath, parts } from "../program/parts.ts";
import { type Draw, element } from "./kind.ts";

const HIGHLIGHT_CHARS_MAX = 200_000;

const numbers = (first: number, count: number): string =>
  Array.from({ length: count }, (_, index) => first + index).join("\n");

export const draw: Draw = async ({ root, text, entry }) => {
  const code = element("code");
  const gutter = element("pre", { className: "numbers" });
  gutter.setAttribute("aria-hidden", "true");
  root.append(element("div", { className: "source" }, gutter, element("pre", {}, code)));
  const lines = text.endsWith("\n") ? text.slice(0, -1) : text;
  if (text.length <= HIGHLIGHT_CHARS_MAX) {
    const language = entry.split(".").pop() ?? "";
    const known = highlighter.getLanguage(language);
    const found = known ? highlighter.highlight(text, { language }) : highlighter.highlightAuto(text);
    code.innerHTML = found.value; // the highlighter escapes what it is given
    gutter.textContent = numbers(1, lines.split("\n").length);
    return;
  }
  let first = 1;
  for (const part of parts(text)) {
    const count = part.split("\n").length - (part.endsWith("\n") ? 1 : 0);
    code.append(part);
    gutter.append(`${numbers(first, count)}\n`);
    first += count;
    await breath();
  }
};
