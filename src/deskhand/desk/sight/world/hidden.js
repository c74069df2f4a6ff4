// Words that a reader of the list gets and a person who looks at the page does not: names from attributes alone, and
// text in letters that are too small, see-through, or of the colour of what is behind them.

const UNSEEN_CHARS = 40, SMALL_PX = 5;
const fromAttribute = (el, name) =>
  name.length >= UNSEEN_CHARS && ["aria-label", "aria-description", "title", "alt"].some((attr) => clean(el.getAttribute(attr)) === name) && !words(el, 2000).includes(name);
const longHint = (el, hint) => hint.length >= UNSEEN_CHARS && clean(el.getAttribute("title") || "", 200).length >= UNSEEN_CHARS;
const alphaOf = (color) => { const parts = /^rgba\(.*[,/]\s*([\d.]+)\)$/.exec(color); return parts ? Number(parts[1]) : 1; };
const behind = (el) => {
  for (let at = el, n = 0; at && n < 50; at = parentOf(at), n++) {
    const style = at instanceof Element ? getComputedStyle(at) : null;
    if (!style) continue;
    if (style.backgroundImage !== "none") return "";
    if (alphaOf(style.backgroundColor) > 0.5) return style.backgroundColor;
  }
  return "rgb(255, 255, 255)";
};
const cantBeRead = (parent, text) => {
  if (text.length < UNSEEN_CHARS) return false;
  const style = getComputedStyle(parent);
  return parseFloat(style.fontSize) < SMALL_PX || alphaOf(style.color) < 0.05 || style.color === behind(parent);
};
