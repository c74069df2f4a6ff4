// An artifact while the model still writes it: what can be read of a call's arguments before they are whole.
import { Allow, parse } from "partial-json";
import { KINDS, type Kind } from "../../frame/protocol.ts";

/** A call that makes or rewrites an artifact, as far as it is there. id: "" for a new one; kind: null until it is known. */
export interface Writing {
  readonly call: string;
  readonly id: string;
  readonly title: string;
  readonly kind: Kind | null;
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
}

/** The usual name of the first file, which the server gives where only the text is told. */
const ENTRIES: Record<Kind, string> = {
  html: "index.html",
  react: "App.tsx",
  svg: "drawing.svg",
  markdown: "document.md",
  code: "main.py",
  mermaid: "diagram.mmd",
  slides: "slides.md",
  table: "table.csv",
  chart: "chart.json",
  json: "data.json",
  text: "text.txt",
  picture: "picture.png",
  pdf: "document.pdf",
};

const ENDINGS: readonly [string, Kind][] = [
  [".slides.md", "slides"],
  [".chart.json", "chart"],
  [".html", "html"],
  [".tsx", "react"],
  [".jsx", "react"],
  [".svg", "svg"],
  [".md", "markdown"],
  [".mmd", "mermaid"],
  [".csv", "table"],
  [".tsv", "table"],
  [".json", "json"],
  [".txt", "text"],
];

const isKind = (value: unknown): value is Kind => KINDS.includes(value as Kind);
const words = (value: unknown): string => (typeof value === "string" ? value : "");

function kindOf(given: unknown, path: string, text: string): Kind | null {
  if (isKind(given)) return given;
  const ending = ENDINGS.find(([end]) => path.toLowerCase().endsWith(end));
  if (ending) return ending[1];
  if (path) return "code";
  if (/^\s*<(!doctype|html)/i.test(text)) return "html";
  if (/^\s*(<\?xml[^>]*>\s*)?<svg/i.test(text)) return "svg";
  return null;
}

function filesOf(given: unknown): Record<string, string> {
  if (!Array.isArray(given)) return {};
  const found = given.filter((each) => each && typeof each.path === "string" && typeof each.text === "string");
  return Object.fromEntries(found.map((each) => [each.path, each.text]));
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = parse(text, Allow.OBJ | Allow.ARR | Allow.STR);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** What a call writes, from the beginning of its arguments as JSON; null where it is no call that writes an artifact, or
 * that can't be told yet. The last file may end anywhere. */
export function writingOf(call: string, text: string): Writing | null {
  const given = parsed(text);
  if (!given || (given.command !== "create" && given.command !== "rewrite")) return null;
  // Other tools have a command of that name, too.
  if (!["title", "kind", "content", "files"].some((name) => name in given)) return null;
  const id = given.command === "rewrite" ? words(given.id) : "";
  if (given.command === "rewrite" && !id) return null;
  const several = filesOf(given.files);
  const content = words(given.content);
  const path = words(given.entry) || Object.keys(several)[0] || "";
  const kind = kindOf(given.kind, path, content);
  const entry = path || (kind ? ENTRIES[kind] : "");
  const files = Object.keys(several).length ? several : content && entry ? { [entry]: content } : {};
  return { call, id, title: words(given.title), kind, files, entry };
}

const read = new WeakMap<object, Writing | null>();

/** The one that is being written now, of the arguments of all calls by their ids. Read once for all who ask. */
export function newestWriting(drafts: Readonly<Record<string, string>>): Writing | null {
  const known = read.get(drafts);
  if (known !== undefined) return known;
  let found: Writing | null = null;
  for (const [call, text] of Object.entries(drafts).reverse()) found ??= writingOf(call, text);
  read.set(drafts, found);
  return found;
}
