// The flat tree as a person sees it: shadow roots (open, and closed ones that were handed in), slots, visible words,
// hit tests. Runs only in an isolated world, where every DOM native is untouched by the page.

// One thing reaches into every world: a form and the document let their named parts stand before their own members
// (`form.action` is a field of that name, `document.activeElement` a picture). So members of a node that may be a form are
// read by their own getters, and of the document through a stand-in that knows its prototypes only.
const getter = (proto, name) => { const read = Object.getOwnPropertyDescriptor(proto, name).get; return (node) => read.call(node); };
const method = (proto, name) => { const run = proto[name]; return (node, ...given) => run.apply(node, given); };
const tagOf = getter(Element.prototype, "localName"), attr = method(Element.prototype, "getAttribute");
const hasAttr = method(Element.prototype, "hasAttribute"), fits = method(Element.prototype, "matches");
const find = method(Element.prototype, "querySelector"), findAll = method(Element.prototype, "querySelectorAll");
const rectOf = method(Element.prototype, "getBoundingClientRect"), rectsOf = method(Element.prototype, "getClientRects");
const seenIn = method(Element.prototype, "checkVisibility"), elementsOf = getter(Element.prototype, "children");
const openRoot = getter(Element.prototype, "shadowRoot"), slotOf = getter(Element.prototype, "assignedSlot");
const upOf = getter(Node.prototype, "parentNode"), topOf = method(Node.prototype, "getRootNode");
const nodesIn = getter(Node.prototype, "childNodes"), textOf = getter(Node.prototype, "textContent");
const ownerOf = getter(Node.prototype, "ownerDocument"), joined = getter(Node.prototype, "isConnected");
const readEditable = getter(HTMLElement.prototype, "isContentEditable");
const editable = (el) => el instanceof HTMLElement && readEditable(el);
const inDetails = (el) => upOf(el) instanceof HTMLDetailsElement;
const theDocument = globalThis.document;
const membersOf = (proto) => (proto ? { ...membersOf(Object.getPrototypeOf(proto)), ...Object.getOwnPropertyDescriptors(proto) } : {});
const documentMembers = membersOf(Object.getPrototypeOf(theDocument));
const document = new Proxy(Object.create(null), { get: (_, name) => {
  const member = documentMembers[name];
  const value = member && member.get ? member.get.call(theDocument) : member && member.value;
  return typeof value === "function" ? value.bind(theDocument) : value;
} });

const INLINE = new Set(("a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark nobr output q " +
  "ruby s samp small span strike strong sub sup time tt u var wbr slot").split(" "));
const SKIP = new Set(("script style template noscript head meta link title base param source track datalist " +
  "optgroup option br wbr hr colgroup col").split(" "));

const keys = new WeakMap();
const nodes = new Map();
const closedRoots = new WeakMap();
const frameIds = new WeakMap();
const frameHolders = new Map();
const looked = new WeakSet();
let lastKey = 0;

const keyOf = (node) => {
  let key = keys.get(node);
  if (!key) {
    key = ++lastKey;
    keys.set(node, key);
    nodes.set(key, new WeakRef(node));
    if (lastKey % 4096 === 0) for (const [k, ref] of nodes) if (!ref.deref()) nodes.delete(k);
  }
  return key;
};
const nodeOf = (key) => {
  const node = nodes.get(key)?.deref();
  return node && joined(node) && ownerOf(node) === theDocument ? node : null;
};

