// Puts the small script that chooses the theme before anything else, as a file of its own: the page's policy allows no
// inline scripts, and a module would run only after the first paint.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

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
        const src = bundle ? `/${emitted(bundle)}` : "/src/design/first-paint.js";
        return [{ tag: "script", attrs: { src }, injectTo: "head-prepend" }];
      },
    },
  };
}

function emitted(bundle: Record<string, { fileName: string }>): string {
  const found = Object.values(bundle).find((each) => each.fileName.includes("first-paint"));
  if (!found) throw new Error("first-paint.js is not in the build");
  return found.fileName;
}
