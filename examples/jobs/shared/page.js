// What every page of the jobs needs: its facts, and a way to say what was done.
const job = location.pathname.split("/")[1];

export const facts = async () => (await fetch(`/facts/${job}`)).json();

export const done = (what) =>
  fetch(`/record/${job}`, { method: "POST", body: JSON.stringify(what), keepalive: true });

export const say = (words) => {
  document.querySelector("#said").textContent = words;
};

export const make = (tag, words = "", attributes = {}) => {
  const element = document.createElement(tag);
  element.textContent = words;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
