// A real Chromium on the real server, whose models are scripted and whose desks are fakes: the server runs in
// tests/workspace/test_in_an_office.py, which says where.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["tests/office/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
