// Text that is hard to read, by the contrast ratio of WCAG 2.2 (1.4.3): 4.5, and 3 for large letters. Text over pictures
// and gradients is passed over: what is behind it is not one colour.
import { begun, words } from "./fitting.ts";

const MOST = 20;
const LOOKED_AT_MAX = 4_000;
const LARGE_PX = 24;
const LARGE_BOLD_PX = 18.66;

type Colour = [number, number, number, number];

const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const known = new Map<string, Colour>();

/** Any colour of CSS as the browser paints it: red, green, blue from 0 to 255, and how opaque from 0 to 1. */
function colourOf(text: string): Colour {
  const found = known.get(text);
  if (found) return found;
  if (!canvas) return [0, 0, 0, 0];
  canvas.canvas.width = canvas.canvas.height = 1;
  canvas.fillStyle = text;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
  const colour: Colour = [red, green, blue, alpha / 255];
  known.set(text, colour);
  return colour;
}

const over = (top: Colour, under: Colour): Colour => {
  const mix = (index: 0 | 1 | 2) => top[index] * top[3] + under[index] * (1 - top[3]);
  return [mix(0), mix(1), mix(2), 1];
};

/** What is behind it; null where that is not one colour. */
function behind(element: Element): Colour | null {
  const layers: Colour[] = [];
  for (let at: Element | null = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.backgroundImage !== "none" || Number(style.opacity) < 1) return null;
    const colour = colourOf(style.backgroundColor);
    if (colour[3] > 0) layers.push(colour);
    if (colour[3] >= 1) break;
  }
  const dark = document.documentElement.classList.contains("dark");
  const paper: Colour = dark ? [18, 18, 18, 1] : [255, 255, 255, 1];
  return layers.reduceRight((under, top) => over(top, under), paper);
}

function luminance([red, green, blue]: Colour): number {
  const line = (value: number) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * line(red) + 0.7152 * line(green) + 0.0722 * line(blue);
}

const ratio = (one: Colour, other: Colour): number => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const hasOwnText = (element: Element): boolean =>
  [...element.childNodes].some((each) => each.nodeType === Node.TEXT_NODE && each.textContent?.trim());

const isNumber = (value: number): boolean => Number.isFinite(value);

/** The words of a drawing that stand on the page itself, not on one of its own shapes: an axis, a legend. */
function standsOnPage(text: Element): boolean {
  const { left, top, width, height } = text.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const under = isNumber(x) && isNumber(y) ? document.elementsFromPoint(x, y) : [];
  const next = under.find((each) => !text.contains(each) && !each.contains(text));
  return width > 0 && under.length > 0 && !next?.closest("svg");
}

/** What it is written in; null for words of a drawing whose ground is not known. */
function inkOf(element: Element, style: CSSStyleDeclaration): Colour | null {
  if (!element.closest("svg")) return colourOf(style.color);
  return standsOnPage(element) && /^(rgb|okl|lab|lch|hsl|#|color)/.test(style.fill) ? colourOf(style.fill) : null;
}

const hex = ([red, green, blue]: Colour): string =>
  `#${[red, green, blue].map((each) => Math.round(each).toString(16).padStart(2, "0")).join("")}`;

/** One sentence for each pair of colours that is too close, with an element where it is and how many there are. */
export function hardToRead(): string[] {
  const found = new Map<string, { ratio: number; where: string; times: number }>();
  for (const each of [...document.querySelectorAll("body *")].slice(0, LOOKED_AT_MAX)) {
    if (!hasOwnText(each) || each.matches(":disabled") || !each.checkVisibility()) continue;
    const under = behind(each);
    const style = getComputedStyle(each);
    const ink = under && inkOf(each, style);
    if (!under || !ink) continue;
    const size = Number.parseFloat(style.fontSize);
    const isLarge = size >= LARGE_PX || (size >= LARGE_BOLD_PX && Number(style.fontWeight) >= 700);
    const seen = over(ink, under);
    const contrast = ratio(seen, under);
    if (contrast >= (isLarge ? 3 : 4.5)) continue;
    const pair = `${hex(seen)} on ${hex(under)}`;
    const before = found.get(pair);
    if (before) before.times += 1;
    else found.set(pair, { ratio: contrast, where: `"${words(each)}" (${begun(each)})`, times: 1 });
  }
  return [...found]
    .sort(([, one], [, other]) => one.ratio - other.ratio)
    .slice(0, MOST)
    .map(
      ([pair, { ratio, where, times }]) =>
        `${ratio.toFixed(1)} to 1: ${pair}, in ${where}${times > 1 ? ` and ${times - 1} more` : ""}`,
    );
}
