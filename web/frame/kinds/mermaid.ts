// A diagram in Mermaid's language.
import mermaid from "mermaid";
import { Failure } from "../program/telling.ts";
import type { Theme } from "../protocol.ts";
import { type Draw, element } from "./kind.ts";

let count = 0;

/** The diagram as SVG text. Throws a Failure that names the line. */
export async function diagram(text: string, theme: Theme, path: string): Promise<string> {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    theme: theme === "dark" ? "dark" : "default",
    fontFamily: "Inter, system-ui, sans-serif",
    suppressErrorRendering: true,
  });
  try {
    return (await mermaid.render(`deskhand-diagram-${++count}`, text)).svg;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = /line (\d+)/i.exec(message)?.[1];
    throw new Failure("compile", message, { path, ...(line ? { line: Number(line) } : {}) });
  }
}

export const draw: Draw = async ({ root, text, entry, theme }) => {
  const place = element("div", { className: "drawing" });
  root.append(place);
  const put = async (now: Theme) => {
    place.innerHTML = await diagram(text, now, entry);
  };
  await put(theme);
  return { theme: (now) => void put(now) };
};
