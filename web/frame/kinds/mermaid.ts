// A diagram in Mermaid's language.
import mermaid from "mermaid";
import { Failure } from "../program/telling.ts";
import type { Theme } from "../protocol.ts";
import { type Draw, element } from "./kind.ts";

const FONT = 'Inter, "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif';

function look(paper: string, ink: string, quiet: string, line: string, fill: string, accent: string, hues: string[]) {
  const named = (name: string) => Object.fromEntries(hues.map((hue, index) => [`${name}${index}`, hue]));
  const from1 = (name: string) => Object.fromEntries(hues.map((hue, index) => [`${name}${index + 1}`, hue]));
  return {
    fontFamily: FONT,
    fontSize: "15px",
    background: paper,
    mainBkg: fill,
    primaryColor: fill,
    primaryTextColor: ink,
    primaryBorderColor: accent,
    secondaryColor: hues[1],
    tertiaryColor: hues[2],
    lineColor: quiet,
    textColor: ink,
    titleColor: ink,
    nodeBorder: accent,
    clusterBkg: paper,
    clusterBorder: line,
    edgeLabelBackground: paper,
    actorBkg: fill,
    actorBorder: accent,
    actorTextColor: ink,
    actorLineColor: line,
    signalColor: quiet,
    signalTextColor: ink,
    sequenceNumberColor: paper,
    labelBoxBkgColor: fill,
    labelBoxBorderColor: line,
    labelTextColor: ink,
    loopTextColor: ink,
    noteBkgColor: hues[3],
    noteTextColor: ink,
    noteBorderColor: line,
    activationBkgColor: hues[0],
    activationBorderColor: accent,
    sectionBkgColor: fill,
    altSectionBkgColor: paper,
    gridColor: line,
    taskBkgColor: hues[0],
    taskBorderColor: accent,
    taskTextColor: ink,
    taskTextDarkColor: ink,
    taskTextOutsideColor: ink,
    activeTaskBkgColor: hues[1],
    activeTaskBorderColor: accent,
    doneTaskBkgColor: fill,
    doneTaskBorderColor: line,
    todayLineColor: accent,
    pieTitleTextColor: ink,
    pieSectionTextColor: ink,
    pieLegendTextColor: ink,
    pieStrokeColor: paper,
    pieOuterStrokeColor: line,
    attributeBackgroundColorOdd: paper,
    attributeBackgroundColorEven: fill,
    ...named("cScale"),
    ...Object.fromEntries(hues.map((_, index) => [`cScaleLabel${index}`, ink])),
    ...from1("pie"),
    ...named("git"),
  };
}

const LOOKS = {
  light: look("#ffffff", "#1f1d1a", "#6c665c", "#c9c3b7", "#e3f1ef", "#0a7570", [
    "#cfe8e5",
    "#fbe0d2",
    "#dbe6fb",
    "#faeecb",
    "#ecdcf6",
    "#f8d9e2",
    "#e2efd2",
    "#e3e7eb",
  ]),
  dark: look("#1a1a18", "#ece9e2", "#a29c91", "#4a4841", "#15312f", "#5cc8bf", [
    "#1e4b48",
    "#5a3320",
    "#2a3f66",
    "#4f421a",
    "#482c57",
    "#56283a",
    "#364a20",
    "#384049",
  ]),
};

let count = 0;

/** The diagram as SVG text. Throws a Failure that names the line. */
export async function diagram(text: string, theme: Theme, path: string): Promise<string> {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    theme: "base",
    themeVariables: { darkMode: theme === "dark", ...LOOKS[theme] },
    fontFamily: FONT,
    flowchart: { curve: "basis", padding: 14 },
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
