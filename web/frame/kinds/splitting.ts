// A text of slides, taken apart.

const FRONT = /^---[^\S\n]*\n((?:[A-Za-z][\w-]*:(?:[ \t][^\n]*)?[^\S\n]*\n|[^\S\n]*\n)*)---+[^\S\n]*(?:\n|$)/;

/** Lines `name: value` between dashes at the very beginning are no slide: the exports say what they are for. */
const withoutFront = (text: string): string => {
  const front = FRONT.exec(text);
  return front?.[1]?.trim() ? text.slice(front[0].length) : text;
};

/** The Markdown of each slide. A line of dashes in a fence is no end of a slide. */
export function split(text: string): string[] {
  const slides: string[][] = [[]];
  let fence = "";
  for (const line of withoutFront(text).split("\n")) {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1] ?? "";
    if (mark && !fence) fence = mark;
    else if (fence && mark.startsWith(fence)) fence = "";
    if (!fence && /^---+\s*$/.test(line)) slides.push([]);
    else slides.at(-1)?.push(line);
  }
  const found = slides.map((lines) => lines.join("\n").trim()).filter((slide) => slide);
  return found.length ? found : [""];
}
