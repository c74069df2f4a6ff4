// What a click, a key or a value would reach: the one thing that decides, told as the listing tells it, and all that
// says what would come of it.

const AROUND_MAX = 400, UNSEEN = 0.1;
const SETTINGS = ["block", "list-item", "table-row", "flex", "grid"];

// The role as the listing gives it: something clickable by its looks only counts when it has a name of its own.
const thingRole = (el) => {
  const up = parentOf(el);
  const role = roleOf(el, getComputedStyle(el), up instanceof Element ? getComputedStyle(up).cursor : "");
  if (role !== "clickable") return role;
  const name = nameOf(el, role, tagOf(el));
  const mixed = !!find(el, "a[href],button,input,select,textarea,[role=button],[onclick]") || name.length > 150;
  return !name || (mixed && !hasAttr(el, "onclick") && el.tabIndex < 0) ? "" : "button";
};
const controlOf = (label) => (label instanceof HTMLLabelElement && label.control && !off(label.control) ? label.control : null);
// The innermost thing that takes the click: a control, or the control of a label.
const deciding = (found) => {
  for (let at = found, n = 0; at && n < 2000; at = parentOf(at), n++) {
    if (!(at instanceof Element)) continue;
    const control = controlOf(at);
    if (control) return { node: control, role: roleOf(control, null, ""), label: at };
    const role = thingRole(at);
    if (ACTIVE.has(role)) return { node: at, role };
  }
  return null;
};

const rowPlace = (el) => {
  let row = null, table = null, cell = null;
  for (let at = el, n = 0; at && n < 2000 && !table; at = parentOf(at), n++) {
    if (!(at instanceof Element)) continue;
    const tag = tagOf(at);
    if (isTable(at, tag)) table = at;
    else if (isRow(at, tag)) row ||= at;
    else if (!row && fits(at, cellTags)) cell = at;
  }
  if (!row || !table) return { row: null, cell: null };
  const known = tableOf(table);
  for (const each of findAll(table, "tr,[role=row]")) {
    if (each === row) break;
    if (!seenIn(each) || closestUp(upOf(each), (e) => isTable(e, tagOf(e))) !== table) continue;
    const cells = known.count ? [] : cellsOf(each);
    if (each !== known.headRow && !(cells.length > 0 && cells.every((c) => tagOf(c) === "th" || isHead(c)))) known.count++;
  }
  return { row: rowOf(row, known), cell };
};
const withinOf = (el) => {
  const out = [];
  for (let at = parentOf(el), n = 0; at && n < 2000; at = parentOf(at), n++) {
    const told = at instanceof Element ? containerOf(at, tagOf(at)) : "";
    if (told) out.unshift(told);
  }
  return out.slice(-8);
};
const clipAround = (el) => {
  let clip = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 }, free = getComputedStyle(el).position === "fixed";
  for (let at = parentOf(el), n = 0; at && n < 2000 && !free; at = parentOf(at), n++) {
    if (!(at instanceof Element) || at === document.body || at === document.documentElement) continue;
    const style = getComputedStyle(at);
    if (style.overflowX !== "visible" || style.overflowY !== "visible") clip = narrow(clip, place(rectOf(at)));
    free = style.position === "fixed";
  }
  return clip;
};
// One thing by the way up from it alone; the walk over the page is only for what takes its name from what is beside it.
const itemOf = (el, role, label) => {
  if (!(el instanceof Element)) return pickNode(el);
  const tag = tagOf(el), name = nameOf(el, role, tag);
  if (!name && (FIELDS.has(role) || TICKS.has(role))) { const walked = pickNode(el); if (walked) return walked; }
  let box = place(rectOf(el)), reach = null;
  if (nothing(box) && (TICKS.has(role) || role === "file")) {
    reach = label || [...(el.labels || [])].find((l) => !nothing(rectOf(l))) || null;
    if (reach) box = place(rectOf(reach));
  }
  const item = { node: el, role, name, value: valueOf(el, role, tag), states: statesOf(el, role, tag, activeNode()), box, reach, rects: null, clip: clipAround(reach || el),
    within: withinOf(el), ...rowPlace(el), options: optionsOf(el, role, tag), hint: ACTIVE.has(role) ? hintOf(el, name) : "", href: hrefOf(el) };
  if (role === "combobox" && item.value === item.name && tag !== "select") item.value = "";
  if (role === "dialog" && !item.name) item.name = headIn(el);
  if (role === "treeitem") Walk.prototype.shorten(el, item);
  return item;
};

