// A page of HTML. Its policy lets no inline script run: the program runs the page's scripts as blobs, in their order, and
// attaches its inline handlers. Addresses of CDNs become the libraries that are here; files of the artifact become blobs.
import { available, BABEL, globalOf, libraryOf, TAILWIND } from "../compile/libraries.ts";
import { Modules, resolved } from "../compile/modules.ts";
import { compiled } from "../compile/source.ts";
import { attach, watchHandlers } from "../program/handlers.ts";
import { withTailwind } from "../program/tailwind.ts";
import { Failure, fail } from "../program/telling.ts";
import type { Draw } from "./kind.ts";

const CLASSIC = /^$|^(text|application)\/(java|ecma)script$/i;
/** Scripts that go on for longer are not waited for before the page is seen. */
const SCRIPTS_MS = 1_500;
const HOLDS = ["src", "poster", "data"];

interface Script {
  source: string;
  address: string;
  type: string;
}

export const draw: Draw = async ({ root, files, bytes, entry, text, partial }) => {
  const parsed = new DOMParser().parseFromString(text, "text/html");
  const scripts = [...parsed.querySelectorAll("script")].map(taken);
  if (partial) {
    root.append(...styles(parsed, files, entry), ...adopted(parsed.body.childNodes));
    return undefined;
  }
  const names = importMap(scripts);
  const modules = new Modules(files, bytes, names);
  putFiles(parsed, modules, entry);
  const sheets = styles(parsed, files, entry);
  const handlers = watchHandlers(modules);
  show(parsed, sheets);
  root.remove();
  const running = runAll(scripts, new Running(modules, entry), modules);
  await Promise.race([running, new Promise((resolve) => setTimeout(resolve, SCRIPTS_MS))]);
  running.catch(fail);
  return {
    end() {
      handlers.disconnect();
      modules.forget();
    },
  };
};

async function runAll(scripts: Script[], run: Running, modules: Modules): Promise<void> {
  const before = pretendLoading();
  try {
    for (const script of scripts) await run.script(script);
    await attach(document.documentElement, modules);
    before.interactive();
    await run.deferred();
  } finally {
    before.complete();
  }
}

function taken(script: HTMLScriptElement): Script {
  const found = {
    source: script.textContent ?? "",
    address: script.getAttribute("src") ?? "",
    type: (script.getAttribute("type") ?? "").trim(),
  };
  // Data that scripts read from an element of their own stays; nothing of it runs.
  if (
    CLASSIC.test(found.type) ||
    found.type === "module" ||
    found.type === "text/babel" ||
    found.type === "importmap"
  ) {
    const empty = script.ownerDocument.createElement("template");
    empty.id = script.id;
    script.replaceWith(empty);
  }
  return found;
}

