import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { VersionContent } from "@/api/http";
import { Toasts } from "@/parts/toasts";
import { Journal, said } from "../../tests/journals";
import { inSession, server, sessionAt, show } from "../../tests/shown";
import { Downloads } from "./Downloads";

const AT = "/api/sessions/s-1/artifacts/a-1-1/versions/2/forms";
const VERSION = {
  id: "a-1-1",
  kind: "markdown",
  title: "Costs",
  number: 2,
  base: 1,
  entry: "a.md",
  digest: "d",
  files: { "a.md": "# Costs" },
  bytes: {},
} satisfies VersionContent;
const FORMS = ["docx", "pdf", "file", "zip"].map((id) => ({ id, suffix: `.${id}` }));

it("offers every form of the kind, and tells what is not in it as it was", async () => {
  const headers = {
    "Deskhand-Left": "formula_as_source=2",
    "Content-Disposition": "attachment; filename*=UTF-8''Costs.docx",
  };
  const asked = server({ [`GET ${AT}`]: { forms: FORMS }, [`GET ${AT}/docx`]: () => new Response("PK", { headers }) });
  const saved = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  const here = sessionAt(new Journal().add(said("Go.")).events);
  await show(
    inSession(
      here,
      <>
        <Downloads title="Costs" version={VERSION} />
        <Toasts />
      </>,
    ),
  );
  fireEvent.keyDown(screen.getByRole("button", { name: "Download" }), { key: "Enter" });
  await screen.findByRole("menuitem", { name: "PDF" });
  expect(screen.getAllByRole("menuitem").map((each) => each.textContent)).toEqual([
    "Word",
    "PDF",
    "a.md",
    "All files as a zip",
    "Into a folder on the desk…",
    "Into a git branch on the desk…",
  ]);
  fireEvent.click(screen.getByRole("menuitem", { name: "Word" }));
  expect(await screen.findByText("Formulas stay as they are written.")).toBeTruthy();
  await waitFor(() => expect(saved).toHaveBeenCalled());
  expect((saved.mock.contexts[0] as HTMLAnchorElement).download).toBe("Costs.docx");
  expect(asked.map(({ path }) => path)).toEqual([AT, `${AT}/docx`]);
});