const CONTEXTS = "dialog,[role=dialog],[role=alertdialog],tr,[role=row],li,[role=listitem],[role=treeitem],section,article,aside,fieldset,details,form,[role=region],[role=group]";
const aroundOf = (el, name) => {
  const parts = [], more = (text) => text && text !== name && text.length > name.length;
  const dialog = closestUp(el, (e) => fits(e, "dialog,[role=dialog],[role=alertdialog]"));
  let near = closestUp(parentOf(el), (e) => fits(e, CONTEXTS) && more(words(e, AROUND_MAX)));
  if (!near) near = closestUp(parentOf(el), (e) => e !== document.body && e !== document.documentElement && SETTINGS.includes(getComputedStyle(e).display) && more(words(e, AROUND_MAX)));
  for (const part of [dialog, near]) if (part && !parts.includes(part)) parts.push(part);
  return parts.map((part) => words(part, AROUND_MAX)).filter(more).join("\n");
};
// Notes of the page, dialog or section that hold for all that stands in it: words without controls beside the way up.
const NOTES_MAX = 600, NOTE_MAX = 240, NOTES_BESIDE = 30, NOTES_UP = 12, NOTE_ROLES = "[role=note],[role=alert],[role=status]";
const CONTROLS = "a[href],button,input,select,textarea,[role=button],[role=link],[onclick],li,tr,article";
const SILENT = new Set("script style template noscript head nav footer h1 h2 h3 h4 h5 h6 label legend summary svg".split(" "));
const notesOf = (el, told) => {
  const out = [];
  let left = NOTES_MAX;
  const take = (each, deep) => {
    if (left <= 0 || SILENT.has(tagOf(each)) || holds(each, el)) return;
    if (find(each, CONTROLS) && !fits(each, NOTE_ROLES)) {
      if (deep) for (const inner of [...elementsOf(each)].slice(0, 6)) take(inner, false);
      return;
    }
    if (fits(each, CONTROLS) || !seenIn(each)) return;
    const text = words(each, NOTE_MAX);
    if (text.length < 8 || told.includes(text)) return;
    out.push(text);
    left -= text.length;
  };
  for (let at = parentOf(el), n = 0; at && n < NOTES_UP; at = parentOf(at), n++) {
    if (!(at instanceof Element)) continue;
    for (const each of [...elementsOf(at)].slice(0, NOTES_BESIDE)) take(each, fits(each, "header,hgroup"));
    if (at === document.body) break;
  }
  return out.join("; ").slice(0, NOTES_MAX);
};
const shownBy = (el) => {
  let opacity = 1;
  for (let at = el, n = 0; at && n < 2000; at = parentOf(at), n++) if (at instanceof Element) opacity *= Number(getComputedStyle(at).opacity);
  return opacity;
};
const saysOf = (el, press) => {
  const out = { tag: tagOf(el) };
  const put = (name, value) => { if (value) out[name] = String(value).slice(0, 2000); };
  if (["input", "button"].includes(out.tag)) put("type", el.type);
  for (const name of ["name", "download", "target", "accept", "autocomplete", "inputmode", "title", "aria-haspopup"]) if (hasAttr(el, name)) put(name, attr(el, name) || (name === "download" ? "yes" : ""));
  if (isSubmit(el)) for (const [name, value] of [["formaction", el.formAction], ["target", el.formTarget]]) if (hasAttr(el, name === "target" ? "formtarget" : name)) put(name, value);
  const link = closestUp(el, (e) => hrefOf(e));
  if (link) { put("href", hrefOf(link)); for (const name of ["download", "target"]) if (hasAttr(link, name)) put(name, attr(link, name) || "yes"); }
  const active = press !== "click" && attr(el, "aria-activedescendant");
  if (active) put("active", byIds(el, active).map((e) => words(e, 200)).join(" "));
  return out;
};
// What stands under something that takes the click but is nothing by itself: what a person sees there.
const beneath = (found, x, y) => {
  for (const el of document.elementsFromPoint(x, y)) {
    const thing = holds(el, found) ? null : deciding(el);
    if (thing) return `${thing.role} "${nameOf(thing.node, thing.role, tagOf(thing.node))}"`;
  }
  return "";
};

