// One vote for each person, kept under one key: {places: {name: {id: name of the person}}}.
const WORDS = {
  en: {
    title: "Where do we go in spring?",
    about: "Choose one. You can change your mind.",
    propose: "Another place",
    add: "Add it",
    alone: "Only you see this for now. Allow it to be shared, and everybody votes together.",
    looking: "You may look. Whoever works in this session votes.",
    together: (n) => (n === 1 ? "1 vote so far." : `${n} votes so far.`),
    me: "You",
    places: ["Lisbon", "Bergen", "Kyoto"],
  },
  zh: {
    title: "春天去哪里？",
    about: "选一个，之后可以改。",
    propose: "另一个地方",
    add: "添加",
    alone: "现在只有你能看到。允许共享后，大家就能一起投票。",
    looking: "你可以查看；在此会话中工作的人可以投票。",
    together: (n) => `已有 ${n} 票。`,
    me: "我",
    places: ["里斯本", "卑尔根", "京都"],
  },
};
const words = WORDS[document.documentElement.lang] ?? WORDS.en;
const $ = (selector) => document.querySelector(selector);
const shared = await window.deskhand?.use("shared");
const me = shared ? await shared.me() : { id: "me", name: words.me, writes: true };
const PLACES_MAX = 20;

let places = {};
const begun = () => Object.fromEntries(words.places.map((name) => [name, {}]));

async function change(how) {
  const changed = (value) => {
    const now = structuredClone(value ?? begun());
    how(now);
    return now;
  };
  show(shared ? await shared.update("places", changed) : changed(places));
}

const vote = (name) =>
  change((now) => {
    const mine = now[name]?.[me.id] !== undefined;
    for (const votes of Object.values(now)) delete votes[me.id];
    if (!mine && now[name]) now[name][me.id] = me.name;
  });

function show(value) {
  places = value ?? begun();
  const counts = Object.values(places).map((votes) => Object.keys(votes).length);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const held = document.activeElement?.dataset?.place;
  const rows = Object.entries(places).map(([name, votes]) => {
    const people = Object.values(votes);
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.place = name;
    button.disabled = !me.writes;
    button.setAttribute("aria-pressed", String(votes[me.id] !== undefined));
    button.style.setProperty("--share", `${all ? (100 * people.length) / all : 0}%`);
    for (const [tag, text] of [["span", name], ["span", people.length], ["small", people.join(", ")]]) {
      button.append(Object.assign(document.createElement(tag), { textContent: text }));
    }
    button.addEventListener("click", () => vote(name));
    const row = document.createElement("li");
    row.append(button);
    return row;
  });
  $("ul").replaceChildren(...rows);
  if (held) document.querySelector(`[data-place="${CSS.escape(held)}"]`)?.focus();
  const said = shared ? words.together(all) : words.alone;
  $("#note").textContent = me.writes ? said : `${said} ${words.looking}`;
}

document.title = $("h1").textContent = words.title;
$("#about").textContent = words.about;
$("label").textContent = words.propose;
$("form button").textContent = words.add;
$("input").disabled = $("form button").disabled = !me.writes;
$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const name = $("input").value.trim();
  if (!name || Object.keys(places).length >= PLACES_MAX) return;
  $("input").value = "";
  change((now) => {
    now[name] ??= {};
  });
});
if (shared) shared.watch("places", show);
else show(null);
