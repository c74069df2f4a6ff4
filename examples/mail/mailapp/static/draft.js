// Keeps what is being written as a draft, a moment after the last key. It sends nothing to anybody.
const form = document.querySelector("form.letter");
const said = document.querySelector("#saved");
const PAUSE_MS = 700;
let timer = 0;

const save = async () => {
  const words = new URLSearchParams();
  for (const name of ["mark", "draft", "to", "cc", "subject", "body"]) words.set(name, form.elements[name].value);
  const answer = await fetch("/autosave", { method: "POST", body: words });
  if (!answer.ok) return;
  form.elements.draft.value = (await answer.json()).draft;
  said.textContent = said.dataset.words;
};

form.addEventListener("input", (event) => {
  if (event.target.type === "file") return;
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE_MS);
});
form.addEventListener("submit", () => clearTimeout(timer));
