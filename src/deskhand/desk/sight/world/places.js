// Where a thing stands: named containers around it, and its table row and column.

const HEADS = "h1,h2,h3,h4,h5,h6,[role=heading]";
const headIn = (el) => { const h = find(el, HEADS); return h ? words(h, 80) : ""; };
const containerOf = (el, tag) => {
  const role = (attr(el, "role") || "").toLowerCase();
  const name = ariaName(el, 80);
  const say = (kind, text) => `${kind} ${text}`.trim().replaceAll(" > ", " › ");
  if (tag === "dialog" || role === "dialog" || role === "alertdialog") return say("dialog", name || headIn(el));
  if (tag === "fieldset") {
    const legend = [...elementsOf(el)].find((c) => tagOf(c) === "legend");
    return say("group", name || (legend ? trimLabel(words(legend, 80)) : ""));
  }
  if (tag === "form" || role === "form") return say("form", name || headIn(el));
  if (tag === "nav" || role === "navigation") return say("navigation", name);
  if (tag === "table" || role === "table" || role === "grid" || role === "treegrid")
    return say("table", name || (el.caption ? words(el.caption, 80) : ""));
  if (role === "tree" || role === "menu" || role === "menubar" || role === "tablist" || role === "toolbar") return say(role, name);
  if (role === "listbox" || role === "radiogroup") return name ? say(role, name) : "";
  if (role === "treeitem") return say("treeitem", trimLabel(name || words(el, 80, ownSkip(el))));
  if (role === "tabpanel" || role === "region" || role === "group") return name ? say(role, name) : "";
  if (tag === "section" || tag === "article" || tag === "aside") {
    const text = name || headIn(el);
    return text ? say(tag === "section" ? "section" : tag, text) : "";
  }
  if (tag === "details") { const s = find(el, "summary"); return s ? say("details", words(s, 80)) : ""; }
  return "";
};

const isRow = (el, tag) => tag === "tr" || attr(el, "role") === "row";
const cellTags = "td,th,[role=cell],[role=gridcell],[role=columnheader],[role=rowheader]";
const isHead = (cell) => (tagOf(cell) === "th" && cell.scope !== "row") || attr(cell, "role") === "columnheader";
const cellsOf = (row) => {
  const out = [];
  for (const child of elementsOf(row)) {
    if (fits(child, cellTags)) out.push(child);
    else for (const grand of elementsOf(child)) if (fits(grand, cellTags)) out.push(grand);
  }
  return out;
};
const isTable = (el, tag) => {
  const role = attr(el, "role");
  if (role === "presentation" || role === "none") return false;
  return tag === "table" || role === "table" || role === "grid" || role === "treegrid";
};
const tableOf = (el) => {
  const headRow = [...findAll(el, "tr,[role=row]")].slice(0, 5).find((row) => {
    const cells = cellsOf(row);
    return cells.length > 0 && cells.every((c) => isHead(c) || !squeeze(textOf(c))) && cells.some(isHead);
  });
  const heads = [];
  if (headRow) for (const cell of cellsOf(headRow)) for (let n = cell.colSpan || 1; n > 0 && heads.length < 500; n--) heads.push(words(cell, 80));
  return { headRow, heads, count: 0 };
};
const PASSIVE = /^(actions?|options?|)$/i;
const rowOf = (row, table) => {
  const cells = cellsOf(row);
  const head = row === table.headRow || (cells.length > 0 && cells.every((c) => tagOf(c) === "th" || isHead(c)) && !table.count);
  const info = { cells: new Map(), number: head ? null : ++table.count, text: "" };
  let at = 0;
  const texts = [];
  for (const cell of cells) {
    const column = table.heads[at] ?? "";
    info.cells.set(cell, column);
    at += cell.colSpan || 1;
    if (head || texts.length > 60) continue;
    const text = words(cell, 120);
    const acts = find(cell, "a[href],button,[role=button]");
    const own = acts && PASSIVE.test(column.trim()) ? words(cell, 120, (n) => fits(n, "a[href],button,[role=button]")) : text;
    if (own) texts.push(own);
  }
  info.text = clean(texts.join(" | "), 600);
  return info;
};
const isDataCell = (cell) => !find(cell, "table,form,fieldset,h1,h2,h3,p+p,ul,ol") && squeeze(textOf(cell)).length <= 300;