const isFrame = (el) => tagOf(el) === "iframe" || tagOf(el) === "frame";
const MAY_HOST = new Set("article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(" "));
// Whether it may have a closed shadow root that was not handed in yet; the browser has to be asked.
const mayHost = (el) => (MAY_HOST.has(tagOf(el)) || tagOf(el).includes("-")) && !rootOf(el);

const told = (item, el, press, more = {}) => {
  const { form, submits } = formTold(el, press);
  const says = { ...saysOf(el, press), ...more };
  if (shownBy(el) < UNSEEN) says.unseen = "it is nearly transparent";
  const around = aroundOf(el, (item && item.name) || ""), notes = notesOf(el, around);
  return { m: metrics(), e: item && tell(item), form, submits, says, around, notes, doc: String(location.href).slice(0, 2000) };
};
const nothingThere = () => ({ m: metrics(), e: null, doc: String(location.href).slice(0, 2000) });
const intoFrame = (el) => ({ m: metrics(), frame: frameIds.get(el) || "", b: tellFrame(el) });

const atPoint = (x, y, press, asked) => {
  const found = hit(x, y);
  if (!found) return nothingThere();
  if (isFrame(found)) return intoFrame(found);
  if (mayHost(found) && !asked) return { m: metrics(), host: keyOf(found) };
  const thing = deciding(found);
  if (thing) return told(itemOf(thing.node, thing.role, thing.label), thing.node, press);
  const item = placedItem(found, x, y);
  const own = item || (found === document.body || found === document.documentElement ? null : itemOf(found, "generic", null));
  if (!own) return nothingThere();
  if (own.role === "generic") own.name = words(found, 300);
  const under = own.role === "generic" || !item ? beneath(found, x, y) : "";
  return told(own, own.node instanceof Element ? own.node : found, "", under ? { over: under } : {});
};
const insideOf = (el) => [...findAll(el, "a[href],button,input,select,textarea,[role=button],[role=link],[role=menuitem],[onclick]")];
// What a click on a listed thing would reach: where it is aimed at, something inside it may take it.
const aimedAt = (item, scrolled) => {
  const el = item.reach || item.node, boxes = item.rects || (el instanceof Element && item.role === "link" ? [...rectsOf(el)].map(place) : [item.box]);
  const clip = shown(item), point = clip && openPoint(el, boxes, clip);
  if (point) return deciding(hit(...point));
  const x = (item.box.left + item.box.right) / 2, y = (item.box.top + item.box.bottom) / 2;
  const inner = el instanceof Element ? insideOf(el).filter((e) => { const r = rectOf(e); return x >= r.left && x < r.right && y >= r.top && y < r.bottom; }).pop() : null;
  return deciding(inner || el);
};
const ofNode = (key, press, exact) => {
  const node = nodeOf(key);
  if (!node) return { m: metrics(), gone: true };
  const role = node instanceof Element ? thingRole(node) || roleOf(node, null, "") : "";
  const item = role ? itemOf(node, role, null) : pickNode(node);
  if (!item) return { m: metrics(), gone: true };
  const thing = exact ? null : aimedAt(item);
  const same = !thing || thing.node === node;
  const el = same ? (node instanceof Element ? node : upOf(node)) : thing.node;
  return told(same ? item : itemOf(thing.node, thing.role, thing.label), el, press);
};
const ofFocus = (press, asked) => {
  const node = activeNode();
  if (!node || !document.hasFocus()) return nothingThere();
  if (isFrame(node)) return intoFrame(node);
  if (mayHost(node) && !asked) return { m: metrics(), host: keyOf(node) };
  const at = closestUp(node, (e) => roleOf(e, null, "pointer"));
  const role = at && thingRole(at);
  if (!role) return { ...told(null, node, ""), form: null };
  return told(itemOf(at, role, null), at, press);
};

// how: {x, y} in CSS pixels of this frame, {key, exact}, or {focus}; press: what the act does there.
globalThis.__desk.target = (how) => {
  const press = how.press || "", asked = !!how.asked;
  return JSON.stringify(how.focus ? ofFocus(press, asked) : how.key ? ofNode(how.key, press, !!how.exact) : atPoint(how.x, how.y, press, asked));
};
