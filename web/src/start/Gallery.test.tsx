import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { server, show } from "../../tests/shown";
import Start from "./Start";

test("the gallery is one click away, also for who has a key", async () => {
  const asked = server({
    "GET /api/models": { models: [], providers: [{ id: "x", needs_key: "x", has_key: true }], default: "" },
    "GET /api/examples": { examples: [] },
    "GET /api/sessions": { sessions: [], next: null, found: {} },
    "GET /api/projects": { projects: [] },
    "GET /api/profiles": { profiles: [] },
    "POST /api/examples/gallery": { session: { id: "s-1", title: "Gallery" }, artifact: "a-1-1" },
  });
  await show(<Start />);
  await userEvent.click(await screen.findByRole("button", { name: "Look" }));
  await waitFor(() => expect(asked.some(({ path }) => path === "/api/examples/gallery")).toBe(true));
  expect(asked.find(({ path }) => path === "/api/examples/gallery")?.json).toEqual({ language: "en" });
});
