import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Names that the artifact imports by, and the packages that they mean.
const meant: { find: string; replacement: string }[] = "ALIASES";
const files = fileURLToPath(new URL("./src/artifact", import.meta.url));

export default defineConfig({
  base: "./",
  plugins: [react(), tailwindcss()],
  resolve: { alias: [...meant, { find: /^@\//, replacement: `${files}/` }] },
  test: { environment: "happy-dom" },
});
