// What is seen, measured: what does not fit, headings and links, what is hard to read, and what somebody who does
// not see it lacks.
import type { Measured } from "../protocol.ts";
import { hardToRead } from "./contrast.ts";
import { begun, clipped, tooWide } from "./fitting.ts";

const MOST = 50;

const name = (element: Element): string =>
  (
    element.getAttribute("aria-label") ||
    element.getAttribute("title") ||
    element.getAttribute("alt") ||
    element.textContent ||
    [...element.querySelectorAll("img[alt], [aria-label]")]
      .map((each) => each.getAttribute("alt") ?? each.getAttribute("aria-label"))
      .join("") ||
    ""
  ).trim();

function labelled(field: Element): boolean {
  const labels = (field as HTMLInputElement).labels;
  const own = ["aria-label", "aria-labelledby", "title", "placeholder"].some((each) => field.getAttribute(each));
  return own || Boolean(labels?.length);
}

export function measured(): Measured {
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
  const all = <E extends Element>(found: string) => [...document.querySelectorAll<E>(found)];
  const accessible = [
    ...all("img:not([alt])").map((each) => `a picture has no alt text: ${begun(each)}`),
    ...all("button, a[href], [role=button]")
      .filter((each) => !name(each))
      .map((each) => `what can be pressed has no name: ${begun(each)}`),
    ...all("input:not([type=hidden]), select, textarea")
      .filter((each) => !labelled(each))
      .map((each) => `a field has no label: ${begun(each)}`),
  ].slice(0, MOST);
  return {
    type: "measured",
    overflow: { x: Math.max(0, scrollWidth - clientWidth), y: Math.max(0, scrollHeight - clientHeight) },
    links: all("a[href]").length,
    headings: all("h1, h2, h3, h4, h5, h6")
      .slice(0, MOST)
      .map((each) => ({ level: Number(each.tagName[1]), text: (each.textContent ?? "").trim().slice(0, 200) })),
    accessible,
    wide: tooWide(),
    clipped: clipped(),
    contrast: hardToRead(),
  };
}
