// Builds the sealed frame: its program and the libraries that artifacts may import, into the server's package.
//
// One build for all of them, so that what two libraries share is there once (there is one React), every file has the hash
// of what is in it in its name, and nothing is loaded before it is imported.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { LIBRARIES } from "./libraries.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const OUT = here("../../src/deskhand/frame/built");
const LIB = "/lib/";
const GZIP_BYTES_MIN = 512;
/** What the libraries' own sources make the bundler say. */
const QUIET = new Set(["EVAL", "CIRCULAR_DEPENDENCY", "MODULE_LEVEL_DIRECTIVE"]);
const require = createRequire(import.meta.url);
const NAME = /^[A-Za-z_$][\w$]*$/;

function entryOf({ specifier, from = specifier, names = "all", hasDefault = false }) {
  const source = JSON.stringify(from);
  if (names === "all") {
    return `export * from ${source};\n${hasDefault ? `export { default } from ${source};` : `import * as all from ${source};\nexport default all;`}`;
  }
  const found = Object.keys(require(from)).filter((name) => NAME.test(name) && name !== "default");
  return `import whole from ${source};\nexport default whole;\nexport const { ${found.join(", ")} } = whole;`;
}

/** Modules that are made here: the entries, what is known of the libraries, and styles with their fonts inside. */
function made() {
  return {
    name: "deskhand-frame-made",
    resolveId(id) {
      return id.startsWith("made:") ? `\0${id}` : null;
    },
    load(id) {
      if (!id.startsWith("\0made:")) return null;
      const name = id.slice("\0made:".length);
      if (name === "katex-style") return `export default ${JSON.stringify(katexStyle())};`;
      if (name === "fonts-style") return `export default ${JSON.stringify(fonts())};`;
      const library = LIBRARIES.find(({ specifier }) => `library/${specifier}` === name);
      return library ? { code: entryOf(library), moduleSideEffects: "no-treeshake" } : null;
    },
  };
}

function dataAddress(path) {
  return `data:font/woff2;base64,${readFileSync(path).toString("base64")}`;
}

/** KaTeX's own style; of the three forms of each font, the one that every browser of today takes. */
function katexStyle() {
  const path = require.resolve("katex/dist/katex.min.css");
  return readFileSync(path, "utf8")
    .replace(/,\s*url\([^)]+\.(?:woff|ttf)\)\s*format\(["'](?:woff|truetype)["']\)/g, "")
    .replace(/url\(([^)]+\.woff2)\)/g, (_, file) => `url(${dataAddress(join(path, "..", file))})`);
}

/** The workspace's own faces, for a machine that has no fonts. */
function fonts() {
  const sans = require.resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2");
  const mono = require.resolve("@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2");
  const face = (name, weight, path) =>
    `@font-face{font-family:"${name}";font-weight:${weight};font-display:block;src:url(${dataAddress(path)}) format("woff2")}`;
  return `${face("Inter", "100 900", sans)}\n${face("IBM Plex Mono", "400", mono)}`;
}

const fileName = (specifier) => specifier.replace(/\.js$/, "").replaceAll(/[^\w]+/g, "-");

async function bundle() {
  const input = { frame: here("./program/main.ts") };
  for (const { specifier } of LIBRARIES) input[fileName(specifier)] = `made:library/${specifier}`;
  const build = await rolldown({
    input,
    cwd: here("."),
    platform: "browser",
    plugins: [made()],
    resolve: { conditionNames: ["browser", "import", "module", "default"] },
    transform: { define: { "process.env.NODE_ENV": '"production"' }, target: "es2022" },
    treeshake: true,
    logLevel: "warn",
    onLog(level, log, keep) {
      if (log.code === "UNRESOLVED_IMPORT") throw new Error(log.message);
      if (!QUIET.has(log.code)) keep(level, log);
    },
  });
  const { output } = await build.write({
    dir: join(OUT, "lib"),
    format: "esm",
    minify: true,
    entryFileNames: "[name]-[hash].js",
    chunkFileNames: "[name]-[hash].js",
    comments: { legal: false },
  });
  await build.close();
  return output;
}

/** The page's side, for the benchmark and the tests. It is not served. */
async function kit() {
  const build = await rolldown({ input: here("./kit.ts"), cwd: here("."), platform: "browser" });
  await build.write({ file: join(OUT, "kit.js"), format: "iife", minify: true });
  await build.close();
}

function entries(output) {
  const files = new Map(output.filter((each) => each.isEntry).map((each) => [each.name, each.fileName]));
  const imports = Object.fromEntries(
    LIBRARIES.map(({ specifier }) => [specifier, LIB + files.get(fileName(specifier))]),
  );
  return { imports, program: LIB + files.get("frame") };
}

/** The page: its import map is the one inline script, and the policy names it by its hash. */
function page({ imports, program }) {
  const map = JSON.stringify({ imports });
  const html = readFileSync(here("./frame.html"), "utf8")
    .replace("{{IMPORTS}}", () => map)
    .replace("{{PROGRAM}}", program);
  writeFileSync(join(OUT, "frame.html"), html);
  const hash = createHash("sha256").update(map).digest("base64");
  writeFileSync(join(OUT, "frame.json"), `${JSON.stringify({ script_hashes: [`sha256-${hash}`] })}\n`);
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(join(OUT, "lib"), { recursive: true });
const output = await bundle();
page(entries(output));
await kit();
for (const { fileName: name } of output) {
  const path = join(OUT, "lib", name);
  const bytes = readFileSync(path);
  if (bytes.length >= GZIP_BYTES_MIN) writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
const total = output.reduce((sum, { fileName: name }) => sum + readFileSync(join(OUT, "lib", name)).length, 0);
console.log(`frame: ${output.length} files, ${(total / 1024).toFixed(0)} KiB`);
