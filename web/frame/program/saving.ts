// Links that save a file, `<a download>`: the seal lets none go anywhere. What they hold is given to the page around instead,
// where the artifact may do that, and told of where it may not.
import { afterwards } from "./afterwards.ts";
import { say, words } from "./saying.ts";
import { saved } from "./uses.ts";

/** What the addresses of this document stand for: the policy lets it fetch none, not even its own. */
const held = new Map<string, Blob>();

function decoded(address: string): Blob | null {
  const parts = /^data:([^,]*?)(;base64)?,(.*)$/s.exec(address);
  if (!parts) return null;
  const [, type = "", base64, text = ""] = parts;
  try {
    const content = decodeURIComponent(text);
    const bytes = base64 ? Uint8Array.from(atob(content), (each) => each.charCodeAt(0)) : content;
    return new Blob([bytes], { type });
  } catch {
    return null;
  }
}

/** What a link saves; asked before the page can take its address back. */
function contentOf(link: HTMLAnchorElement): (() => void) | null {
  if (!link.hasAttribute("download")) return null;
  const [name, content] = [link.download || "download", held.get(link.href) ?? decoded(link.href)];
  return () => {
    if (!content) {
      console.warn(`${name} was not saved: only what the artifact made itself can be, from a blob: or data: address.`);
      return;
    }
    const saving = saved(name, content);
    saving?.catch((error: unknown) => console.error(error));
    if (saving) return;
    console.warn(`${name} was not saved. artifact.json must say {"uses": ["downloads"]}, and the person allow it.`);
    say(words().unsaved);
  };
}

function clicked(event: Event): void {
  const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement);
  const save = link && contentOf(link);
  if (save) afterwards(event, save);
}

/** Links are clicked outside of the document, too: `document.createElement("a").click()`. */
function clickedUnseen(click: () => void): (this: HTMLElement) => void {
  return function (this: HTMLElement) {
    const save = this instanceof HTMLAnchorElement && !this.isConnected ? contentOf(this) : null;
    if (!save) return click.call(this);
    const told: Event[] = [];
    this.addEventListener("click", (event) => told.push(event), { once: true });
    click.call(this);
    if (!told[0]?.defaultPrevented) save();
  };
}

/** From here on such links do what they say. */
export function giveSaving(): void {
  const [make, revoke] = [URL.createObjectURL.bind(URL), URL.revokeObjectURL.bind(URL)];
  URL.createObjectURL = (object: Blob | MediaSource) => {
    const address = make(object);
    if (object instanceof Blob) held.set(address, object);
    return address;
  };
  URL.revokeObjectURL = (address: string) => {
    held.delete(address);
    revoke(address);
  };
  window.addEventListener("click", clicked, true);
  HTMLElement.prototype.click = clickedUnseen(HTMLElement.prototype.click);
}
