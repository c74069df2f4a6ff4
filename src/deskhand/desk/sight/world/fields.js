// Giving a field a value so that the page notices, and telling what the field holds afterwards.

const fold = (text) => squeeze(String(text)).toLocaleLowerCase();
const tellPage = (el, kinds = ["input", "change"]) => {
  for (const kind of kinds) el.dispatchEvent(kind === "input" && typeof InputEvent === "function" ? new InputEvent("input", { bubbles: true, composed: true }) : new Event(kind, { bubbles: true }));
};
const soon = () => new Promise((done) => setTimeout(done, 0));
const holdsNow = (el) => (editable(el) ? String(el.innerText).replace(/\n$/, "") : el.value ?? "");

const fillSelect = async (el, text) => {
  const want = fold(text);
  const all = [...el.options];
  const found = all.find((o) => fold(o.label) === want) || all.find((o) => fold(o.text) === want) || all.find((o) => fold(o.value) === want);
  if (!found) return { error: "option", options: all.slice(0, 60).map((o) => clean(o.label, 120)) };
  if (found.disabled) return { error: "disabled-option" };
  el.focus();
  if (el.multiple) found.selected = true;
  else el.selectedIndex = found.index;
  tellPage(el);
  await soon();
  return { value: [...el.selectedOptions].map((o) => clean(o.label)).join(", "), took: found.selected };
};
const fillList = async (el, text) => {
  const want = fold(text);
  const all = [...findAll(el, "[role=option]")];
  const found = all.find((o) => fold(words(o, 300)) === want);
  if (!found) return { error: "option", options: all.slice(0, 60).map((o) => words(o, 120)) };
  found.click();
  await soon();
  return { value: words(found, 300), took: true };
};
const YES = new Set("true yes on 1 checked selected".split(" ")), NO = new Set("false no off 0 unchecked".split(" "));
const ticked = (el) => (el instanceof HTMLInputElement && TICKS.has(inputRole(el)) ? el.checked : attr(el, "aria-checked") === "true" || attr(el, "aria-pressed") === "true");
const fillTick = async (el, text, role) => {
  const want = YES.has(fold(text)) ? true : NO.has(fold(text)) ? false : null;
  if (want === null) return { error: "tick" };
  if (role === "radio" && !want && ticked(el)) return { error: "radio" };
  if (ticked(el) !== want) { el.click(); await soon(); await soon(); }
  return { value: String(ticked(el)), took: ticked(el) === want };
};
const nativeSet = (el, text) => {
  const proto = el instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(proto, "value").set.call(el, text);
};
const same = (role, held, text) => held === text || (role === "spinbutton" || role === "slider" ? held !== "" && Number(held) === Number(text) : false);
const fillSet = async (el, text, role) => {
  el.focus();
  nativeSet(el, text);
  tellPage(el);
  await soon();
  return { value: el.value, took: same(role, el.value, text) };
};
const selectAll = (el) => {
  el.focus();
  if (editable(el)) { const s = getSelection(); s.removeAllRanges(); const r = document.createRange(); r.selectNodeContents(el); s.addRange(r); }
  else el.select();
};

// how: "start" prepares (and for most kinds finishes) it; "check" reads back after the browser has inserted the text.
const fill = async (key, text, how) => {
  const el = nodeOf(key);
  if (!(el instanceof Element)) return JSON.stringify({ error: "gone" });
  const role = roleOf(el, null, "pointer");
  const answer = async () => {
    if (fits(el, ":disabled") || attr(el, "aria-disabled") === "true") return { error: "disabled" };
    if (el.readOnly && FIELDS.has(role) && role !== "file") return { error: "readonly" };
    if (how === "check") { tellPage(el, ["change"]); await soon(); return { value: holdsNow(el), took: holdsNow(el).replaceAll("\r", "") === text }; }
    if (how === "native") return editable(el) ? { value: holdsNow(el), took: false } : fillSet(el, text, role);
    if (tagOf(el) === "select") return fillSelect(el, text);
    if (role === "listbox") return fillList(el, text);
    if (TICKS.has(role) || ((role === "menuitem" || role === "button") && hasAttr(el, "aria-checked"))) return fillTick(el, text, role);
    if (role === "file") return { file: true };
    if (role === "date" || role === "slider" || (tagOf(el) === "input" && (el.type === "number" || el.type === "color"))) {
      return tagOf(el) === "input" ? fillSet(el, text, role) : { error: "kind" };
    }
    if (tagOf(el) !== "input" && tagOf(el) !== "textarea" && !editable(el)) return { error: "kind" };
    el.scrollIntoView({ block: "nearest", behavior: "instant" });
    selectAll(el);
    if (text === "" && !editable(el)) return fillSet(el, "", role);
    return { insert: true };
  };
  const told = await answer();
  return JSON.stringify({ role, type: el.type || "", secret: isSecret(el), ...told });
};
