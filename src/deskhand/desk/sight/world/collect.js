// One walk over the flat tree that gathers every thing a person could name, with its visible box.

const NODES_MAX = 60000, ITEMS_MAX = 5000, DEPTH_MAX = 400;

// After so many elements of a page, those whose box is far outside the window are taken to hold nothing inside it.
const GIANT = 1500, FAR = 400;
const farAway = (el) => {
  const r = rectOf(el);
  return (r.width > 0 || r.height > 0) && (r.bottom < -FAR || r.top > innerHeight + FAR || r.right < -FAR || r.left > innerWidth + FAR);
};
const place = (r) => ({ left: r.left, top: r.top, right: r.right, bottom: r.bottom });
const nothing = (r) => r.right - r.left < 2 || r.bottom - r.top < 2;
const join = (a, b) => (a ? { left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) } : b);
const narrow = (clip, r) => ({ left: Math.max(clip.left, r.left), top: Math.max(clip.top, r.top), right: Math.min(clip.right, r.right), bottom: Math.min(clip.bottom, r.bottom) });

class Walk {
  // wanted(el, box): which things are worth naming; the rest is passed over, though its words still count as named.
  // near: only what is in the window matters, so parts of a giant page that are far from it are not entered.
  constructor(wanted = () => true, near = false) {
    this.wanted = wanted;
    this.near = near;
    this.items = [];
    this.frames = [];
    this.closed = 0;
    this.visited = 0;
    this.cut = 0;
    this.run = null;
    this.focused = activeNode();
    beginWork();
    this.range = document.createRange();
    usedLabels.clear();
    grounds.clear();
  }

  start() {
    const view = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
    const root = document.documentElement;
    if (root) this.visit(root, { clip: view, abs: view, cursor: "", named: false, faded: false, within: [], table: null, row: null, cell: null, holder: root }, 0);
    this.flush();
    return this;
  }

  full() {
    if (this.visited >= NODES_MAX || this.items.length >= ITEMS_MAX) return true;
    return spend(VISIT);
  }

  visit(el, c, depth) {
    const tag = tagOf(el);
    if (tag === "br") return this.flush();
    if (SKIP.has(tag)) return;
    this.visited++;
    if (depth > DEPTH_MAX || this.over || (this.over = this.full())) { this.cut++; return; }
    if (this.near && this.visited > GIANT && farAway(el)) return;
    const style = getComputedStyle(el);
    if (style.display === "none") return this.proxied(el, tag, c);
    const inner = { ...c };
    const rect = style.display === "contents" ? null : place(rectOf(el));
    if (rect) this.enter(el, tag, style, rect, c, inner);
    if (tag === "iframe" || tag === "frame") { if (rect) this.frame(el, rect, inner, style); return; }
    this.inside(el, tag, style, inner, depth);
  }

  inside(el, tag, style, inner, depth) {
    if (tag === "svg" || tag === "video" || tag === "canvas" || tag === "textarea" || tag === "input" || tag === "object") return;
    if (tag === "select") { if (el.size > 1 || el.multiple) for (const o of el.options) this.option(o, inner); return; }
    if (openRoot(el) === null && !closedRoots.has(el) && !looked.has(el) && mayHide(el, tag)) this.closed++;
    const block = !style.display.startsWith("inline") && style.display !== "contents" && style.display !== "ruby";
    const breaks = block || style.display !== "inline" && style.display !== "contents";
    if (breaks) this.flush();
    const shut = tag === "details" && !el.open;
    for (const child of childrenOf(el)) {
      if (child instanceof Element) { if (!shut || tagOf(child) === "summary" || tagOf(child) === "slot") this.visit(child, inner, depth + 1); }
      else if (child instanceof Text && !shut && style.visibility === "visible") this.text(child, el, inner);
    }
    if (breaks) this.flush();
  }

  enter(el, tag, style, rect, c, inner) {
    if (style.position === "fixed") inner.clip = inner.abs = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
    else if (style.position === "absolute") inner.clip = c.abs;
    inner.faded = c.faded || Number(style.opacity) < 0.05;
    inner.cursor = style.cursor;
    const own = inner.clip;
    const top = tag === "html" || tag === "body";
    if (!top && (style.overflowX !== "visible" || style.overflowY !== "visible") && style.display !== "inline") {
      inner.clip = narrow(own, rect);
      inner.scrolls = /auto|scroll/.test(style.overflowX + style.overflowY) || c.scrolls;
    }
    if (style.position !== "static" || style.transform !== "none") inner.abs = inner.clip;
    this.places(el, tag, inner);
    this.thing(el, tag, style, rect, { ...inner, clip: own, cursor: c.cursor, within: c.within }, inner);
  }

