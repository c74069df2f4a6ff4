// A chart: a configuration of Chart.js as JSON; or rows, with what to draw: {"type": "bar", "x": "month", "y": ["cost"],
// "rows": [...]}; or just a table, whose numbers are drawn over its first column.
import Chart, { type ChartConfiguration, type ChartType } from "chart.js/auto";
import { Failure } from "../program/telling.ts";
import { colour, type Draw, element, type Shown } from "./kind.ts";
import { fromJson, type Rows, rowsOf } from "./rows.ts";

interface Simple {
  type?: string;
  title?: string;
  x?: string;
  y?: string | string[];
}

const ROUND = new Set(["pie", "doughnut", "polarArea"]);
const HUES = ["series-1", "series-2", "series-3", "series-4", "series-5", "series-6"];

function drawn({ columns, rows }: Rows, simple: Simple, path: string): ChartConfiguration {
  const numeric = columns.filter((_, column) => rows.some((row) => typeof row[column] === "number"));
  const x = simple.x ?? columns.find((name) => !numeric.includes(name)) ?? columns[0] ?? "";
  const wanted = simple.y === undefined ? numeric.filter((name) => name !== x) : [simple.y].flat();
  const missing = [x, ...wanted].find((name) => !columns.includes(name));
  if (missing !== undefined || !wanted.length) {
    const which = missing === undefined ? "no column has numbers" : `there is no column "${missing}"`;
    throw new Failure("compile", `${which}. The columns are: ${columns.join(", ")}.`, { path });
  }
  const values = (name: string) => rows.map((row) => row[columns.indexOf(name)] as number);
  return {
    type: (simple.type ?? "bar") as ChartType,
    data: { labels: values(x), datasets: wanted.map((name) => ({ label: name, data: values(name) })) },
    options: simple.title ? { plugins: { title: { display: true, text: simple.title } } } : {},
  };
}

function configuration({ text, entry }: Shown): ChartConfiguration {
  if (!/^\s*[[{]/.test(text)) return drawn(rowsOf(text, entry), {}, entry);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Failure("compile", error instanceof Error ? error.message : String(error), { path: entry });
  }
  const given = value as { data?: { datasets?: unknown } } & Simple;
  if (given.data?.datasets) return value as ChartConfiguration;
  return drawn(fromJson(value, entry), Array.isArray(value) ? {} : given, entry);
}

function coloured(config: ChartConfiguration): void {
  config.data.datasets.forEach((set, index) => {
    const own = HUES.map(colour);
    const hue = own[index % own.length] ?? "";
    set.backgroundColor ??= ROUND.has(config.type as string) ? own : hue;
    set.borderColor ??= ROUND.has(config.type as string) ? colour("paper") : hue;
  });
}

const FONT = "Inter, system-ui, sans-serif";

export const draw: Draw = async (shown) => {
  const config = configuration(shown);
  // A canvas does not wait for a face, and is not drawn again when it comes.
  await document.fonts.load(`12px ${FONT}`);
  const canvas = element("canvas");
  canvas.setAttribute("role", "img");
  shown.root.append(element("div", { className: "chart" }, canvas));
  let chart: Chart | null = null;
  const put = () => {
    chart?.destroy();
    Chart.defaults.color = colour("ink");
    Chart.defaults.borderColor = colour("line");
    Chart.defaults.font.family = FONT;
    Chart.defaults.elements.bar.borderRadius = 4;
    Chart.defaults.datasets.bar.maxBarThickness = 56;
    const now = structuredClone(config);
    coloured(now);
    now.options = { ...now.options, responsive: true, maintainAspectRatio: false, animation: false };
    chart = new Chart(canvas, now);
  };
  put();
  return { theme: put, end: () => chart?.destroy() };
};