const rootOf = (el) => openRoot(el) || closedRoots.get(el) || null;
const childrenOf = (el) => {
  const root = rootOf(el);
  if (root) return root.childNodes;
  if (tagOf(el) === "slot") {
    const given = el.assignedNodes();
    if (given.length) return given;
  }
  return nodesIn(el);
};
const parentOf = (node) => {
  const slot = node instanceof Element ? slotOf(node) : node.assignedSlot;
  if (slot) return slot;
  const up = upOf(node);
  if (!up) return null;
  if (up instanceof ShadowRoot) return up.host;
  // A slotted child of a closed root has no assignedSlot; its host is close enough.
  return up instanceof Element ? up : null;
};
const holds = (outer, node) => {
  for (let at = node, n = 0; at && n < 2000; at = parentOf(at), n++) if (at === outer) return true;
  return false;
};
const closestUp = (node, test) => {
  for (let at = node, n = 0; at && n < 2000; at = parentOf(at), n++) if (at instanceof Element && test(at)) return at;
  return null;
};

const squeeze = (text) => text.replace(/[\s\u200b\u00ad]+/g, " ").trim();
const clean = (text, max = 300) => {
  const one = squeeze(String(text ?? ""));
  return one.length > max ? one.slice(0, max - 1).trimEnd() + "…" : one;
};

// The visible words inside an element; `skip` leaves parts out.
const WORDS_NODES_MAX = 4000;
const words = (el, max = 300, skip = null) => {
  let out = "", met = 0;
  const take = (node, depth) => {
    if (out.length > max || depth > 200 || met++ > WORDS_NODES_MAX) return;
    if (node instanceof Text) { out += node.data; return; }
    if (!(node instanceof Element)) return;
    const tag = tagOf(node);
    if (tag === "br") { out += " "; return; }
    if (SKIP.has(tag) || (depth && skip && skip(node))) return;
    if (depth && tag !== "slot" && !seenIn(node, { visibilityProperty: true })) return;
    if (tag === "img" || attr(node, "role") === "img") { out += ` ${attr(node, "alt") || attr(node, "aria-label") || ""} `; return; }
    if (tag === "svg") { out += ` ${attr(node, "aria-label") || find(node, "title")?.textContent || ""} `; return; }
    if (tag === "select" || tag === "textarea" || tag === "input") { if (depth) return; }
    const wide = !INLINE.has(tag);
    if (wide) out += " ";
    for (const child of childrenOf(node)) take(child, depth + 1);
    if (wide) out += " ";
  };
  take(el, 0);
  spend(met);
  return clean(out, max);
};

// What a click at a place of the viewport would reach, through shadow roots.
const hit = (x, y) => {
  let found = document.elementFromPoint(x, y);
  for (let n = 0; found && n < 50; n++) {
    const root = rootOf(found);
    const inner = root && root.elementFromPoint(x, y);
    if (!inner || inner === found) break;
    found = inner;
  }
  return found;
};
const reaches = (el, x, y) => {
  const found = hit(x, y);
  if (!found) return false;
  if (holds(el, found)) return true;
  const label = closestUp(found, (e) => tagOf(e) === "label");
  if (label && (label.control === el)) return true;
  return holds(found, el) && getComputedStyle(el).pointerEvents === "none";
};
const cut = (box, clip) => {
  const l = Math.max(box.left, clip.left), t = Math.max(box.top, clip.top);
  const r = Math.min(box.right, clip.right), b = Math.min(box.bottom, clip.bottom);
  return r - l >= 1 && b - t >= 1 ? { left: l, top: t, right: r, bottom: b } : null;
};
const SPOTS = [[0.5, 0.5], [0.2, 0.5], [0.8, 0.5], [0.5, 0.15], [0.5, 0.85], [0.06, 0.12], [0.94, 0.88], [0.94, 0.12], [0.06, 0.88]];
// A point inside the visible part of the boxes that really reaches the element; null when all of them are covered.
const openPoint = (el, boxes, clip, spots = SPOTS) => {
  for (const box of boxes) {
    const seen = cut(box, clip);
    if (!seen) continue;
    for (const [fx, fy] of spots) {
      const x = seen.left + (seen.right - seen.left) * fx, y = seen.top + (seen.bottom - seen.top) * fy;
      if (reaches(el, x, y)) return [x, y];
    }
  }
  return null;
};
const viewport = () => ({ left: 0, top: 0, right: innerWidth, bottom: innerHeight });
