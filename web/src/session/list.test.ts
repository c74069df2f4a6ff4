import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import type { Project, Summary } from "@/api/types";
import { sectionsOf } from "@/shell/Sidebar";
import { en } from "@/words/en";
import { applyNews } from "./list";

const summary = (id: string, more: Partial<Summary> = {}): Summary => ({
  id,
  title: id,
  project: "p1",
  created_at: 0,
  updated_at: Date.now() / 1_000,
  model: "steps",
  profile: "balanced",
  state: "done",
  outcome: "done",
  question: null,
  cost_usd: 0,
  cost_known: true,
  steps: 1,
  archived: false,
  picture: null,
  seq: 1,
  problem: "",
  ...more,
});

const project = (id: string, name: string, personal = false) => ({ id, name, personal }) as Project;

function lists(...keys: [q: string, archived: boolean, project: string][]) {
  const client = new QueryClient();
  for (const key of keys) {
    const page = { sessions: [summary("s1"), summary("s2")], next: null, found: {} };
    client.setQueryData(["sessions", ...key], { pages: [page], pageParams: [""] });
  }
  const ids = (key: [string, boolean, string]) =>
    client
      .getQueryData<{ pages: { sessions: Summary[] }[] }>(["sessions", ...key])
      ?.pages.flatMap((page) => page.sessions.map((each) => `${each.id} ${each.state}`));
  return { client, ids };
}

const ALL: [string, boolean, string] = ["", false, ""];

describe("news of a session", () => {
  it("changes it in its place", () => {
    const { client, ids } = lists(ALL);
    applyNews(client, { kind: "session", session: summary("s2", { state: "working" }) });
    expect(ids(ALL)).toEqual(["s1 done", "s2 working"]);
  });

  it("puts a new one first", () => {
    const { client, ids } = lists(ALL);
    applyNews(client, { kind: "session", session: summary("s3") });
    expect(ids(ALL)).toEqual(["s3 done", "s1 done", "s2 done"]);
  });

  it("takes one that was archived out of the list, and puts it into the archive", () => {
    const archive: [string, boolean, string] = ["", true, ""];
    const { client, ids } = lists(ALL, archive);
    applyNews(client, { kind: "session", session: summary("s1", { archived: true }) });
    expect(ids(ALL)).toEqual(["s2 done"]);
    expect(ids(archive)?.[0]).toBe("s1 done");
  });

  it("puts nothing into what was searched for, where it need not be found", () => {
    const searched: [string, boolean, string] = ["receipts", false, ""];
    const { client, ids } = lists(searched);
    applyNews(client, { kind: "session", session: summary("s3") });
    expect(ids(searched)).toEqual(["s1 done", "s2 done"]);
  });

  it("takes a deleted one away", () => {
    const { client, ids } = lists(ALL);
    applyNews(client, { kind: "removed", id: "s1" });
    expect(ids(ALL)).toEqual(["s2 done"]);
  });
});

describe("the list of sessions", () => {
  const names = (sessions: Summary[], projects: Project[]) =>
    sectionsOf(sessions, projects, en).map((section) => [section.name, ...section.sessions.map((each) => each.id)]);

  it("has what waits for the person on top", () => {
    const sessions = [summary("s1"), summary("s2", { state: "waiting" })];
    expect(names(sessions, [])).toEqual([
      ["Waiting for you", "s2"],
      ["Today", "s1"],
    ]);
  });

  it("is by project where there are several, else by time", () => {
    const projects = [project("p1", "Ann", true), project("p2", "Spending")];
    const sessions = [summary("s1"), summary("s2", { project: "p2" }), summary("s3")];
    expect(names(sessions, projects)).toEqual([
      ["Personal", "s1", "s3"],
      ["Spending", "s2"],
    ]);
    const old = summary("s4", { updated_at: 1_000 });
    expect(names([summary("s1"), old], projects)).toEqual([
      ["Today", "s1"],
      ["Older", "s4"],
    ]);
  });
});
