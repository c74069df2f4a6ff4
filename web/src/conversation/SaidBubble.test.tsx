import { fireEvent, screen, waitFor } from "@testing-library/react";
import { Route, Routes, useParams } from "react-router";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SaidItem } from "@/session/view";
import { inSession, server, sessionAt, show } from "../../tests/shown";
import { SaidBubble } from "./SaidBubble";

const FILE = { kind: "file", blob: "f".repeat(64), media_type: "text/csv", name: "figures.csv" } as const;
const ITEM: SaidItem = {
  kind: "said",
  seq: 9,
  at: 1,
  by: "ann",
  command: "c",
  parts: [{ kind: "text", text: "Send <b>this</b>", stranger: false }, FILE],
};

const Place = () => <output>{useParams().id}</output>;

async function shown(item: SaidItem = ITEM, more = {}) {
  const routes = (
    <Routes>
      <Route path="/" element={inSession(sessionAt([], more), <SaidBubble item={item} />)} />
      <Route path="/s/:id" element={<Place />} />
    </Routes>
  );
  return show(routes);
}

afterEach(() => vi.unstubAllGlobals());

describe("words of a person", () => {
  it("are shown as they were written, with the files that came with them", async () => {
    const { container } = await shown();
    expect(container.textContent).toContain("Send <b>this</b>");
    expect(screen.getByRole("link", { name: "figures.csv" }).getAttribute("href")).toBe(
      `/api/sessions/s-1/blobs/${FILE.blob}`,
    );
  });

  it("are changed and sent again in a session of its own, from just before them", async () => {
    const asked = server({ "POST /api/sessions/s-1/fork": { id: "s-2" } });
    await shown();
    fireEvent.click(screen.getByRole("button", { name: "Edit and send again" }));
    fireEvent.change(screen.getByRole("textbox"), { target: { value: "Send that" } });
    fireEvent.click(screen.getByRole("button", { name: "Send in a new session" }));
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("s-2"));
    const fork = asked.find((request) => request.method === "POST");
    expect(fork?.json).toEqual({ seq: 8, words: "Send that", parts: [FILE] });
  });

  it("stay as they were when the change is given up", async () => {
    await shown();
    fireEvent.click(screen.getByRole("button", { name: "Edit and send again" }));
    fireEvent.keyDown(screen.getByRole("textbox"), { key: "Escape" });
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("are folded when they are long", async () => {
    const text = "line\n".repeat(40);
    await shown({ ...ITEM, parts: [{ kind: "text", text, stranger: false }] });
    fireEvent.click(screen.getByRole("button", { name: "Show all of it" }));
    expect(screen.getByRole("button", { name: "Show less" })).toBeTruthy();
  });

  it("can't be changed by who may only look", async () => {
    await shown(ITEM, { mayCommand: false });
    expect(screen.queryByRole("button", { name: "Edit and send again" })).toBeNull();
  });
});
