// An SVG drawing, as part of the document, so that its parts can be pointed at.
import { Failure } from "../program/telling.ts";
import { type Draw, element } from "./kind.ts";

export const draw: Draw = ({ root, text, entry, partial }) => {
  const parsed = new DOMParser().parseFromString(text, partial ? "text/html" : "image/svg+xml");
  const problem = parsed.querySelector("parsererror");
  const drawing = parsed.querySelector("svg");
  if (problem && !partial) {
    const place = /line (\d+) at column (\d+): (.+)/.exec(problem.textContent ?? "");
    throw new Failure("compile", place?.[3] ?? "the drawing is no well-formed SVG.", {
      path: entry,
      ...(place ? { line: Number(place[1]), column: Number(place[2]) } : {}),
    });
  }
  if (!drawing) {
    if (partial) return;
    throw new Failure("compile", "there is no <svg> in it.", { path: entry });
  }
  root.append(element("div", { className: "drawing fit" }, document.importNode(drawing, true)));
};
