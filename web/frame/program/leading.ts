// Links that lead out of an artifact. None opens from here: a page that is opened could carry words away. The person is
// shown the address, and opens it or not.
import { afterwards } from "./afterwards.ts";
import { say, words } from "./saying.ts";

const OUT = /^(?:https?|mailto|tel):/i;

function addressOf(link: Element): string {
  const written = link.getAttribute("href") ?? link.getAttribute("xlink:href") ?? "";
  if (written === "" || /^(?:#|javascript:|blob:|data:)/i.test(written)) return "";
  return OUT.test(written) ? new URL(written).href : written;
}

/** As the browser takes it, a link to another page would end the artifact; to another window, it does nothing. Gives what
 * sets the link back. */
function keepHere(link: Element): () => void {
  const before = link.getAttribute("target");
  link.setAttribute("target", "_blank");
  return () => (before === null ? link.removeAttribute("target") : link.setAttribute("target", before));
}

function clicked(event: Event): void {
  const link = event.composedPath().find((each) => each instanceof Element && /^(?:a|area)$/i.test(each.localName));
  if (!(link instanceof Element) || link.hasAttribute("download")) return;
  const address = addressOf(link);
  if (!address) return;
  setTimeout(keepHere(link), 0);
  afterwards(event, () => say(words().leads, address));
}

/** From here on a link says where it leads. */
export function tellOfLinks(): void {
  window.addEventListener("click", clicked, true);
  window.open = (address = "") => {
    if (address) say(words().leads, String(address));
    return null;
  };
}
