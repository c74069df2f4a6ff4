// What a thing is and what a person calls it: role, name, value, states, hint, options.

const ROLES = new Set(("button link textbox searchbox combobox listbox checkbox radio switch slider spinbutton menuitem " +
  "tab treeitem option heading image dialog cell columnheader row progressbar meter").split(" "));
const SAME = { menuitemcheckbox: "menuitem", menuitemradio: "menuitem", img: "image", alertdialog: "dialog", gridcell: "cell", rowheader: "cell" };
const INPUTS = { button: "button", submit: "button", reset: "button", image: "button", color: "button", checkbox: "checkbox",
  radio: "radio", range: "slider", number: "spinbutton", file: "file", search: "searchbox", date: "date", time: "date",
  "datetime-local": "date", month: "date", week: "date" };
const FIELDS = new Set("textbox searchbox combobox listbox spinbutton slider date file".split(" "));
const TICKS = new Set("checkbox radio switch".split(" "));
const ACTIVE = new Set([...FIELDS, ...TICKS, ..."button link menuitem tab treeitem option".split(" ")]);
const FROM_TEXT = new Set([...TICKS, ..."button link menuitem tab treeitem option heading cell columnheader row".split(" ")]);

const inputRole = (el) => {
  if (el.type === "hidden") return "";
  const role = INPUTS[el.type] || "textbox";
  return role === "textbox" && attr(el, "list") ? "combobox" : role;
};
const nativeRole = (el, tag) => {
  switch (tag) {
    case "a": case "area": return hasAttr(el, "href") ? "link" : "";
    case "button": case "summary": return "button";
    case "input": return inputRole(el);
    case "textarea": return "textbox";
    case "select": return el.multiple || el.size > 1 ? "listbox" : "combobox";
    case "option": return "option";
    case "h1": case "h2": case "h3": case "h4": case "h5": case "h6": return "heading";
    case "img": return el.alt ? "image" : "";
    case "svg": return attr(el, "aria-label") ? "image" : "";
    case "canvas": return "canvas";
    case "video": return "video";
    case "dialog": return "dialog";
    case "progress": return "progressbar";
    case "meter": return "meter";
    case "td": return "cell";
    case "th": return el.scope === "row" ? "cell" : "columnheader";
    default: return "";
  }
};
const editableRoot = (el) => editable(el) && !(upOf(el) instanceof HTMLElement && editable(upOf(el)));
const roleOf = (el, style, parentCursor) => {
  const tag = tagOf(el);
  for (const word of (attr(el, "role") || "").toLowerCase().split(/\s+/)) {
    const role = SAME[word] || word;
    if (ROLES.has(role) && !(tag === "input" && role === "combobox" && el.type !== "text" && el.type !== "search")) return role;
  }
  const role = nativeRole(el, tag);
  if (role) return role;
  if (el instanceof HTMLElement && editableRoot(el)) return "textbox";
  if (tag === "label" || tag === "html" || tag === "body" || tag === "iframe") return "";
  const pointed = style && style.cursor === "pointer" && parentCursor !== "pointer";
  if (hasAttr(el, "onclick") || pointed || (hasAttr(el, "tabindex") && el.tabIndex >= 0 && !isScroller(el))) return "clickable";
  return "";
};
const isScroller = (el) => el.scrollHeight > el.clientHeight + 1 || find(el, "input,select,textarea,button,a[href]");

const byIds = (el, list) => list.split(/\s+/).slice(0, 8).map((id) => (id && topOf(el).getElementById?.(id)) || null).filter(Boolean);
const trimLabel = (text) => text.replace(/\s*[:：*＊]+\s*$/, "").replace(/\s*[:：*＊]+\s*$/, "");
const ownSkip = (el) => (node) => {
  const role = attr(node, "role");
  if (node === el) return true;
  return role === "group" || role === "treeitem" || role === "tree";
};
const usedLabels = new Set();

const ariaName = (el, max) => {
  const ids = attr(el, "aria-labelledby");
  if (ids) {
    const found = byIds(el, ids);
    for (const node of found) usedLabels.add(node);
    const text = found.map((node) => words(node, max)).join(" ").trim();
    if (text) return text;
  }
  return clean(attr(el, "aria-label") || "", max);
};
const fieldName = (el) => {
  const labels = el.labels ? [...el.labels] : [];
  return labels.map((l) => words(l, 300, ownSkip(el))).join(" ").trim();
};
const nameOf = (el, role, tag) => {
  const aria = ariaName(el, 300);
  if (aria) return trimLabel(aria);
  if (tag === "input" && role === "button") {
    const given = el.type === "image" ? el.alt : el.value;
    return clean(given || el.title || { submit: "Submit", reset: "Reset" }[el.type] || "") || fieldName(el);
  }
  if (FIELDS.has(role) || TICKS.has(role)) {
    const label = trimLabel(fieldName(el));
    if (label) return label;
  }
  if (tag === "img" || tag === "area") return clean(el.alt || el.title);
  if (FROM_TEXT.has(role) || role === "clickable") {
    const text = words(el, 300, role === "treeitem" ? ownSkip(el) : null);
    if (text) return text;
    const part = find(el, "[aria-label],[title]");
    return clean(el.title || part?.getAttribute("aria-label") || part?.getAttribute("title") || "");
  }
  return clean(attr(el, "title") || "");
};
const weakName = (el) => clean(attr(el, "placeholder") || attr(el, "aria-placeholder") || "");

