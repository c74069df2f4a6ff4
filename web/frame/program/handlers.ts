// Inline handlers (onclick="..."): the policy lets none run, so that each is made a function in a script of its own kind,
// a blob, and attached; also those that come into the page later.
import type { Modules } from "../compile/modules.ts";

type Made = (this: Element, event: Event) => unknown;

const HANDLER = /^on[a-z]+$/;
const made = new Map<string, Made>();
const keep = "__deskhandHandlers";

/** Classic code, as handlers are: names are looked for in the element, its form, and the document first. */
function asScript(sources: string[]): string {
  const each = sources.map(
    (source) =>
      `h(${JSON.stringify(source)}, function (event) { with (document) with (this.form || {}) with (this) {\n${source}\n} })`,
  );
  return `{ const h = window.${keep};\n${each.join(";\n")};\n}`;
}

function run(address: string): Promise<void> {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = script.onerror = () => {
      script.remove();
      resolve();
    };
    document.head.append(script);
  });
}

function found(root: Element): [Element, Attr][] {
  const pairs: [Element, Attr][] = [];
  for (const element of [root, ...root.querySelectorAll("*")]) {
    for (const attribute of element.attributes) {
      if (HANDLER.test(attribute.name)) pairs.push([element, attribute]);
    }
  }
  return pairs;
}

/** Attaches every inline handler in the element and below it. One that is no code leaves the others alone. */
export async function attach(root: Element, modules: Modules): Promise<void> {
  const pairs = found(root);
  const wanted = [...new Set(pairs.map(([, { value }]) => value))].filter((value) => !made.has(value));
  if (wanted.length) {
    Object.defineProperty(window, keep, {
      value: (source: string, handler: Made) => made.set(source, handler),
      configurable: true,
      enumerable: false,
    });
    await run(modules.blob(asScript(wanted), "inline handlers"));
    const lacking = wanted.filter((value) => !made.has(value));
    if (lacking.length && wanted.length > 1) {
      for (const value of lacking) await run(modules.blob(asScript([value]), "inline handlers"));
    }
  }
  for (const [element, { name, value }] of pairs) {
    const handler = made.get(value);
    if (handler) (element as unknown as Record<string, Made>)[name] = handler;
  }
}

/** Attaches those that come later. */
export function watchHandlers(modules: Modules): MutationObserver {
  const watching = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      const elements = type === "attributes" ? [target] : [...addedNodes];
      for (const each of elements) {
        if (each instanceof Element && found(each).length) void attach(each, modules);
      }
    }
  });
  watching.observe(document.documentElement, { subtree: true, childList: true });
  return watching;
}
