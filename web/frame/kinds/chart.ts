// A chart, drawn by Chart.js: its own configuration where it was written as one, else what was read of it.
import Chart, { type ChartConfiguration, type ChartDataset, type ChartType } from "chart.js/auto";
import { Failure } from "../program/telling.ts";
import { chartIn } from "./charting.ts";
import { colour, type Draw, element, type Shown } from "./kind.ts";
import { type Plan, typeOf, Unfit } from "./plan.ts";

const ROUND = new Set(["pie", "doughnut", "polarArea"]);
const HUES = ["series-1", "series-2", "series-3", "series-4", "series-5", "series-6", "series-7", "series-8"];
/** More points than this of a line have no dots. */
const DOTS_MAX = 40;

interface Kind {
  type: ChartType;
  area?: boolean;
  dots?: boolean;
}

/** What Chart.js calls it. */
function kindOf(asked: string): Kind {
  if (asked === "polararea") return { type: "polarArea" };
  if (asked === "area") return { type: "line", area: true };
  if (asked === "scatter" || asked === "bubble") return { type: "scatter", dots: true };
  return { type: asked as ChartType };
}

function ofPlan({ asked, title, x, labels, series }: Plan): ChartConfiguration {
  const { type, area, dots } = kindOf(asked);
  const inNumbers = labels.every((each) => typeof each === "number");
  const datasets = series.map(([label, numbers]): ChartDataset => {
    if (dots && inNumbers) {
      return { label, data: numbers.map((y, place) => ({ x: labels[place] as number, y: y as number })) };
    }
    return { label, data: numbers as number[], ...(area ? { fill: true } : {}), ...(dots ? { showLine: false } : {}) };
  });
  const named = x && !ROUND.has(type) && type !== "radar" ? { x: { title: { display: dots === true, text: x } } } : {};
  return {
    type: dots && !inNumbers ? "line" : type,
    data: { labels: dots && inNumbers ? [] : labels.map((each) => each ?? ""), datasets },
    options: { scales: named, plugins: { title: { display: title !== "", text: title } } },
  };
}

function configuration({ text, entry }: Shown): ChartConfiguration {
  try {
    const { plan, configuration } = chartIn(text);
    if (!configuration) return ofPlan(plan);
    const given = configuration as unknown as ChartConfiguration;
    // What it was named, by the names that Chart.js has; each of several may have its own.
    const own = (asked: unknown) => {
      const named = typeOf(asked);
      return named === "bubble" ? { type: "bubble" as ChartType } : kindOf(named);
    };
    const whole = own(given.type ?? plan.asked);
    for (const set of given.data.datasets) {
      if (set.type) set.type = own(set.type).type as never;
      if (whole.area) (set as { fill?: unknown }).fill ??= true;
    }
    return { ...given, type: whole.type };
  } catch (error) {
    if (error instanceof Unfit) throw new Failure("compile", `it can't be drawn: ${error.message}.`, { path: entry });
    throw error;
  }
}

const faint = (hue: string, share: number) => `color-mix(in srgb, ${hue} ${share}%, transparent)`;

type Set = ChartDataset & Record<string, unknown>;

function dressRound(set: Set, type: string, own: string[]): void {
  set.backgroundColor ??= type === "polarArea" ? own.map((each) => faint(each, 70)) : own;
  set.borderColor ??= colour("paper");
  set.borderWidth ??= 2;
}

function dressLine(set: Set, type: string, hue: string): void {
  set.backgroundColor ??= faint(hue, 18);
  set.borderWidth ??= 2;
  set.pointRadius ??= set.data.length > DOTS_MAX ? 0 : 3;
  set.pointBackgroundColor ??= hue;
  set.tension ??= type === "line" ? 0.25 : 0;
}

function dressShape(set: Set, type: string, hue: string): void {
  set.backgroundColor ??= type === "bar" ? hue : faint(hue, 65);
  if (type === "scatter") set.pointRadius ??= 4;
}

/** Colours and sizes, where it names none of its own. */
function dressed(config: ChartConfiguration): void {
  const own = HUES.map(colour);
  config.data.datasets.forEach((given, index) => {
    const set = given as Set;
    const type = (set.type ?? config.type) as string;
    const hue = own[index % own.length] ?? "";
    if (ROUND.has(type)) dressRound(set, type, own);
    else {
      set.borderColor ??= hue;
      const dressOne = type === "line" || type === "radar" ? dressLine : dressShape;
      dressOne(set, type, hue);
    }
  });
}

const FONT = "Inter, system-ui, sans-serif";

function dress(): void {
  const { defaults } = Chart;
  defaults.color = colour("quiet");
  defaults.borderColor = colour("line");
  defaults.font.family = FONT;
  defaults.font.size = 13;
  defaults.layout.padding = 4;
  defaults.elements.bar.borderRadius = 4;
  defaults.datasets.bar.maxBarThickness = 56;
  defaults.plugins.title.color = colour("ink");
  defaults.plugins.title.font = { size: 17, weight: 600 };
  defaults.plugins.title.align = "start";
  defaults.plugins.title.padding = { top: 0, bottom: 16 };
  defaults.plugins.legend.labels.usePointStyle = true;
  defaults.plugins.legend.labels.boxHeight = 7;
  defaults.plugins.legend.labels.padding = 18;
  defaults.plugins.tooltip.backgroundColor = colour("ink");
  defaults.plugins.tooltip.titleColor = colour("paper");
  defaults.plugins.tooltip.bodyColor = colour("paper");
  defaults.plugins.tooltip.padding = 10;
  defaults.plugins.tooltip.cornerRadius = 8;
  defaults.scale.grid.color = colour("line");
  for (const scale of ["linear", "category", "time", "logarithmic"] as const) {
    Object.assign(defaults.scales[scale], { border: { display: false } });
  }
  defaults.scale.grid.drawTicks = false;
  defaults.scale.ticks.padding = 8;
}

/** One series alone, which the title or the axis names, needs no legend; a grid stands across the values only. */
function calmed(config: ChartConfiguration): ChartConfiguration["options"] {
  const { data, options, type } = config;
  const plain = type === "bar" || type === "line";
  const across = (options as { indexAxis?: string } | undefined)?.indexAxis === "y" ? "y" : "x";
  const scales = (options?.scales ?? {}) as Record<string, object>;
  const quiet = plain ? { ...scales, [across]: { grid: { display: false }, ...scales[across] } } : scales;
  const alone = data.datasets.length < 2 && !ROUND.has(type as string);
  return {
    ...options,
    scales: quiet,
    plugins: { ...options?.plugins, legend: { display: !alone, position: "bottom", ...options?.plugins?.legend } },
    interaction: { mode: plain ? "index" : "nearest", intersect: false, ...options?.interaction },
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
  };
}

export const draw: Draw = async (shown) => {
  const config = configuration(shown);
  // A canvas does not wait for a face, and is not drawn again when it comes.
  await document.fonts.load(`12px ${FONT}`);
  const canvas = element("canvas");
  canvas.setAttribute("role", "img");
  const names = config.data.datasets.map(({ label }) => label ?? "").join(", ");
  const title = config.options?.plugins?.title?.text;
  canvas.setAttribute("aria-label", [title, names].flat().filter(Boolean).join(": "));
  shown.root.append(element("div", { className: "chart" }, canvas));
  let chart: Chart | null = null;
  const put = () => {
    chart?.destroy();
    dress();
    const now = structuredClone(config);
    dressed(now);
    now.options = calmed(now);
    chart = new Chart(canvas, now);
  };
  put();
  return { theme: put, end: () => chart?.destroy() };
};
