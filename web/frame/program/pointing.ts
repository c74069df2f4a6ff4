// Pointing at an element of what is shown: it is framed, and a click tells which it is.
import { tell } from "./telling.ts";

const FRAME = "deskhand-pointer";

function selector(element: Element): string {
  const parts: string[] = [];
  for (let at: Element | null = element; at && at !== document.documentElement; at = at.parentElement) {
    if (at.id) {
      parts.unshift(`#${CSS.escape(at.id)}`);
      break;
    }
    const tag = at.tagName;
    const alike = [...(at.parentElement?.children ?? [])].filter((each) => each.tagName === tag);
    parts.unshift(tag.toLowerCase() + (alike.length > 1 ? `:nth-of-type(${alike.indexOf(at) + 1})` : ""));
  }
  return parts.join(" > ");
}

const boxOf = (element: Element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
};

function frame(element: Element | null): void {
  let mark = document.getElementById(FRAME);
  if (!element) {
    mark?.remove();
    return;
  }
  if (!mark) {
    mark = document.createElement("div");
    mark.id = FRAME;
    document.documentElement.append(mark);
  }
  const { x, y, width, height } = boxOf(element);
  mark.style.cssText = `position:fixed;left:${x}px;top:${y}px;width:${width}px;height:${height}px;z-index:2147483647;
    pointer-events:none;outline:2px solid #2563eb;background:#2563eb22;border-radius:2px`;
}

const move = (event: Event) => frame(event.target as Element);

function pick(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
  const element = event.target as Element;
  tell({
    type: "picked",
    selector: selector(element),
    html: element.outerHTML,
    text: element.textContent ?? "",
    box: boxOf(element),
  });
}

export function point(on: boolean): void {
  const change = on ? window.addEventListener : window.removeEventListener;
  change.call(window, "pointermove", move, true);
  change.call(window, "click", pick, true);
  if (!on) frame(null);
}
