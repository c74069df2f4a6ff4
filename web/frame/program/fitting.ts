// What does not fit: elements that reach beyond the window's edge, and text of which a part is cut off.
const MOST = 20;
const SLACK = 2;
const ROOT = ".deskhand-root";

export const begun = (element: Element): string => {
  const own = element.cloneNode(false) as Element;
  return own.outerHTML.slice(0, 120).replace(/\s+/g, " ");
};

export const words = (element: Element): string => (element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);

/** Whether something around it scrolls or cuts sideways, so that it is not the page that grows. */
function isHeld(element: Element): boolean {
  for (let at = element.parentElement; at && at !== document.documentElement; at = at.parentElement) {
    if (getComputedStyle(at).overflowX !== "visible" && at !== document.body) return true;
  }
  return false;
}

const isSeen = (element: Element): boolean =>
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

/** The outermost elements that reach beyond the right edge: what is in them is only as wide as they are. */
export function tooWide(): string[] {
  const edge = document.documentElement.clientWidth + SLACK;
  const reach = new Set<Element>();
  for (const each of document.querySelectorAll("body *")) {
    if (each.getBoundingClientRect().right > edge && isSeen(each) && !each.matches(ROOT) && !isHeld(each))
      reach.add(each);
  }
  const outer = [...reach].filter((each) => !each.parentElement || !reach.has(each.parentElement));
  return outer.slice(0, MOST).map((each) => {
    const { left, right } = each.getBoundingClientRect();
    return `${begun(each)} reaches from ${Math.round(left)} to ${Math.round(right)}, and the window is ${edge - SLACK} wide`;
  });
}

const CUTS = /hidden|clip/;

/** Elements with text of their own whose box cuts it, but for those that say so with an ellipsis of several lines. */
export function clipped(): string[] {
  const found: string[] = [];
  for (const each of document.querySelectorAll<HTMLElement>("body *")) {
    if (found.length >= MOST) break;
    if (each.matches(ROOT) || !words(each) || !isSeen(each) || each.clientWidth < 4 || each.clientHeight < 4) continue;
    const style = getComputedStyle(each);
    const across = each.scrollWidth - each.clientWidth;
    const down = each.scrollHeight - each.clientHeight;
    const isCut =
      (CUTS.test(style.overflowX) && across > SLACK) ||
      (CUTS.test(style.overflowY) && down > Math.max(SLACK, Number.parseFloat(style.fontSize) / 3));
    if (isCut && !each.closest("svg")) {
      found.push(
        `"${words(each)}" in ${begun(each)}: ${Math.max(across, 0)} px across and ${Math.max(down, 0)} px down`,
      );
    }
  }
  return found;
}
