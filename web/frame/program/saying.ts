// Words of the frame's own to the person, in the page: for what the browser would say, ask or open, and may not here.

const WORDS = {
  en: {
    close: "OK",
    copy: "Copy",
    unasked: "It can't be asked here, and counts as a no.",
    unsaved: "A file was to be saved here, and that is not allowed.",
    leads: "An artifact opens no pages. This one leads to:",
  },
  zh: {
    close: "好",
    copy: "复制",
    unasked: "这里无法这样提问，按“否”处理。",
    unsaved: "这里要保存一个文件，但尚未允许。",
    leads: "作品不能打开网页。此链接指向：",
  },
};

export const words = () => WORDS[document.documentElement.lang === "zh" ? "zh" : "en"];

/** Puts text on the person's clipboard, as far as the browser lets a page do that: after a press. */
export function copied(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.style.cssText = "position:fixed;opacity:0";
  // What is outside of an open dialog can't be selected.
  (document.querySelector("dialog[open]") ?? document.body).append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}

function buttonOf(label: string, act: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.style.cssText = "font:inherit;margin-inline-end:.5rem";
  button.onclick = act;
  return button;
}

/** Shows words with a button that closes them. address: shown below them, and can be copied. */
export function say(text: unknown, address = ""): void {
  const { close, copy } = words();
  const box = document.createElement("dialog");
  const told = document.createElement("p");
  told.textContent = address ? `${String(text)}\n${address}` : String(text);
  told.style.cssText = "margin:0 0 1rem;white-space:pre-wrap;overflow-wrap:anywhere";
  box.style.cssText =
    "margin:auto;max-width:min(90vw,32rem);padding:1.25rem;border:1px solid;border-radius:.5rem;font:1rem/1.5 sans-serif";
  box.onclose = () => box.remove();
  box.append(
    told,
    buttonOf(close, () => box.close()),
  );
  if (address) box.append(buttonOf(copy, () => copied(address) && box.close()));
  document.body.append(box);
  box.showModal();
}
