// What the listing answers with: plain JSON, boxes in CSS pixels of this frame's viewport.

const metrics = () => {
  const v = visualViewport;
  return { x: screenX, y: screenY, ow: outerWidth, oh: outerHeight, iw: innerWidth, ih: innerHeight, dpr: devicePixelRatio,
    vx: v ? v.offsetLeft : 0, vy: v ? v.offsetTop : 0, vs: v ? v.scale : 1, title: document.title.slice(0, 300), url: location.href.slice(0, 2000),
    visible: document.visibilityState === "visible", focus: document.hasFocus(), state: document.readyState, near: calibrated() };
};
// A trusted pointer event tells where the viewport stands on the screen, whatever bars the window has.
let seenAt = null;
const windowShape = () => [screenX, screenY, outerWidth, outerHeight, innerWidth, innerHeight, devicePixelRatio].join();
const calibrated = () => (seenAt && seenAt.shape === windowShape() ? [seenAt.x, seenAt.y] : null);
const notice = (e) => {
  if (!e.isTrusted || (visualViewport && visualViewport.scale !== 1)) return;
  seenAt = { shape: windowShape(), x: e.screenX - e.clientX * devicePixelRatio, y: e.screenY - e.clientY * devicePixelRatio };
};
if (window === window.parent) for (const kind of ["mousemove", "mousedown"]) addEventListener(kind, notice, { capture: true, passive: true });

const shown = (item) => {
  const clip = narrow(viewport(), item.clip);
  return cut(item.box, clip) ? clip : null;
};
const describe = (item, states) => ({ k: keyOf(item.node), r: item.role, n: item.name, v: item.value, s: states, w: item.within,
  b: [item.box.left, item.box.top, item.box.right - item.box.left, item.box.bottom - item.box.top].map((n) => Math.round(n * 100) / 100),
  row: item.row ? item.row.number : null, rt: item.row ? item.row.text : "", col: item.row && item.cell ? item.row.cells.get(item.cell) : "",
  o: item.options, h: item.hint, u: item.href, d: item.cut ? 1 : 0 });

// null: nothing to show; otherwise the described item, off screen or in plain sight.
const judge = (item, offscreen) => {
  if (!item.name && !ACTIVE.has(item.role) && !["canvas", "dialog", "video", "progressbar", "meter"].includes(item.role)) return null;
  const clip = shown(item);
  if (!clip) {
    const lost = !item.scrolls && item.box.right + scrollX < 0 || item.box.bottom + scrollY < 0;
    const reachable = cut(item.box, item.clip) || item.scrolls;
    return offscreen && reachable && !lost ? describe(item, [...item.states, "offscreen"]) : null;
  }
  const el = item.reach || item.node;
  const boxes = item.rects || (item.role === "link" && !item.reach ? [...rectsOf(item.node)].slice(0, 6).map(place) : [item.box]);
  const spots = item.role === "text" ? SPOTS.slice(0, 3) : SPOTS;
  return openPoint(el, boxes, clip, spots) || item.role === "option" ? describe(item, item.states) : "covered";
};

// In the window, or so near to it that it may name something in it.
const MARGIN = 60;
const inWindow = (el, box) => box.bottom > -MARGIN && box.right > -MARGIN && box.top < innerHeight + MARGIN && box.left < innerWidth + MARGIN;

const listing = (offscreen) => {
  const walk = new Walk(offscreen ? undefined : inWindow, !offscreen).start();
  const items = settleNames(walk.items);
  let covered = 0;
  const out = [];
  for (const item of items) {
    if (spend(HIT)) { walk.cut++; continue; }
    const told = judge(item, offscreen);
    if (told === "covered") covered++;
    else if (told) out.push(told);
  }
  const frames = walk.frames.map((f) => ({ id: f.id, b: [f.box.left, f.box.top, f.box.right - f.box.left, f.box.bottom - f.box.top], seen: !!f.clip,
    s: f.el.offsetWidth ? rectOf(f.el).width / f.el.offsetWidth : 1,
    c: f.clip ? [f.clip.left, f.clip.top, f.clip.right, f.clip.bottom] : null, open: !!f.clip && !!openPoint(f.el, [f.box], viewport()), n: f.name, w: f.within }));
  return { m: metrics(), e: out, f: frames, closed: walk.closed, cut: walk.cut, covered };
};

const best = (items, test) => {
  let found = null, size = Infinity;
  for (const item of items) {
    const area = test(item);
    if (area !== null && area < size) { found = item; size = area; }
  }
  return found;
};
const inView = () => settleNames(new Walk(inWindow, true).start().items);
// One thing and the words that may name it.
const pickNode = (node) => {
  const r = rectOf(node instanceof Element ? node : upOf(node) || document.body);
  const walk = new Walk((el) => el === node || el instanceof Text, r.width > 0 && inWindow(null, r)).start();
  return best(settleNames(walk.items), (i) => (i.node === node ? 0 : null));
};
const tell = (item) => (item ? describe(item, shown(item) ? item.states : [...item.states, "offscreen"]) : null);
const depthAbove = (el, node) => {
  for (let at = node, n = 0; at && n < 2000; at = parentOf(at), n++) if (at === el) return n;
  return null;
};

