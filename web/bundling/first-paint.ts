// Puts the small script that chooses the theme before anything else, as a file of its own: the page's policy allows no
// inline scripts, and a module would run only after the first paint.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin, Rollup } from "vite";

const SOURCE = fileURLToPath(new URL("../src/design/first-paint.js", import.meta.url));

export function firstPaint(): Plugin {
  let built = false;
  return {
    name: "deskhand-first-paint",
    configResolved(config) {
      built = config.command === "build";
    },
    buildStart() {
      if (built) this.emitFile({ type: "asset", name: "first-paint.js", source: readFileSync(SOURCE, "utf8") });
    },
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        if (!bundle) return [{ tag: "script", attrs: { src: "/src/design/first-paint.js" }, injectTo: "head-prepend" }];
        const attrs = {
          src: `/${emitted(bundle)}`,
          "data-session": needed(bundle, "/session/SessionPage.tsx").join(" "),
        };
        return [{ tag: "script", attrs, injectTo: "head-prepend" }];
      },
    },
  };
}

function emitted(bundle: Record<string, { fileName: string }>): string {
  const found = Object.values(bundle).find((each) => each.fileName.includes("first-paint"));
  if (!found) throw new Error("first-paint.js is not in the build");
  return found.fileName;
}

/** The addresses of all scripts that the page of a session needs before it can be drawn, but those that every page loads. */
function needed(bundle: Rollup.OutputBundle, page: string): string[] {
  const chunks = Object.values(bundle).filter((each) => each.type === "chunk");
  const reached = (from: Rollup.OutputChunk | undefined, seen: Set<string>): Set<string> => {
    if (!from || seen.has(from.fileName)) return seen;
    seen.add(from.fileName);
    for (const name of from.imports)
      reached(
        chunks.find((each) => each.fileName === name),
        seen,
      );
    return seen;
  };
  const everywhere = reached(
    chunks.find((each) => each.isEntry),
    new Set(),
  );
  const found = chunks.find((each) => each.facadeModuleId?.endsWith(page));
  if (!found) throw new Error(`${page} is not in the build`);
  return [...reached(found, new Set())].filter((name) => !everywhere.has(name)).map((name) => `/${name}`);
}