const valueOf = (el, role, tag) => {
  if (tag === "input") {
    if (secret(el)) return el.value ? "••••" : "";
    if (role === "button" || TICKS.has(role)) return "";
    if (el.type === "file") return [...el.files].map((f) => f.name).join(", ").slice(0, 2000);
    return el.value.slice(0, 5000);
  }
  if (tag === "textarea") return el.value.slice(0, 5000);
  if (tag === "select") return [...el.selectedOptions].slice(0, 50).map((o) => clean(o.label)).join(", ");
  if (role === "progressbar" || role === "meter" || role === "slider" || role === "spinbutton")
    return clean(attr(el, "aria-valuetext") || attr(el, "aria-valuenow") || (el.position === -1 ? "" : el.value) || "", 80);
  if (role === "textbox" || role === "searchbox") return String(el.innerText ?? "").replace(/\n$/, "").slice(0, 5000);
  if (role === "combobox") return words(el, 300);
  return "";
};

const activeNode = () => {
  let at = document.activeElement;
  for (let n = 0; at && n < 50; n++) {
    const inner = rootOf(at)?.activeElement;
    if (!inner) break;
    at = inner;
  }
  return at && at !== document.body && at !== document.documentElement ? at : null;
};
const statesOf = (el, role, tag, focused) => {
  const out = [];
  const aria = (name) => attr(el, "aria-" + name);
  if (el === focused) out.push("focused");
  const check = tag === "input" && TICKS.has(role) && (el.type === "checkbox" || el.type === "radio")
    ? (el.indeterminate ? "mixed" : String(el.checked)) : aria("checked") ?? (role === "button" ? aria("pressed") : null);
  if (check !== null && (TICKS.has(role) || role === "menuitem" || role === "button" || role === "option" || role === "treeitem"))
    out.push({ true: "checked", mixed: "mixed" }[check] || "unchecked");
  if (aria("selected") === "true" || (tag === "option" && el.selected) || (role === "link" && aria("current") && aria("current") !== "false")) out.push("selected");
  const open = aria("expanded") ?? (tag === "summary" && inDetails(el) ? String(upOf(el).open) : null);
  if (tag === "select" && fits(el, ":open")) out.push("expanded");
  if (open !== null) out.push(open === "true" ? "expanded" : "collapsed");
  if (aria("disabled") === "true" || fits(el, ":disabled")) out.push("disabled");
  if (el.required || aria("required") === "true") out.push("required");
  if ((tag === "input" || tag === "textarea") ? el.readOnly && FIELDS.has(role) : aria("readonly") === "true") out.push("readonly");
  if (role === "textbox" && (tag === "textarea" || editable(el) || aria("multiline") === "true")) out.push("multiline");
  if (tag === "input" && isSecret(el)) out.push("password");
  if ((aria("invalid") && aria("invalid") !== "false") || fits(el, ":user-invalid")) out.push("invalid");
  if (aria("busy") === "true") out.push("busy");
  return out;
};
const optionsOf = (el, role, tag) => {
  let list = [];
  if (tag === "select") list = [...el.options].slice(0, 200).map((o) => o.label);
  else if (tag === "input" && el.list) list = [...el.list.options].slice(0, 200).map((o) => o.value || o.label);
  else if (role === "listbox") list = [...findAll(el, "[role=option]")].slice(0, 200).map((o) => words(o, 120));
  return list.map((text) => clean(text, 120)).filter(Boolean);
};
const hintOf = (el, name) => {
  const parts = [weakName(el)];
  for (const told of ["aria-describedby", "aria-errormessage"])
    if (hasAttr(el, told)) parts.push(...byIds(el, attr(el, told)).map((n) => words(n, 200)));
  if (el.validationMessage && fits(el, ":user-invalid")) parts.push(el.validationMessage);
  parts.push(clean(attr(el, "title") || "", 200));
  return clean([...new Set(parts)].filter((p) => p && p !== name).join("; "), 400);
};
const hrefOf = (el) => (tagOf(el) === "a" || tagOf(el) === "area" ? String(el.href?.baseVal ?? el.href ?? "").slice(0, 2000) : "");