  places(el, tag, inner) {
    if (isTable(el, tag)) { inner.table = tableOf(el); inner.row = inner.cell = null; }
    else if (inner.table && isRow(el, tag)) inner.row = rowOf(el, inner.table);
    else if (inner.row && inner.row.cells.has(el)) inner.cell = el;
    const container = containerOf(el, tag);
    if (container) inner.within = [...inner.within, container].slice(-8);
    if (tag === "label" && el.control) inner.named = true;
  }

  thing(el, tag, style, rect, c, inner) {
    const role = roleOf(el, style, c.cursor);
    if (!role || style.visibility !== "visible") return;
    if (c.named && (role === "heading" || role === "image" || role === "clickable" || role === "cell")) return;
    if (c.faded && !(TICKS.has(role) || role === "file")) return;
    if (nothing(rect) && (TICKS.has(role) || role === "file")) return this.proxied(el, tag, c);
    if (nothing(rect) || (tag === "img" && rect.right - rect.left < 3)) return;
    if (role === "row" && !hasAttr(el, "aria-selected") && style.cursor !== "pointer" && el.tabIndex < 0) return;
    if ((role === "cell" || role === "columnheader") && !(inner.row && isDataCell(el))) return;
    const item = this.item(el, role, tag, rect, c, inner);
    if (!item) return;
    if (role === "cell" || role === "columnheader") inner.named = true;
    else if (item.role === "heading" || (ACTIVE.has(item.role) && role !== "clickable" && role !== "listbox" && role !== "treeitem")) inner.named = true;
    else if (role === "clickable" && !item.mixed) inner.named = true;
    else if (role === "treeitem") inner.tree = item;
  }

  item(el, role, tag, rect, c, inner) {
    if (!this.wanted(el, rect)) return { role, mixed: role === "clickable" };
    spend(DESCRIBE);
    const name = nameOf(el, role, tag);
    const item = { node: el, role, name, box: rect, clip: c.clip, scrolls: c.scrolls, within: c.within, row: inner.row, cell: inner.cell, rects: null };
    if (role === "clickable") {
      item.mixed = !!find(el, "a[href],button,input,select,textarea,[role=button],[onclick]") || name.length > 150;
      if (!name || (item.mixed && !hasAttr(el, "onclick") && el.tabIndex < 0)) return null;
      item.role = "button";
    }
    if (role === "cell") {
      item.name = words(el, 300);
      const own = words(el, 300, (n) => n !== el && fits(n, "a[href],button,[role=button],select,label"));
      if (!own) return null;
    }
    if (role === "dialog" && !item.name) item.name = headIn(el);
    if (role === "treeitem") this.shorten(el, item);
    item.value = valueOf(el, item.role, tag);
    item.states = statesOf(el, item.role, tag, this.focused);
    if (item.role === "combobox" && item.value === item.name && tag !== "select") item.value = "";
    item.options = optionsOf(el, role, tag);
    item.hint = ACTIVE.has(item.role) ? hintOf(el, item.name) : "";
    item.href = hrefOf(el);
    if (fromAttribute(el, item.name) || longHint(el, item.hint)) item.states.push("unseen");
    this.items.push(item);
    return item;
  }

  shorten(el, item) {
    const group = find(el, "[role=group],[role=treeitem]");
    const box = group && rectOf(group);
    if (box && box.height > 0 && box.top > item.box.top + 4) item.box = { ...item.box, bottom: box.top };
  }

  // A hidden tick or file field whose label is what people see and click.
  proxied(el, tag, c) {
    if (tag !== "input" || !["checkbox", "radio", "file"].includes(el.type)) return;
    const label = [...(el.labels || [])].find((l) => seenIn(l, { visibilityProperty: true }) && !nothing(rectOf(l)));
    if (!label) return;
    const item = this.item(el, roleOf(el, null, ""), tag, place(rectOf(label)), c, c);
    if (item && item.node) item.reach = label;
  }

  option(o, c) {
    const rect = place(rectOf(o));
    if (nothing(rect) || !this.wanted(o, rect)) return;
    this.items.push({ node: o, role: "option", name: clean(o.label, 120), value: "", states: statesOf(o, "option", "option", null),
      box: rect, clip: c.clip, scrolls: true, within: c.within, row: c.row, cell: c.cell, options: [], hint: "", href: "", rects: null });
  }

