// What must not be seen: fields that hold a secret, and words of the page that are one. The boxes that are told hold
// where such a thing is and where it was in the last half second: pixels come later than the layout that they show.

const TRAIL_MS = 500, FRAME_MS = 80, TOLD_MAX = 200, ROOTS_MAX = 500, SCANNED_MAX = 30000;
const wasPassword = new WeakSet();
const watched = new Set();
const typedInto = new WeakSet();
let showing = new Map();
let trail = [];

const keepIn = (e) => { if (e.target.value) { e.preventDefault(); e.stopImmediatePropagation(); } };
const watch = (el) => {
  if (wasPassword.has(el)) return;
  wasPassword.add(el);
  watched.add(new WeakRef(el));
  for (const kind of ["copy", "cut", "dragstart"]) el.addEventListener(kind, keepIn, { capture: true });
};
// A field that holds a secret: a password field, also when it shows its letters now, and what a secret was typed into.
const isSecret = (el) => {
  if (el.localName !== "input") return false;
  if (el.type === "password") watch(el);
  return wasPassword.has(el);
};

const rootsOf = () => {
  const roots = [document];
  for (let at = 0; at < roots.length && roots.length < ROOTS_MAX; at++) {
    let seen = 0;
    for (const el of roots[at].querySelectorAll("*")) {
      if (++seen > SCANNED_MAX) break;
      const inner = rootOf(el);
      if (inner) roots.push(inner);
    }
  }
  return roots;
};
const around = (rects) => {
  let box = null;
  for (const r of rects) if (r.width > 0 && r.height > 0) box = join(box, place(r));
  return box;
};
const ofElement = (el) => () => (el.isConnected ? around([el.getBoundingClientRect()]) : null);
const ofWords = (node, from, to) => () => {
  if (!node.isConnected || node.length < to) return null;
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return around(range.getClientRects());
};

// The smallest things whose words hold the needle: the very letters where one text holds them, else what they stand in.
const findWords = (top, needle, out) => {
  let inside = false;
  for (const child of top.childNodes) {
    if (out.size >= TOLD_MAX) return;
    if (child instanceof Text) {
      for (let at = child.data.indexOf(needle); at >= 0; at = child.data.indexOf(needle, at + needle.length)) {
        out.set(`t${keyOf(child)}.${at}`, ofWords(child, at, at + needle.length));
        inside = true;
      }
    } else if (child instanceof Element && !SKIP.has(child.localName) && (child.textContent || "").includes(needle)) {
      findWords(child, needle, out);
      inside = true;
    }
  }
  if (!inside && top instanceof Element) out.set(`e${keyOf(top)}`, ofElement(top));
};
const gather = (needles) => {
  const out = new Map();
  for (const ref of watched) {
    const el = ref.deref();
    if (!el) watched.delete(ref);
    else if (el.isConnected && el.value && (el.type !== "password" || typedInto.has(el))) out.set(`e${keyOf(el)}`, ofElement(el));
  }
  const roots = rootsOf();
  for (const root of roots) {
    for (const el of root.querySelectorAll("input")) isSecret(el);
    if (!needles.length) continue;
    for (const el of root.querySelectorAll("input,textarea,select,button"))
      if (el.type !== "password" && needles.some((n) => String(el.value).includes(n) || String(el.placeholder ?? "").includes(n))) out.set(`e${keyOf(el)}`, ofElement(el));
    const top = root === document ? document.body : root;
    for (const needle of needles) if (top && (top.textContent || "").includes(needle)) findWords(top, needle, out);
  }
  return { out, roots };
};

// Where each of them is now; where it was before goes on the trail.
const measure = () => {
  const now = performance.now();
  for (const [key, thing] of showing) {
    const box = thing.rect();
    if (thing.box) trail.push({ key, at: now, box: thing.box });
    thing.box = box;
  }
  trail = trail.filter((t) => now - t.at < TRAIL_MS).slice(-2000);
};
const moved = () => { if (showing.size) measure(); };
for (const kind of ["scroll", "resize", "transitionrun", "animationstart"]) addEventListener(kind, moved, { capture: true, passive: true });

const nextFrame = () => new Promise((done) => {
  const late = setTimeout(done, FRAME_MS);
  requestAnimationFrame(() => { clearTimeout(late); done(); });
});
const hiddenNow = (needles) => {
  const { out, roots } = gather(needles);
  const fresh = new Map();
  for (const [key, rect] of out) fresh.set(key, { rect, box: showing.get(key)?.box ?? null });
  for (const [key, thing] of showing) if (!fresh.has(key) && thing.box) trail.push({ key, at: performance.now(), box: thing.box });
  showing = fresh;
  measure();
  const swept = new Map();
  for (const [key, thing] of showing) if (thing.box) swept.set(key, thing.box);
  for (const t of trail) swept.set(t.key, join(swept.get(t.key) ?? null, t.box));
  const frames = [];
  for (const root of roots) for (const f of root.querySelectorAll("iframe,frame")) if (frameIds.get(f)) frames.push({ id: frameIds.get(f), ...tellFrame(f) });
  return { m: metrics(), b: Object.fromEntries([...swept].map(([k, b]) => [k, [b.left, b.top, b.right - b.left, b.bottom - b.top]])), f: frames };
};

const inputOf = (key) => { const el = nodeOf(key); return el instanceof HTMLInputElement ? el : null; };
Object.assign(globalThis.__desk, {
  hidden: async (needles, wait) => {
    if (wait && showing.size) await nextFrame();
    return JSON.stringify(hiddenNow(needles));
  },
  // The kind of a one-line field as it stands there now: what it is called says nothing.
  kind: (key) => { const el = inputOf(key); return JSON.stringify({ kind: el ? el.type : "", n: el ? nameOf(el, roleOf(el, null, ""), "input") || weakName(el) : "" }); },
  // Whether it has the keyboard; then what it holds is selected, so that what is typed takes its place.
  ready: (key) => {
    const el = inputOf(key);
    const has = !!el && activeNode() === el && document.hasFocus() && !el.readOnly && !el.matches(":disabled");
    if (has) el.select();
    return JSON.stringify(has);
  },
  // Without autocomplete the browser keeps what the field holds neither for suggestions nor for going back.
  keep: (key) => { const el = inputOf(key); if (el) { watch(el); typedInto.add(el); el.autocomplete = "off"; showing.set(`e${keyOf(el)}`, { rect: ofElement(el), box: null }); measure(); } return JSON.stringify(!!el); },
  holds: (key) => { const el = inputOf(key); return JSON.stringify(el ? el.value.length : -1); },
});
