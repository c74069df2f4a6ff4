// What a form holds and where it goes, and what the keyboard would do in one: by the rules of HTML, never by a script.

const FORM_FIELDS_MAX = 200, FORM_NODES_MAX = 4000;
const formAction = getter(HTMLFormElement.prototype, "action"), formMethod = getter(HTMLFormElement.prototype, "method");
const formParts = getter(HTMLFormElement.prototype, "elements");
const BLOCKING = new Set("text search tel url email password date month week time datetime-local number".split(" "));
const OWNED = new Set("button input select textarea".split(" "));
const HOLDERS = "dialog,fieldset,section,[role=dialog],[role=alertdialog],[role=form],[role=search],[role=group],[role=region]";

const isSubmit = (el) => (el instanceof HTMLButtonElement && el.type === "submit") || (el instanceof HTMLInputElement && (el.type === "submit" || el.type === "image"));
const off = (el) => fits(el, ":disabled");
// What has been called a password once stays one, also where the page shows it in plain letters.
const secret = (el) => el instanceof HTMLInputElement && (isSecret(el) || /(^|\s)(current|new)-password(\s|$)/i.test(attr(el, "autocomplete") || ""));
const scripted = (el) => !/^(https?|mailto|tel|ftp|blob|data|file):/i.test(hrefOf(el)) || /^#/.test(attr(el, "href") || "");

const ownerForm = (el) => {
  if (OWNED.has(tagOf(el)) && (el.form || hasAttr(el, "form"))) return el.form;
  if (tagOf(el) === "a" && !scripted(el)) return null;
  return closestUp(el, (e) => e instanceof HTMLFormElement);
};
const fieldRole = (el) => { const role = roleOf(el, null, "pointer"); return FIELDS.has(role) || TICKS.has(role) ? role : ""; };
const pressable = (el) => tagOf(el) === "button" || ["button", "submit", "image"].includes(tagOf(el) === "input" ? el.type : "") || attr(el, "role") === "button";
const allIn = (root, css) => (root === theDocument ? document.querySelectorAll(css) : root instanceof Element ? findAll(root, css) : root.querySelectorAll(css));
const comesFirst = method(Node.prototype, "compareDocumentPosition");
// All controls of a form: its own, those that name it from elsewhere, and what scripts make into fields inside it.
const partsOf = (form) => {
  const known = new Set();
  if (form instanceof HTMLFormElement) {
    for (const el of [...formParts(form)].slice(0, FORM_NODES_MAX)) known.add(el);
    for (const el of allIn(topOf(form), "input[type=image]")) if (el.form === form) known.add(el);
  }
  let left = FORM_NODES_MAX;
  const visit = (node) => {
    if (!(node instanceof Element) || left-- <= 0) return;
    const native = OWNED.has(tagOf(node));
    if (node !== form && (native ? !node.form : fieldRole(node) || pressable(node))) known.add(node);
    if (!native) for (const child of childrenOf(node)) visit(child);
  };
  visit(form);
  return [...known].sort((a, b) => (comesFirst(a, b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
};
const kindOf = (el, role) => {
  const tag = tagOf(el);
  if (tag === "input") return el.type;
  return tag === "select" || tag === "textarea" ? tag : editable(el) ? "textarea" : { checkbox: "checkbox", switch: "checkbox", radio: "radio", combobox: "select", listbox: "select" }[role] || "text";
};
const groupName = (el) => {
  const group = closestUp(el, (e) => tagOf(e) === "fieldset" || attr(e, "role") === "radiogroup");
  return (group && (ariaName(group, 200) || containerOf(group, tagOf(group)).replace(/^\S+\s?/, ""))) || clean(el.name || "", 200);
};
const fieldTold = (el, role) => {
  const kind = kindOf(el, role), name = clean(nameOf(el, role, tagOf(el)) || weakName(el) || el.name || "", 300);
  if (secret(el)) return { n: name, k: "password", v: "", f: el.value !== "" };
  if (TICKS.has(role)) {
    const on = ticked(el);
    return { n: name, k: kind, v: on ? "true" : "", f: on };
  }
  const value = valueOf(el, role, tagOf(el)).slice(0, 2000);
  return { n: name, k: kind, v: value, f: value !== "", s: kind === "file" ? [...el.files].reduce((sum, file) => sum + file.size, 0) : 0 };
};
// A group of radio buttons is one field, which holds the words of the chosen one.
const fieldsTold = (parts) => {
  const out = [], groups = new Map();
  for (const el of parts) {
    if (out.length >= FORM_FIELDS_MAX) break;
    if (el instanceof HTMLInputElement && el.type === "hidden") { out.push({ n: clean(el.name || "", 300), k: "hidden", v: el.value.slice(0, 2000), f: el.value !== "" }); continue; }
    const role = el instanceof Element ? fieldRole(el) : "";
    if (!role) continue;
    const told = fieldTold(el, role);
    const group = el instanceof HTMLInputElement && el.type === "radio" && el.name ? el.name : "";
    if (!group) { out.push(told); continue; }
    if (!groups.has(group)) { groups.set(group, { n: groupName(el), k: "radio", v: "", f: false }); out.push(groups.get(group)); }
    if (told.f) Object.assign(groups.get(group), { v: told.n, f: true });
  }
  return out;
};
const defaultButton = (form) => (form instanceof HTMLFormElement ? partsOf(form).find((el) => isSubmit(el) && el.form === form) || null : null);
// Return in a field presses the form's first submit button, if it is enabled; without one it sends a form of one text field.
const impliedBy = (field, form) => {
  if (!(field instanceof HTMLInputElement) || !(form instanceof HTMLFormElement) || field.form !== form) return null;
  if (["button", "reset", "file", "color", "hidden", "submit", "image"].includes(field.type)) return null;
  const own = partsOf(form).filter((el) => el.form === form);
  const buttons = own.filter(isSubmit);
  if (BLOCKING.has(field.type)) {
    if (buttons.length) return off(buttons[0]) ? null : { by: buttons[0] };
    return own.filter((el) => el instanceof HTMLInputElement && BLOCKING.has(el.type)).length === 1 ? { by: null } : null;
  }
  const by = buttons.find((el) => !off(el));
  return by ? { by } : null;
};
const submitterOf = (el, press) => {
  if (isSubmit(el) && el.form && !off(el) && press !== "") return { by: el };
  return press === "return" ? impliedBy(el, el.form) : null;
};
const holderOf = (el) => closestUp(el, (e) => fits(e, HOLDERS) && (() => { const parts = partsOf(e); return parts.some(fieldRole) && parts.some(pressable); })());

// press: "" for nothing that presses, "click", "return" or "space".
const formTold = (el, press) => {
  const form = ownerForm(el), sent = submitterOf(el, press);
  const holder = form || (fieldRole(el) || pressable(el) ? holderOf(el) : null);
  if (!holder) return { form: null, submits: false };
  const by = sent && sent.by, parts = partsOf(holder), first = form ? defaultButton(form) : parts.find(pressable);
  const method = by && hasAttr(by, "formmethod") ? by.formMethod : form ? formMethod(form) : "";
  const address = by && hasAttr(by, "formaction") ? by.formAction : form ? formAction(form) : "";
  const name = ariaName(holder, 200) || headIn(holder) || containerOf(holder, tagOf(holder)).replace(/^\S+\s?/, "");
  return {
    form: { n: name, a: String(address).slice(0, 2000), m: String(method || "get").toUpperCase(), f: fieldsTold(parts), b: first ? nameOf(first, "button", tagOf(first)) : "" },
    submits: !!sent && method !== "dialog",
  };
};
