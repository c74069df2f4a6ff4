import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Names that the artifact imports by, and the packages that they mean.
const meant: { find: string; replacement: string }[] = "ALIASES";
const entry = "ENTRY";
const room = fileURLToPath(new URL("./src", import.meta.url));

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

// The page's own scripts may ask for its files by name, and Vite leaves scripts that are no modules where they are: all
// files but the page go out under their own names, too.
const asTheyAre = {
  name: "as-they-are",
  generateBundle() {
    for (const path of filesIn(room)) {
      const fileName = relative(room, path).split("\\").join("/");
      if (fileName !== entry) this.emitFile({ type: "asset", fileName, source: readFileSync(path) });
    }
  },
};

export default defineConfig({
  root: "src",
  base: "./",
  publicDir: false,
  plugins: [asTheyAre],
  resolve: { alias: meant },
  build: { outDir: "../dist", emptyOutDir: true, rollupOptions: { input: join(room, entry) } },
  test: {
    root: ".",
    environment: "happy-dom",
    environmentOptions: {
      happyDOM: {
        settings: {
          disableJavaScriptFileLoading: true,
          disableCSSFileLoading: true,
          handleDisabledFileLoadingAsSuccess: true,
        },
      },
    },
  },
});
