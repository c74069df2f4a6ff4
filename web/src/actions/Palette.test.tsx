import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useLocation } from "react-router";
import { afterEach, describe, expect, it, vi } from "vitest";
import { server, show } from "../../tests/shown";
import { Palette } from "./Palette";
import { useAction, useShortcuts } from "./registry";

const SESSIONS = ["A golden session", "Compare phone plans"].map((title, n) => ({
  id: `s${n}`,
  title,
  state: "done",
  archived: false,
}));

function Page({ archive }: { archive: () => void }) {
  useShortcuts();
  useAction("session.archive", archive);
  return (
    <>
      <output data-testid="place">{useLocation().pathname}</output>
      <textarea aria-label="words" />
      <Palette />
    </>
  );
}

async function opened() {
  server({ "GET /api/sessions": { sessions: SESSIONS, next: null, found: {} } });
  const archive = vi.fn();
  await show(<Page archive={archive} />);
  fireEvent.keyDown(screen.getByLabelText("words"), { key: "k", ctrlKey: true });
  const field = await screen.findByRole("combobox");
  await screen.findByRole("option", { name: /golden/ });
  return { archive, field };
}

afterEach(() => vi.unstubAllGlobals());

describe("the palette", () => {
  it("goes to a session by some of its letters", async () => {
    const { field } = await opened();
    fireEvent.change(field, { target: { value: "gold" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(screen.getByTestId("place").textContent).toBe("/s/s0"));
  });

  it("does what can be done right now", async () => {
    const { archive, field } = await opened();
    fireEvent.change(field, { target: { value: "arch" } });
    expect(screen.getAllByRole("option")[0]?.textContent).toContain("Archive");
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(archive).toHaveBeenCalledTimes(1));
  });

  it("gives the focus back to what had it", async () => {
    server({ "GET /api/sessions": { sessions: SESSIONS, next: null, found: {} } });
    await show(<Page archive={vi.fn()} />);
    const words = screen.getByLabelText("words");
    words.focus();
    fireEvent.keyDown(words, { key: "k", ctrlKey: true });
    const field = await screen.findByRole("combobox");
    await waitFor(() => expect(document.activeElement).toBe(field));
    fireEvent.keyDown(field, { key: "Escape" });
    await waitFor(() => expect(document.activeElement).toBe(words));
  });

  it("is walked through with the arrow keys", async () => {
    const { field } = await opened();
    const chosen = () => screen.getByRole("option", { selected: true }).textContent;
    const first = chosen();
    fireEvent.keyDown(field, { key: "ArrowDown" });
    expect(chosen()).not.toBe(first);
    fireEvent.keyDown(field, { key: "ArrowUp" });
    expect(chosen()).toBe(first);
  });

  it("says when nothing fits", async () => {
    const { field } = await opened();
    fireEvent.change(field, { target: { value: "xyzzy" } });
    expect(screen.getByText("Nothing fits.")).toBeTruthy();
  });
});
