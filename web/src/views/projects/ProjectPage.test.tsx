import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Project } from "@/api/types";
import { ANN, type Request, server, show } from "../../../tests/shown";
import { ProjectPage } from "./ProjectPage";

const PROJECT: Project = {
  id: "p1",
  name: "Spending",
  instructions: "File receipts.",
  defaults: { model: "", profile: "", desk: { width: null, height: null, locale: null, timezone: null, hosts: null } },
  members: [{ account: "ann", role: "owner" }],
  archived: false,
  personal: false,
  role: "owner",
  sessions: 2,
  files: [{ name: "rates.csv", size_bytes: 1_200, put_at: 1 }],
};

const gone = () => new Response(null, { status: 204 });

/** A server that holds two sessions of the project, one of them in the archive. */
function place(more: Record<string, unknown> = {}): Request[] {
  const held = new Map([
    ["s1", false],
    ["s2", true],
  ]);
  return server({
    "GET /api/sessions": ({ path }: Request) => {
      const archived = path.includes("archived=true");
      const sessions = [...held].filter(([, is]) => is === archived).map(([id]) => ({ id, title: id, updated_at: 1 }));
      return { sessions, next: null, found: {} };
    },
    "DELETE /api/sessions/": ({ path }: Request) => {
      held.delete(path.split("/").at(-1) ?? "");
      return gone();
    },
    "DELETE /api/projects/p1": () => (held.size ? Response.json({}, { status: 409 }) : gone()),
    "GET /api/accounts": { accounts: [ANN.account] },
    "GET /api/models": { models: [], providers: [], usual: "" },
    "GET /api/profiles": { profiles: [], usual: "" },
    "GET /api/projects": { projects: [PROJECT] },
    ...more,
  });
}

describe("a project", () => {
  it("is deleted with all of its sessions, those of the archive too, once its name was typed", async () => {
    const asked = place();
    await show(<ProjectPage project={PROJECT} />);
    fireEvent.click(screen.getByRole("button", { name: /Delete the project/ }));
    const sure = screen.getByRole("button", { name: "Delete" });
    expect(sure).toHaveProperty("disabled", true);
    fireEvent.change(screen.getByLabelText(/Type “Spending”/), { target: { value: "Spending" } });
    fireEvent.click(sure);
    await waitFor(() =>
      expect(asked.filter((each) => each.method === "DELETE").map((each) => each.path)).toEqual([
        "/api/sessions/s1",
        "/api/sessions/s2",
        "/api/projects/p1",
      ]),
    );
  });

  it("keeps what was written about it in one request", async () => {
    const asked = place({ "PATCH /api/projects/p1": PROJECT });
    await show(<ProjectPage project={PROJECT} />);
    fireEvent.change(screen.getByRole("textbox", { name: "Instructions" }), { target: { value: "Ask first." } });
    fireEvent.change(screen.getByLabelText("Sites named for the desk"), { target: { value: "a.test" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(asked.some((each) => each.method === "PATCH")).toBe(true));
    expect(asked.find((each) => each.method === "PATCH")?.json).toMatchObject({
      name: "Spending",
      instructions: "Ask first.",
      defaults: { model: "", desk: { width: null, hosts: ["a.test"] } },
    });
  });

  it("lets a viewer look and change nothing", async () => {
    place();
    await show(<ProjectPage project={{ ...PROJECT, role: "viewer" }} />);
    expect(screen.getByText("You may look at this project, not change it.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Delete the project/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /Remove rates.csv/ })).toBeNull();
    expect(screen.getByRole("link", { name: "rates.csv" })).toBeTruthy();
  });
});
