import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ArtifactView, VersionView } from "@/api/http";
import { call, finished, Journal, judged, replied, said, started } from "../../tests/journals";
import { inSession, sessionAt, show } from "../../tests/shown";
import { VersionsView } from "./VersionsView";

const version = (number: number, more: Partial<VersionView>): VersionView => ({
  number,
  base: number - 1 || null,
  files: {},
  entry: "a.md",
  digest: "",
  note: "",
  name: "",
  restored: 0,
  authors: [],
  source: "",
  source_version: 0,
  by: "person",
  who: "ann",
  call: "",
  at: 1_700_000_000,
  bytes: 10,
  ...more,
});

const VERSIONS = [
  version(1, { by: "model", who: "steps", call: "a" }),
  version(2, { name: "as sent" }),
  version(3, { by: "restore", restored: 1, note: "The first was better" }),
];
const ARTIFACT = {
  id: "a-1-1",
  session: "s-1",
  title: "Report",
  kind: "markdown",
  source: "",
  source_version: 0,
  made_at: 1,
  newest: VERSIONS[2],
  versions: VERSIONS,
} as ArtifactView;

const EVENTS = new Journal().add(
  said("Write a report about May."),
  replied("", [call("a", "artifact", { command: "create" })]),
  judged("a"),
  started("a"),
  finished("a"),
).events;
const CHOSEN = { artifact: "a-1-1", number: 0, mode: "versions", writes: false, go: () => undefined } as const;
const LOOK = { dark: false, language: "en", setDark: () => undefined, setLanguage: () => undefined } as const;

const versions = (mayCommand: boolean) =>
  show(
    inSession(
      sessionAt(EVENTS, { mayCommand }),
      <VersionsView artifact={ARTIFACT} chosen={{ ...CHOSEN }} look={{ ...LOOK }} />,
    ),
  );

describe("the versions of an artifact", () => {
  it("say who made each, what for, and which is the newest", async () => {
    await versions(true);
    const [newest, second, first] = screen.getAllByRole("listitem").map((each) => each.textContent ?? "");
    expect(newest).toContain("version 1 put back by You");
    expect(newest).toContain("The first was better");
    expect(second).toContain("as sent");
    expect(first).toContain("by steps");
    expect(first).toContain("Asked for: Write a report about May.");
  });

  it("can be put back and named, but not the newest put back", async () => {
    await versions(true);
    expect(screen.getAllByRole("button", { name: /^Restore version/ })).toHaveLength(2);
    expect(screen.getAllByRole("button", { name: /^Name version/ })).toHaveLength(3);
    expect(screen.getAllByRole("button", { name: /^Branch from version/ })).toHaveLength(3);
  });

  it("can only be looked at by who may not command", async () => {
    await versions(false);
    expect(screen.queryAllByRole("button", { name: /^(Restore|Name|Branch)/ })).toEqual([]);
    expect(screen.getAllByRole("button", { name: /^Compare version/ })).toHaveLength(2);
  });
});