// A list of choices is drawn by the browser in a window of its own: each row as high as its font and 8 px of space, 24 px
// at least (measured with fonts of 10 to 32 px). `plain`: no groups, lines or hidden choices, all in one font.
const pen = new OffscreenCanvas(1, 1).getContext("2d");
const fontOf = (el) => { const s = getComputedStyle(el); return `${s.fontStyle} ${s.fontWeight} ${s.fontSize} ${s.fontFamily}`; };
const rowHeight = (font) => {
  pen.font = font;
  const m = pen.measureText("x");
  return Math.max(24, Math.round(m.fontBoundingBoxAscent) + Math.round(m.fontBoundingBoxDescent) + 8);
};
const choices = (el) => {
  const all = [...el.options], font = fontOf(el);
  const plain = all.length <= 200 && [...elementsOf(el)].every((c) => tagOf(c) === "option") &&
    all.every((o) => getComputedStyle(o).display !== "none" && fontOf(o) === font);
  return { n: all.slice(0, 200).map((o) => clean(o.label, 200)), off: all.slice(0, 200).map((o) => o.disabled), row: rowHeight(font), plain };
};

// What stands where a click was found to land: the innermost thing, or the words, but never words inside a control.
const placedItem = (found, x, y) => {
  const inText = (i) => i.rects && holds(i.reach, found) && i.rects.some((r) => x >= r.left && x < r.right && y >= r.top && y < r.bottom);
  const label = closestUp(found, (e) => tagOf(e) === "label");
  const items = inView();
  const told = best(items, (i) => {
    if (i.role === "text") return inText(i) ? -1 : i.reach === found ? 1e6 : null;
    if (label && label.control === i.node) return 0.5;
    const n = depthAbove(i.node, found);
    return n === null || i.role === "row" ? null : n + (i.role === "dialog" ? 1e5 : i.role === "cell" ? 100 : 0);
  });
  const active = best(items, (i) => (ACTIVE.has(i.role) ? depthAbove(i.node, found) : null));
  return told && told.role === "text" && active ? active : told;
};

globalThis.__desk = {
  metrics,
  list: (offscreen) => JSON.stringify(listing(offscreen)),
  at: (x, y) => {
    const found = hit(x, y);
    if (!found) return JSON.stringify({ m: metrics(), e: null });
    if (tagOf(found) === "iframe" || tagOf(found) === "frame") return JSON.stringify({ m: metrics(), frame: frameIds.get(found) || "", b: tellFrame(found) });
    return JSON.stringify({ m: metrics(), e: tell(placedItem(found, x, y)) });
  },
  focused: () => {
    const node = activeNode();
    if (!node) return JSON.stringify({ m: metrics(), e: null });
    if (tagOf(node) === "iframe" || tagOf(node) === "frame") return JSON.stringify({ m: metrics(), frame: frameIds.get(node) || "", b: tellFrame(node) });
    return JSON.stringify({ m: metrics(), e: tell(pickNode(closestUp(node, (e) => roleOf(e, null, "pointer")) || node)) });
  },
  opened: () => {
    const node = activeNode();
    if (node && (tagOf(node) === "iframe" || tagOf(node) === "frame")) return JSON.stringify({ m: metrics(), frame: frameIds.get(node) || "", b: tellFrame(node) });
    const list = node && tagOf(node) === "select" && !node.multiple && node.size <= 1;
    return JSON.stringify({ m: metrics(), e: list ? tell(pickNode(node)) : null, c: list ? choices(node) : null });
  },
  idle: () => JSON.stringify(document.hasFocus() && !activeNode() && document.designMode !== "on" && !document.body?.isContentEditable),
  one: (key) => {
    const node = nodeOf(key);
    return JSON.stringify({ m: metrics(), e: node ? tell(pickNode(node)) : null });
  },
  point: (key, scroll) => {
    const node = nodeOf(key);
    const item = node && pickNode(node);
    if (!item) return JSON.stringify({ m: metrics(), gone: true });
    const el = item.reach || item.node;
    if (scroll) el.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const now = scroll ? pickNode(node) || item : item;
    const boxes = now.rects || (el instanceof Element && now.role === "link" ? [...rectsOf(el)].map(place) : [now.box]);
    const clip = shown(now);
    const point = clip && openPoint(el, boxes, clip);
    const by = clip && !point ? hit((now.box.left + now.box.right) / 2, (now.box.top + now.box.bottom) / 2) : null;
    return JSON.stringify({ m: metrics(), p: point, seen: !!clip, what: now.role, n: now.name, by: by ? words(by, 80) || tagOf(by) : "" });
  },
  open: (points) => JSON.stringify(points.map(([x, y, id]) => { const f = hit(x, y); return !!f && (frameIds.get(f) || "") === id; })),
  frameBox: (id) => {
    const held = frameHolders.get(id)?.deref();
    if (held && held.isConnected) return JSON.stringify(tellFrame(held));
    for (const f of new Walk().start().frames) if (f.id === id) return JSON.stringify(tellFrame(f.el));
    return "null";
  },
  adoptFrame: (el, id) => { if (el instanceof Element) { frameIds.set(el, id); frameHolders.set(id, new WeakRef(el)); } },
  adoptRoot: (inside) => { const root = topOf(inside); if (root instanceof ShadowRoot) closedRoots.set(root.host, root); },
  lookedAll: () => { for (const el of document.querySelectorAll("*")) if (mayHide(el, tagOf(el))) looked.add(el); },
  node: (key) => nodeOf(key),
  fill: (key, text, how) => fill(key, text, how),
};
const tellFrame = (el) => {
  const walk = new Walk(), style = getComputedStyle(el);
  walk.frame(el, place(rectOf(el)), { clip: viewport(), within: [] }, style);
  const f = walk.frames[0];
  if (!f) return null;
  return { n: f.name, w: withinOf(el), o: shownBy(el), b: [f.box.left, f.box.top, f.box.right - f.box.left, f.box.bottom - f.box.top], s: el.offsetWidth ? rectOf(el).width / el.offsetWidth : 1 };
};
