import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Summary } from "@/api/types";
import { server, show } from "../../../tests/shown";
import Questions from "./Questions";

const summary = (id: string, updated_at: number, question: string | null): Summary => ({
  id,
  title: `Session ${id}`,
  project: "p",
  created_at: 1,
  updated_at,
  model: "m",
  profile: "balanced",
  state: question ? "waiting" : "done",
  outcome: "",
  question: question ? { id: `q-${id}`, kind: "approval", text: question } : null,
  cost_usd: 0,
  cost_known: true,
  steps: 1,
  archived: false,
  picture: null,
  seq: 1,
  problem: "",
});

beforeEach(() => {
  vi.stubGlobal(
    "EventSource",
    class {
      addEventListener() {}
      close() {}
    },
  );
});

const list = (...sessions: Summary[]) =>
  server({ "GET /api/sessions?": { sessions, next: null, found: {} }, "GET /api/sessions/": { events: [], last: 0 } });

describe("all questions that wait", () => {
  it("stand there from all sessions, the longest first, and the first one is open", async () => {
    list(summary("new", 20, "May it pay?"), summary("none", 30, null), summary("old", 10, "May it send?"));
    await show(<Questions />, { path: "/questions" });
    expect((await screen.findByRole("status")).textContent).toContain("2 questions wait");
    const rows = screen.getAllByRole("button", { name: /Session/ });
    expect(rows.map((each) => [each.textContent?.includes("old"), each.getAttribute("aria-expanded")])).toEqual([
      [true, "true"],
      [false, "false"],
    ]);
    fireEvent.click(rows[1] as HTMLElement);
    await waitFor(() => expect(rows[1]?.getAttribute("aria-expanded")).toBe("true"));
    expect(rows[0]?.getAttribute("aria-expanded")).toBe("false");
  });

  it("say so when there is none", async () => {
    list(summary("none", 30, null));
    await show(<Questions />, { path: "/questions" });
    expect(await screen.findByText("No question waits")).toBeTruthy();
  });
});
