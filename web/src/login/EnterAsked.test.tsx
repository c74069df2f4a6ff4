import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SpeechProvider } from "@/words";
import { en } from "@/words/en";
import EnterAsked from "./EnterAsked";

const asked: string[] = [];

function server(link: Response) {
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    asked.push(`${address} ${init.body}`);
    return address === "/api/link" ? link : Response.json({ account: {} });
  });
}

function page() {
  history.replaceState(null, "", "/enter/asked#a-token");
  return render(
    <SpeechProvider tongue="en" initial={en}>
      <MemoryRouter initialEntries={["/enter/asked"]}>
        <Routes>
          <Route path="/enter/asked" element={<EnterAsked />} />
          <Route path="/enter" element={<p>used</p>} />
          <Route path="/" element={<p>left</p>} />
        </Routes>
      </MemoryRouter>
    </SpeechProvider>,
  );
}

afterEach(() => {
  vi.unstubAllGlobals();
  asked.length = 0;
});

describe("a link that asks first", () => {
  it("names both accounts, keeps the token out of the address, and signs in only when told to", async () => {
    server(Response.json({ name: "Mallory", now: "Ben" }));
    page();
    expect(await screen.findByRole("heading", { name: "Sign in as Mallory?" })).toBeTruthy();
    expect(screen.getByText(/signed in as Ben/)).toBeTruthy();
    expect(location.hash).toBe("");
    expect(asked).toEqual(['/api/link {"token":"a-token"}']);
    fireEvent.click(screen.getByRole("button", { name: "Sign in as Mallory" }));
    await waitFor(() => expect(asked[1]).toBe('/api/enter {"token":"a-token"}'));
  });

  it("is left without signing in", async () => {
    server(Response.json({ name: "Mallory", now: "" }));
    page();
    fireEvent.click(await screen.findByRole("button", { name: "Leave it" }));
    expect(await screen.findByText("left")).toBeTruthy();
    expect(asked).toHaveLength(1);
  });

  it("says so when the link is good no more", async () => {
    server(Response.json({ error: { code: "unauthenticated", message: "used", hint: "" } }, { status: 401 }));
    page();
    expect(await screen.findByText("used")).toBeTruthy();
  });
});
