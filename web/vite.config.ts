import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { firstPaint } from "./bundling/first-paint.ts";
import { katexFonts } from "./bundling/katex-fonts.ts";
import { precompress } from "./bundling/precompress.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const peer = process.env.DESKHAND_PEER ?? "http://127.0.0.1:8420";

export default defineConfig({
  plugins: [react(), tailwindcss(), katexFonts(), firstPaint(), precompress()],
  resolve: { alias: { "@": here("./src") } },
  build: {
    outDir: "../src/deskhand/server/web",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    modulePreload: { polyfill: false },
    license: { fileName: "licenses.md" },
    rolldownOptions: {
      output: {
        chunkFileNames: ({ name }) => `assets/${name.startsWith("shared~") ? "shared" : "[name]"}-[hash].js`,
        // What every page loads is one file, and what several share comes in few: each more is a way to the server and
        // back, and the names of icons would be most of what there is of them.
        codeSplitting: {
          groups: [
            { name: "first", tags: ["$initial"], priority: 2 },
            { name: "shared", minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 12_000 },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: { "/api": { target: peer, ws: true }, "/enter": { target: peer } },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}", "frame/*.test.ts", "frame/{compile,kinds,program}/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
  },
});
