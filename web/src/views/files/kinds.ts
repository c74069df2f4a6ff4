// What a file is, by its name: the server sends every file as bytes and nothing more. Pure.

export type Kind = "markdown" | "csv" | "code" | "text" | "picture" | "pdf" | "other";

const PICTURES: Record<string, string> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  bmp: "image/bmp",
  svg: "image/svg+xml",
  ico: "image/x-icon",
};

/** The language that colours know for an ending. */
const CODE: Record<string, string> = {
  py: "python",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  jsx: "javascript",
  ts: "typescript",
  tsx: "typescript",
  json: "json",
  html: "xml",
  htm: "xml",
  xml: "xml",
  css: "css",
  sh: "bash",
  bash: "bash",
  yaml: "yaml",
  yml: "yaml",
  toml: "ini",
  ini: "ini",
  sql: "sql",
  rs: "rust",
  go: "go",
  java: "java",
  c: "c",
  h: "c",
  cpp: "cpp",
  rb: "ruby",
  php: "php",
  diff: "diff",
  patch: "diff",
};

const TEXTS = new Set(["txt", "log", "steps", "env", "cfg", "conf", "rst", "tex", "srt", "ics", "vcf", "eml", ""]);

export const endingOf = (name: string): string => {
  const last = name.slice(name.lastIndexOf("/") + 1);
  const at = last.lastIndexOf(".");
  return at > 0 ? last.slice(at + 1).toLowerCase() : "";
};

export function kindOf(name: string): Kind {
  const ending = endingOf(name);
  if (ending === "md" || ending === "markdown") return "markdown";
  if (ending === "csv" || ending === "tsv") return "csv";
  if (ending === "pdf") return "pdf";
  if (Object.hasOwn(PICTURES, ending)) return "picture";
  if (Object.hasOwn(CODE, ending)) return "code";
  return TEXTS.has(ending) ? "text" : "other";
}

const under = (all: Record<string, string>, name: string): string => {
  const ending = endingOf(name);
  return (Object.hasOwn(all, ending) && all[ending]) || "";
};

export const languageOf = (name: string): string => under(CODE, name);

/** The type that a picture is shown as. Never one that a browser would run. */
export const pictureType = (name: string): string => under(PICTURES, name) || "image/png";

/** Whether bytes are text: UTF-8, and hardly a byte that no text has. */
export function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4_096);
  let odd = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) odd += 1;
  }
  return odd * 50 <= head.length;
}

const ROWS_MAX = 500;

export interface Rows {
  head: string[];
  rows: string[][];
  cut: boolean;
}

/** Values separated by commas, semicolons or tabs, in quotes or not (RFC 4180). The first row is the head. */
export function rowsOf(text: string, most = ROWS_MAX): Rows {
  const end = text.indexOf("\n");
  const first = end < 0 ? text : text.slice(0, end);
  const separator = ["\t", ";", ","].find((each) => first.includes(each)) ?? ",";
  const value = new RegExp(`("(?:[^"]|"")*"|[^${separator}\\r\\n]*)(${separator}|\\r?\\n|\\r|$|)`, "y");
  const rows: string[][] = [];
  let row: string[] = [];
  while (value.lastIndex < text.length && rows.length <= most) {
    const [, raw = "", after = ""] = value.exec(text) ?? [];
    row.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (after === separator) continue;
    // Words behind a closing quote belong nowhere: they are passed over.
    if (after === "" && value.lastIndex < text.length) value.lastIndex += 1;
    if (row.length > 1 || row[0]) rows.push(row);
    row = [];
  }
  // The text ended with a separator: behind it stands one more, empty value.
  if (row.length) rows.push([...row, ""]);
  const [head = [], ...rest] = rows;
  return { head, rows: rest.slice(0, most), cut: value.lastIndex < text.length || rest.length > most };
}