function importMap(scripts: Script[]): Record<string, string> {
  const map = scripts.find(({ type }) => type === "importmap");
  if (!map) return {};
  try {
    return (JSON.parse(map.source) as { imports?: Record<string, string> }).imports ?? {};
  } catch (error) {
    throw new Failure("compile", `the import map is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}

const isOutside = (address: string): boolean => /^([a-z]+:|\/\/)/i.test(address);

/** Files that elements name become addresses of what is in them. */
function putFiles(parsed: Document, modules: Modules, entry: string): void {
  for (const name of HOLDS) {
    for (const each of parsed.querySelectorAll(`[${name}]`)) {
      const asked = each.getAttribute(name) ?? "";
      const address = isOutside(asked) || !asked ? null : modules.data(resolved(entry, asked));
      if (address) each.setAttribute(name, address);
    }
  }
}

/** Its style sheets that are files or libraries, as elements of their own; sheets of fonts are left out. */
function styles(parsed: Document, files: Record<string, string>, entry: string): HTMLElement[] {
  const made: HTMLElement[] = [];
  for (const link of parsed.querySelectorAll("link")) {
    const asked = link.getAttribute("href") ?? "";
    if (link.rel.includes("stylesheet")) {
      const style = document.createElement("style");
      if (isOutside(asked)) void libraryStyle(asked, style);
      else style.textContent = files[resolved(entry, asked)] ?? "";
      made.push(style);
    }
    link.remove();
  }
  return made;
}

async function libraryStyle(address: string, style: HTMLStyleElement): Promise<void> {
  if (/katex[^/]*\.css$/.test(address)) style.textContent = (await import("made:katex-style")).default;
  else if (/tailwind/.test(address)) await withTailwind();
  else console.warn(`The style sheet ${address} is not loaded: an artifact reaches no network.`);
}

function adopted(nodes: Iterable<Node>): Node[] {
  return [...nodes].map((node) => document.importNode(node, true));
}

/** The page takes the document's place; the document's own root element stays, since others watch it. */
function show(parsed: Document, sheets: HTMLElement[]): void {
  document.getElementById("deskhand-style")?.remove();
  for (const { name, value } of parsed.documentElement.attributes) document.documentElement.setAttribute(name, value);
  for (const { name, value } of parsed.body.attributes) document.body.setAttribute(name, value);
  document.title = parsed.title;
  for (const each of parsed.head.querySelectorAll("title, meta, base")) each.remove();
  document.head.append(...sheets, ...adopted(parsed.head.childNodes));
  document.body.append(...adopted(parsed.body.childNodes));
}

/** Runs scripts one after the other; modules wait for the others, as in any page. */
class Running {
  private readonly later: string[] = [];

  constructor(
    private readonly modules: Modules,
    private readonly entry: string,
  ) {}

  async script({ source, address, type }: Script): Promise<void> {
    if (type === "module") {
      this.later.push(await this.asModule(source, address));
    } else if (type === "text/babel" || type === "text/jsx") {
      const isModule = /^\s*(import|export)\s/m.test(source);
      const code = compiled(source, `${this.entry}.tsx`, isModule ? "automatic" : "classic");
      if (isModule) this.later.push(await this.modules.inline(code, this.entry));
      else await this.classic(this.modules.blob(code, this.entry));
    } else if (CLASSIC.test(type)) {
      await this.byAddress(source, address);
    }
  }

  async deferred(): Promise<void> {
    for (const address of this.later) {
      try {
        await import(address);
      } catch (error) {
        fail(error);
      }
    }
  }

  private async asModule(source: string, address: string): Promise<string> {
    if (!address) return this.modules.inline(source, this.entry);
    const library = libraryOf(/^[\w@]/.test(address) && !isOutside(address) ? `./${address}` : address, this.entry);
    return library ?? this.modules.module(resolved(this.entry, address));
  }

  private async byAddress(source: string, address: string): Promise<void> {
    if (!address) {
      if (source.trim()) await this.classic(this.modules.blob(source, this.entry));
      return;
    }
    if (!isOutside(address)) {
      const path = resolved(this.entry, address);
      await this.classic(this.modules.blob(this.modules.textOf(path), path));
      return;
    }
    const library = libraryOf(address, this.entry);
    if (library === TAILWIND) {
      (window as unknown as Record<string, unknown>).tailwind ??= {};
      await withTailwind();
    } else if (library && library !== BABEL) {
      await globally(library);
    }
  }

  private classic(address: string): Promise<void> {
    return new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = address;
      script.async = false;
      script.onload = script.onerror = () => {
        script.remove();
        resolve();
      };
      document.head.append(script);
    });
  }
}

/** A library under the name that classic scripts know it by. */
async function globally(library: string): Promise<void> {
  const name = globalOf(library);
  if (!name) {
    const message = `"${library}" can only be imported, from <script type="module">.`;
    throw new Failure("compile", message, { available: available() });
  }
  const module = await import(library);
  const hold = window as unknown as Record<string, unknown>;
  const value = ["Chart", "_", "mermaid", "katex", "Papa", "DOMPurify", "clsx"].includes(name)
    ? module.default
    : module;
  hold[name] = name === "ReactDOM" ? { ...(hold[name] as object), ...module } : value;
  if (library === "react-dom") Object.assign(hold.ReactDOM as object, await import("react-dom/client"));
  if (name === "Motion") hold.framerMotion = value;
}

/** The page's scripts find a document that is loading, and are told when it is not any more. */
function pretendLoading(): { interactive: () => void; complete: () => void } {
  let state: DocumentReadyState = "loading";
  Object.defineProperty(document, "readyState", { get: () => state, configurable: true });
  const enter = (next: DocumentReadyState) => {
    state = next;
    document.dispatchEvent(new Event("readystatechange"));
  };
  return {
    interactive() {
      enter("interactive");
      document.dispatchEvent(new Event("DOMContentLoaded", { bubbles: true }));
    },
    complete() {
      enter("complete");
      window.dispatchEvent(new Event("load"));
    },
  };
}
