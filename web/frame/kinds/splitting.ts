// A text of slides, taken apart, by the rule of src/deskhand/artifacts/kinds/slides.py: tests/artifacts/decks.json holds
// both.

const BETWEEN = /^---+\s*$/;

export interface Deck {
  /** Front matter: the deck's own title and author. It is no slide. */
  about: Record<string, string>;
  /** The Markdown of each slide. */
  slides: string[];
}

function front(text: string): { about: Record<string, string>; rest: string } {
  const [first = "", ...lines] = text.split("\n");
  const none = { about: {}, rest: text };
  if (first.trimEnd() !== "---") return none;
  const about: Record<string, string> = {};
  for (const [number, line] of lines.entries()) {
    if (BETWEEN.test(line)) {
      return Object.keys(about).length ? { about, rest: lines.slice(number + 1).join("\n") } : none;
    }
    const found = /^([A-Za-z][\w-]*):(?:[ \t]+(.*))?$/.exec(line.trimEnd());
    if (found?.[1]) about[found[1].toLowerCase()] = (found[2] ?? "").trim().replace(/^["']+|["']+$/g, "");
    else if (line.trim()) return none;
  }
  return none;
}

/** A line of dashes in a fence is no end of a slide. */
export function split(text: string): Deck {
  const { about, rest } = front(text);
  const slides: string[][] = [[]];
  let fence = "";
  for (const line of rest.split("\n")) {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1] ?? "";
    if (mark && !fence) fence = mark;
    else if (fence && mark.startsWith(fence)) fence = "";
    if (!fence && BETWEEN.test(line)) slides.push([]);
    else slides.at(-1)?.push(line);
  }
  const found = slides.map((lines) => lines.join("\n").trim()).filter((slide) => slide);
  return { about, slides: found.length ? found : [""] };
}