  text(node, parent, c) {
    if (!/\S/.test(node.data) || c.faded) return;
    this.visited++;
    this.range.selectNodeContents(node);
    const rects = [...this.range.getClientRects()].slice(0, 50).filter((r) => r.width >= 1 && r.height >= 1).map(place);
    if (!rects.length) return;
    this.run ||= { node, parent, parts: "", rects: [], box: null, own: false, c };
    this.run.parts += node.data.slice(0, 2000);
    if (!c.named) {
      if (!this.run.own) { this.run.parent = parent; this.run.node = node; this.run.c = c; this.run.rects = []; }
      this.run.own = true;
      if (this.run.rects.length < 50) this.run.rects.push(...rects);
    }
    for (const r of rects) this.run.box = join(this.run.box, r);
  }

  flush() {
    const run = this.run;
    this.run = null;
    if (!run || !run.own || this.items.length >= ITEMS_MAX || !this.wanted(run.node, run.box)) return;
    const name = clean(run.parts, 1900);
    if (run.c.tree && run.c.tree.name === name) return;
    this.items.push({ node: run.node, reach: run.parent, role: "text", name, value: "", states: cantBeRead(run.parent, name) ? ["unseen"] : [], box: run.box, rects: run.rects, clip: run.c.clip,
      scrolls: run.c.scrolls, within: run.c.within, row: run.c.row, cell: run.c.cell, options: [], hint: "", href: "" });
  }

  frame(el, rect, c, style) {
    const px = (n) => parseFloat(style[n]) || 0;
    const l = rect.left + px("borderLeftWidth") + px("paddingLeft"), t = rect.top + px("borderTopWidth") + px("paddingTop");
    const r = rect.right - px("borderRightWidth") - px("paddingRight"), b = rect.bottom - px("borderBottomWidth") - px("paddingBottom");
    if (nothing({ left: l, top: t, right: r, bottom: b }) || style.visibility !== "visible") return;
    const box = { left: l, top: t, right: r, bottom: b };
    const name = clean(el.title || attr(el, "aria-label") || el.name, 80);
    this.frames.push({ id: frameIds.get(el) || "", box, clip: cut(box, narrow(viewport(), c.clip)), el, name, within: c.within });
  }
}

const PLAIN_HOSTS = new Set("article aside div footer header main nav p section span".split(" "));
const mayHide = (el, tag) => tag.includes("-") || (PLAIN_HOSTS.has(tag) && !el.firstChild && el.clientHeight > 8 && el.clientWidth > 8);

// Fields that nothing names take the words just before, above, or (for ticks) after them, as a person reads them.
const nearName = (item, texts) => {
  const box = item.box;
  let best = null, bestGap = Infinity;
  for (const text of texts) {
    const t = text.box;
    const level = Math.min(t.bottom, box.bottom) - Math.max(t.top, box.top) >= Math.min(t.bottom - t.top, box.bottom - box.top) * 0.5;
    const across = Math.min(t.right, box.right) - Math.max(t.left, box.left) > 0;
    let gap = Infinity;
    if (level && TICKS.has(item.role) && t.left >= box.right - 4) gap = t.left - box.right <= 40 ? t.left - box.right : Infinity;
    else if (level && t.right <= box.left + 4) gap = box.left - t.right <= 160 ? box.left - t.right : Infinity;
    else if (across && t.bottom <= box.top + 4 && box.top - t.bottom <= 30) gap = 200 + box.top - t.bottom;
    if (gap < bestGap) { best = text; bestGap = gap; }
  }
  return best;
};
const settleNames = (items) => {
  const bare = items.filter((i) => !i.name && (FIELDS.has(i.role) || TICKS.has(i.role)));
  if (bare.length && bare.length <= 300) {
    const texts = items.filter((i) => i.role === "text" && i.name.length <= 80);
    for (const item of bare) {
      const column = item.row && item.cell ? item.row.cells.get(item.cell) : "";
      const near = column ? null : nearName(item, texts);
      item.name = column || (near ? trimLabel(near.name) : "") || weakName(item.node);
      if (near) { near.used = true; if (/[*＊]\s*$/.test(near.name) && !item.states.includes("required")) item.states.push("required"); }
    }
  }
  for (const item of bare) if (!item.name) item.name = weakName(item.node);
  if (usedLabels.size)
    for (const item of items) if (item.role === "text" && item.name.length <= 80 && closestUp(item.reach, (e) => usedLabels.has(e))) item.used = true;
  return items.filter((i) => !i.used);
};
