// Every page of a workspace that has something on each, on the real server: run by tests/workspace and `make shots`.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    globalSetup: ["tests/scene/setup.ts"],
    include: ["tests/scene/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
