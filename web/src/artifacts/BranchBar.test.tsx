import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { ArtifactSummary, ArtifactView } from "@/api/http";
import { inSession, server, sessionAt, show } from "../../tests/shown";
import { BranchBar } from "./BranchBar";
import type { Chosen } from "./useChosen";

const SOURCE = { id: "a-1-1", session: "s-1", title: "Report", newest: { number: 5 } } as ArtifactSummary;
const BRANCH = {
  id: "a-1-2",
  session: "s-1",
  title: "Report (branch)",
  source: "a-1-1",
  source_version: 3,
  newest: { number: 2 },
} as ArtifactView;

async function bar(artifact: ArtifactView, found: readonly ArtifactSummary[], mayCommand = true) {
  const chosen: Chosen = { artifact: artifact.id, number: 0, mode: "preview", writes: false, go: vi.fn() };
  await show(inSession(sessionAt([], { mayCommand }), <BranchBar {...{ artifact, found, chosen }} />));
  return chosen.go;
}

test("a branch says where it came from, and leads there", async () => {
  const go = await bar(BRANCH, [SOURCE], false);
  await userEvent.click(screen.getByRole("button", { name: "Branch of “Report” v3" }));
  expect(go).toHaveBeenCalledWith({ artifact: "a-1-1", number: 3, mode: "preview" });
  expect(screen.queryByRole("button", { name: /^Bring/ })).toBeNull();
});

test("it is brought into where it came from, with a word about what it was", async () => {
  const into = { ...SOURCE, newest: { number: 6 } };
  const asked = server({ "POST /api/sessions/s-1/artifacts/a-1-2/bring": { artifact: into, candidate: 0 } });
  const go = await bar(BRANCH, [SOURCE]);
  await userEvent.click(screen.getByRole("button", { name: "Bring into “Report”" }));
  expect(asked[0]?.json).toEqual({ note: "Brought in from “Report (branch)”, version 2" });
  expect(go).toHaveBeenCalledWith({ artifact: "a-1-1", number: 0, mode: "preview" });
});

test("where it came from may be deleted, and what is no branch says nothing", async () => {
  await bar(BRANCH, []);
  expect(document.body.textContent).toContain("A branch of an artifact that is deleted");
  expect(screen.queryByRole("button")).toBeNull();
  document.body.replaceChildren();
  await bar({ ...BRANCH, source_version: 0 }, [SOURCE]);
  expect(document.body.textContent).not.toContain("ranch of");
});
