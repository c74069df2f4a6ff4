// The files of an artifact as modules of the browser: each becomes a blob, and what it imports is put in its place:
// another file's blob, or a library of the import map.
import { parse } from "es-module-lexer/js";
import { Failure, places } from "../program/telling.ts";
import { libraryOf } from "./libraries.ts";
import { compiled } from "./source.ts";

const ENDINGS = [
  "",
  ".tsx",
  ".ts",
  ".jsx",
  ".js",
  ".mjs",
  ".json",
  ".css",
  "/index.tsx",
  "/index.ts",
  "/index.jsx",
  "/index.js",
];
const CODE = /\.[cm]?[jt]sx?$/;
const IMAGE_TYPES: Record<string, string> = {
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
};

/** "src/a/b.tsx" and "../c" -> "src/c". */
export function resolved(from: string, asked: string): string {
  const parts = asked.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const part of asked.replace(/[?#].*$/, "").split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

export class Modules {
  private readonly made = new Map<string, Promise<string>>();
  private readonly addresses: string[] = [];

  constructor(
    private readonly files: Record<string, string>,
    private readonly bytes: Record<string, ArrayBuffer> = {},
    /** Names that the artifact itself gives to addresses, by its own import map. */
    private readonly names: Record<string, string> = {},
  ) {}

  /** The address of a file as a module. Throws a Failure. */
  async module(path: string, above: string[] = []): Promise<string> {
    if (above.includes(path)) {
      const round = [...above.slice(above.indexOf(path)), path].join(" -> ");
      throw new Failure("compile", `the files import each other in a circle: ${round}. Take one import out.`, { path });
    }
    let made = this.made.get(path);
    if (!made) {
      made = this.make(path, above);
      this.made.set(path, made);
    }
    return made;
  }

  /** Source that is in no file of its own, as a module. */
  async inline(source: string, path: string): Promise<string> {
    return this.blob(await this.linked(source, path, [path]), path);
  }

  /** A file's text. Throws a Failure. */
  textOf(path: string): string {
    const text = this.files[path];
    if (text !== undefined) return text;
    const there = Object.keys(this.files).join(", ");
    throw new Failure("load", `"${path}" is not there. The files are: ${there}.`, { path });
  }

  /** A file as an address of what is in it, for pictures and the like; null where there is none. */
  data(path: string): string | null {
    const type = IMAGE_TYPES[path.split(".").pop() ?? ""] ?? "application/octet-stream";
    const content = this.bytes[path] ?? this.files[path];
    return content === undefined ? null : this.kept(URL.createObjectURL(new Blob([content], { type })));
  }

  /** Lets go of the addresses: nothing new loads from them. */
  forget(): void {
    for (const address of this.addresses) {
      URL.revokeObjectURL(address);
      places.delete(address);
    }
  }

  private async make(path: string, above: string[]): Promise<string> {
    const source = this.files[path] ?? "";
    if (CODE.test(path)) return this.blob(await this.linked(compiled(source, path), path, [...above, path]), path);
    if (path.endsWith(".json")) return this.blob(`export default ${source || "null"};`, path);
    if (path.endsWith(".css")) {
      const style = `const style = document.createElement("style");\nstyle.textContent = ${JSON.stringify(source)};\n`;
      return this.blob(`${style}document.head.append(style);\nexport default {};`, path);
    }
    const picture = IMAGE_TYPES[path.split(".").pop() ?? ""] || path in this.bytes;
    return this.blob(`export default ${JSON.stringify(picture ? this.data(path) : source)};`, path);
  }

  private async linked(code: string, path: string, above: string[]): Promise<string> {
    const [imports] = lexed(code, path);
    let linked = "";
    let at = 0;
    for (const { n: asked, s: start, e: end, d: dynamic } of imports) {
      if (asked === undefined) continue; // import.meta, or an import whose name is made at run time
      const target = await this.target(asked, path, above);
      linked += code.slice(at, start) + (dynamic > -1 ? JSON.stringify(target) : target);
      at = end;
    }
    return linked + code.slice(at);
  }

  private async target(asked: string, path: string, above: string[]): Promise<string> {
    const library = asked.startsWith("@/") ? null : libraryOf(this.named(asked), path);
    if (library) return library;
    const found = this.found(resolved(path, asked.replace(/^@\//, "/")));
    if (!found) {
      const there = [...Object.keys(this.files), ...Object.keys(this.bytes)].join(", ");
      throw new Failure("compile", `"${asked}" is not there. The files are: ${there}.`, { path });
    }
    return this.module(found, above);
  }

  private named(asked: string): string {
    const exact = this.names[asked];
    if (exact !== undefined) return exact;
    const prefix = Object.keys(this.names).find((name) => name.endsWith("/") && asked.startsWith(name));
    return prefix ? (this.names[prefix] ?? "") + asked.slice(prefix.length) : asked;
  }

  private found(path: string): string | undefined {
    const bare = path.replace(/\.js$/, "");
    return [...ENDINGS.map((end) => path + end), ...ENDINGS.map((end) => bare + end)].find(
      (each) => each in this.files || each in this.bytes,
    );
  }

  /** `path` is how errors in it are told. */
  blob(code: string, path: string): string {
    const address = this.kept(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
    places.set(address, path);
    return address;
  }

  private kept(address: string): string {
    this.addresses.push(address);
    return address;
  }
}

function lexed(code: string, path: string): ReturnType<typeof parse> {
  try {
    return parse(code, path);
  } catch (error) {
    const at = typeof error === "object" && error !== null && "idx" in error ? Number(error.idx) : 0;
    const before = code.slice(0, at).split("\n");
    const column = (before.at(-1)?.length ?? 0) + 1;
    throw new Failure("compile", "the file can't be read as a module.", { path, line: before.length, column });
  }
}
