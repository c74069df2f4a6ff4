// The page that a link to an artifact leads to, built by itself: it holds nothing of the workspace, and is small.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { precompress } from "./bundling/precompress.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [precompress()],
  publicDir: false,
  resolve: { alias: { "@": here("./src") } },
  build: {
    outDir: "../src/deskhand/server/web",
    emptyOutDir: false,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: here("./shared.html") },
  },
});
