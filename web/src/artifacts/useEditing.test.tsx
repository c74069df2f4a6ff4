import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { ArtifactView, VersionContent } from "@/api/http";
import { server, show } from "../../tests/shown";
import { keepUnsaved, unsavedOf } from "./unsaved";
import { useEditing } from "./useEditing";

const ID = "a-x-1";
const AT = `/api/sessions/s-1/artifacts/${ID}`;

const version = (number: number, files: Record<string, string>): VersionContent => ({
  id: ID,
  kind: "markdown",
  title: "T",
  number,
  base: null,
  entry: "a.md",
  digest: "",
  files,
  bytes: {},
});

const viewOf = (newest: number) =>
  ({
    id: ID,
    session: "s-1",
    kind: "markdown",
    title: "T",
    newest: { number: newest },
    versions: [],
  }) as unknown as ArtifactView;
const stale = () =>
  Response.json({ error: { code: "conflict", message: "a newer version is there", hint: "" } }, { status: 409 });

function Hands() {
  const editing = useEditing("s-1", viewOf(1));
  return (
    <>
      <output>{JSON.stringify({ files: editing.files, conflict: editing.conflict?.clashes ?? null })}</output>
      <button type="button" onClick={() => editing.write("a.md", "mine")}>
        write
      </button>
      <button type="button" onClick={editing.save}>
        save
      </button>
      <button type="button" onClick={() => editing.settle({ "a.md": "both" })}>
        settle
      </button>
    </>
  );
}

const seen = () => JSON.parse(screen.getByRole("status").textContent ?? "");
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole("button", { name })));

async function begin(answers: Record<string, unknown>) {
  const asked = server({ [`GET ${AT}/versions/1`]: version(1, { "a.md": "one", "b.md": "two" }), ...answers });
  await show(<Hands />);
  await waitFor(() => expect(seen().files).toEqual({ "a.md": "one", "b.md": "two" }));
  await press("write");
  expect(seen().files["a.md"]).toBe("mine");
  return () => asked.filter(({ method }) => method === "POST").map(({ json }) => json);
}

afterEach(() => keepUnsaved(ID, null));

describe("a person's hands on an artifact", () => {
  it("make a version of all files, from the one they began with", async () => {
    const posted = await begin({ [`POST ${AT}/versions`]: viewOf(2) });
    await press("save");
    await waitFor(() => expect(unsavedOf(ID)).toBeNull());
    expect(posted()).toEqual([{ base: 1, entry: "a.md", files: { "a.md": "mine", "b.md": "two" } }]);
  });

  it("lose nothing when the server says no", async () => {
    await begin({ [`POST ${AT}/versions`]: () => Response.json({}, { status: 500 }) });
    await press("save");
    expect(unsavedOf(ID)).toEqual({ base: 1, files: { "a.md": "mine" } });
  });

  it("take in what others changed elsewhere, without asking", async () => {
    const answers = [stale(), Response.json(viewOf(3))];
    const posted = await begin({
      [`POST ${AT}/versions`]: () => answers.shift(),
      [`GET ${AT}`]: viewOf(2),
      [`GET ${AT}/versions/2`]: version(2, { "a.md": "one", "b.md": "theirs" }),
    });
    await press("save");
    await waitFor(() => expect(unsavedOf(ID)).toBeNull());
    expect(posted()[1]).toEqual({ base: 2, entry: "a.md", files: { "a.md": "mine", "b.md": "theirs" } });
  });

  it("are asked where both changed the same, and what they decide goes on top", async () => {
    const answers = [stale(), Response.json(viewOf(3))];
    const posted = await begin({
      [`POST ${AT}/versions`]: () => answers.shift(),
      [`GET ${AT}`]: viewOf(2),
      [`GET ${AT}/versions/2`]: version(2, { "a.md": "theirs", "b.md": "two" }),
    });
    await press("save");
    await waitFor(() => expect(seen().conflict).toEqual([{ path: "a.md", mine: "mine", theirs: "theirs" }]));
    expect(unsavedOf(ID)?.files).toEqual({ "a.md": "mine" });
    await press("settle");
    await waitFor(() => expect(unsavedOf(ID)).toBeNull());
    expect(posted()[1]).toEqual({ base: 2, entry: "a.md", files: { "a.md": "both", "b.md": "two" } });
  });

  it("are asked again when somebody was first once more", async () => {
    const newest = [viewOf(2), viewOf(3)];
    const answers = [stale(), stale()];
    await begin({
      [`POST ${AT}/versions`]: () => answers.shift(),
      [`GET ${AT}`]: () => newest.shift(),
      [`GET ${AT}/versions/2`]: version(2, { "a.md": "theirs", "b.md": "two" }),
      [`GET ${AT}/versions/3`]: version(3, { "a.md": "theirs again", "b.md": "two" }),
    });
    await press("save");
    await waitFor(() => expect(seen().conflict?.[0].theirs).toBe("theirs"));
    await press("settle");
    await waitFor(() => expect(seen().conflict?.[0]).toEqual({ path: "a.md", mine: "both", theirs: "theirs again" }));
    expect(unsavedOf(ID)).toEqual({ base: 2, files: { "a.md": "both" } });
  });
});
