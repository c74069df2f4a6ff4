// Words that a reader of the list gets and a person who looks at the page does not: names from attributes alone, and
// text in letters that are too small, see-through, or of the colour of what is behind them.

const UNSEEN_CHARS = 40, SMALL_PX = 5;
const fromAttribute = (el, name) =>
  name.length >= UNSEEN_CHARS && ["aria-label", "aria-description", "title", "alt"].some((told) => clean(attr(el, told)) === name) && !words(el, 2000).includes(name);
const longHint = (el, hint) => hint.length >= UNSEEN_CHARS && clean(attr(el, "title") || "", 200).length >= UNSEEN_CHARS;
const alphaOf = (color) => { const parts = /^rgba\(.*[,/]\s*([\d.]+)\)$/.exec(color); return parts ? Number(parts[1]) : 1; };
// The colour behind a thing is that behind what it stands in, so each is looked for once in a walk.
const grounds = new Map();
const behind = (el) => {
  const way = [];
  let found = "rgb(255, 255, 255)";
  for (let at = el, n = 0; at && n < 50; at = parentOf(at), n++) {
    if (!(at instanceof Element)) continue;
    if (grounds.has(at)) { found = grounds.get(at); break; }
    way.push(at);
    spend(STYLE);
    const style = getComputedStyle(at);
    if (style.backgroundImage !== "none") { found = ""; break; }
    if (alphaOf(style.backgroundColor) > 0.5) { found = style.backgroundColor; break; }
  }
  for (const at of way) grounds.set(at, found);
  return found;
};
const cantBeRead = (parent, text) => {
  if (text.length < UNSEEN_CHARS) return false;
  const style = getComputedStyle(parent);
  return parseFloat(style.fontSize) < SMALL_PX || alphaOf(style.color) < 0.05 || style.color === behind(parent);
};
