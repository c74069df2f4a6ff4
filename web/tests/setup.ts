import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

beforeEach(() => {
  // No test reaches a network: what a test does not answer is not there.
  vi.stubGlobal("fetch", async () =>
    Response.json({ error: { code: "not_found", message: "", hint: "" } }, { status: 404 }),
  );
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
});
