import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { Route, Routes } from "react-router";
import { describe, expect, it } from "vitest";
import type { ClassView, ModelList, ProfileList } from "@/api/http";
import { ANN, server, show } from "../../../tests/shown";
import Settings from "./Settings";

const price = { input: 3, output: 15, cache_read: 0.3, cache_write: 3.75 };
const MODELS: ModelList = {
  models: [
    {
      id: "vendor/large",
      provider: "vendor",
      label: "Large",
      about: "",
      has_key: true,
      vision: true,
      tools: true,
      thinks: true,
      efforts: [],
      context_tokens: 200_000,
      free: false,
      price,
    },
  ],
  providers: [{ id: "vendor", needs_key: true, has_key: true, key_place: "keyring", variable: "VENDOR_API_KEY" }],
  usual: "vendor/large",
};

const row = (risk: ClassView["risk"], decide: ClassView["decide"]): ClassView => ({
  risk,
  decide,
  once: false,
  exceptions: [],
});
const TEXT = 'name = "mine"\nbased_on = "balanced"\n';
const PROFILES: ProfileList = {
  usual: "mine",
  profiles: [
    {
      name: "mine",
      builtin: false,
      text: TEXT,
      table: { about: "", classes: [row("look", "allow"), row("pay", "deny")], quiet: null, silences: [] },
    },
  ],
};

const page = (path: string, me = ANN) =>
  show(
    <Routes>
      <Route path="/settings/:part?" element={<Settings />} />
    </Routes>,
    { path, me },
  );

describe("models and keys", () => {
  it("tests a model with a real request, and tells what came of it", async () => {
    const asked = server({
      "GET /api/models": MODELS,
      "POST /api/models/vendor/large/test": {
        ok: false,
        message: "the key was refused.",
        hint: "Enter it anew.",
        took_s: 1,
      },
    });
    await page("/settings/models");
    fireEvent.click(await screen.findByRole("button", { name: "Test: Large" }));
    expect(await screen.findByText(/the key was refused. Enter it anew./)).toBeTruthy();
    expect(asked.some((each) => each.path === "/api/models/vendor/large/test")).toBe(true);
  });

  it("writes a key, and shows none", async () => {
    const asked = server({ "GET /api/models": MODELS, "PUT /api/keys/vendor": MODELS.providers[0] });
    await page("/settings/models");
    fireEvent.click(await screen.findByRole("button", { name: /Replace/ }));
    const field = screen.getByLabelText("Key for vendor");
    expect(field.getAttribute("type")).toBe("password");
    expect((field as HTMLInputElement).value).toBe("");
    fireEvent.change(field, { target: { value: " secret " } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByLabelText("Key for vendor")).toBeNull());
    expect(asked.find((each) => each.method === "PUT")?.json).toEqual({ key: "secret" });
  });

  it("lets only owners change keys and people", async () => {
    server({ "GET /api/models": MODELS });
    await page("/settings/models", { ...ANN, account: { ...ANN.account, role: "member" } });
    expect(await screen.findByRole("list", { name: "Keys" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Replace/ })).toBeNull();
    expect(screen.queryByRole("link", { name: "People" })).toBeNull();
  });
});

describe("risk", () => {
  const CHECKED = {
    ok: false,
    error: { code: "invalid", message: "the profile's line 3, decide = 'x' is no word for that.", hint: "" },
    table: null,
    remarks: [],
  };

  it("tells class by class what a profile decides", async () => {
    server({
      "GET /api/profiles": PROFILES,
      "GET /api/remembered": { answers: [] },
      "POST /api/profiles/check": CHECKED,
    });
    await page("/settings/risk");
    const table = await screen.findByRole("table");
    const pay = within(table).getByRole("row", { name: /Pay or order/ });
    expect(pay.textContent).toContain("denied");
    expect(within(table).getByRole("row", { name: /Look and read/ }).textContent).toContain("allowed");
  });

  it("checks what is written, leads to the line that is wrong, and does not save it", async () => {
    server({
      "GET /api/profiles": PROFILES,
      "GET /api/remembered": { answers: [] },
      "POST /api/profiles/check": CHECKED,
    });
    await page("/settings/risk");
    const field = (await screen.findByRole("textbox", { name: /as text/ })) as HTMLTextAreaElement;
    fireEvent.change(field, { target: { value: `${TEXT}decide = "x"\n` } });
    const line = await screen.findByRole("button", { name: "Go to line 3" }, { timeout: 3_000 });
    expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", true);
    fireEvent.click(line);
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe('decide = "x"');
  });

  it("takes a remembered answer back", async () => {
    const answer = {
      id: 7,
      given: "2026-11-01T10:00:00Z",
      session: "",
      account: "account-b",
      by: "Ben",
      words: "allow submit",
      rule: { classes: ["submit"], decide: "allow", at: "a.test" },
    };
    const asked = server({
      "GET /api/profiles": PROFILES,
      "GET /api/remembered": { answers: [answer] },
      "POST /api/profiles/check": CHECKED,
      "DELETE /api/remembered/7": () => new Response(null, { status: 204 }),
    });
    await page("/settings/risk");
    expect(await screen.findByText(/at a.test/)).toBeTruthy();
    expect(screen.getByText(/by Ben/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Take back: allow submit" }));
    await waitFor(() => expect(asked.some((each) => each.method === "DELETE")).toBe(true));
  });
});
