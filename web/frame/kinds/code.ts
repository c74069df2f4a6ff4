// Source, highlighted, with the numbers of its lines.
import highlighter from "highlight.js/lib/common";
import { type Draw, element } from "./kind.ts";

const HIGHLIGHT_CHARS_MAX = 200_000;

export const draw: Draw = ({ root, text, entry }) => {
  const code = element("code", { text });
  const language = entry.split(".").pop() ?? "";
  if (text.length <= HIGHLIGHT_CHARS_MAX) {
    const known = highlighter.getLanguage(language);
    const found = known ? highlighter.highlight(text, { language }) : highlighter.highlightAuto(text);
    code.innerHTML = found.value; // the highlighter escapes what it is given
  }
  const numbers = Array.from({ length: text.split("\n").length }, (_, index) => index + 1).join("\n");
  const gutter = element("pre", { className: "numbers", text: numbers });
  gutter.setAttribute("aria-hidden", "true");
  root.append(element("div", { className: "source" }, gutter, element("pre", {}, code)));
};
