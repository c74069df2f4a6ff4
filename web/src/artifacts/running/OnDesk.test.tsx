import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { VersionContent } from "@/api/http";
import { Toasts } from "@/parts/toasts";
import type { Putting, Used, UseWish } from "@/session/using";
import { inSession, server, sessionAt, show } from "../../../tests/shown";
import { IntoBranch, IntoFolder } from "./OnDesk";

const AT = "POST /api/sessions/s-1/artifacts/a-1-1/versions/2";
const VERSION = {
  id: "a-1-1",
  kind: "code",
  title: "Sum",
  number: 2,
  base: 1,
  entry: "main.py",
  digest: "d",
  files: { "main.py": "1" },
  bytes: {},
} satisfies VersionContent;

const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("has a desk made where there is none yet", async () => {
  let isThere = false;
  const none = () => Response.json({ error: { code: "unavailable", message: "no desk", hint: "" } }, { status: 503 });
  server({ [`${AT}/desk`]: () => (isThere ? { folder: "x", paths: ["x/main.py"] } : none()) });
  const use = vi.fn(async () => {
    isThere = true;
    return { status: "ok", content: [], details: {} } satisfies Used;
  });
  const onClose = vi.fn();
  await show(inSession({ ...sessionAt([]), use }, <IntoFolder version={VERSION} title="Sum" onClose={onClose} />));
  press("Put it there");
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(use).toHaveBeenCalledWith({ tool: "bash", arguments: { command: "true" } });
});

it("replaces files that are there only when that is said once more", async () => {
  const taken = () =>
    Response.json(
      { error: { code: "conflict", message: "these files are there already: x/main.py.", hint: "" } },
      { status: 409 },
    );
  const asked = server({
    [`${AT}/desk`]: ({ json }: { json: unknown }) =>
      (json as { replace: boolean }).replace ? { folder: "x", paths: ["x/main.py"] } : taken(),
  });
  const onClose = vi.fn();
  const part = (
    <>
      <IntoFolder version={VERSION} title="Sum" onClose={onClose} />
      <Toasts />
    </>
  );
  await show(inSession(sessionAt([]), part));
  write("Folder", "x");
  press("Put it there");
  expect(await screen.findByText(/are there already/)).toBeTruthy();
  write("Folder", "y");
  expect(screen.queryByText(/are there already/)).toBeNull();
  write("Folder", "x");
  press("Put it there");
  await screen.findByText(/are there already/);
  press("Replace them");
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(asked.map(({ json }) => json)).toEqual([
    { folder: "x", replace: false },
    { folder: "x", replace: false },
    { folder: "x", replace: true },
  ]);
  expect(await screen.findByText("1 file is in x.")).toBeTruthy();
});

const words = (...lines: string[]) => lines.map((text) => ({ kind: "text" as const, text, stranger: true }));

async function branch(used: Used) {
  const asked = server({ [`${AT}/commit`]: { new: true, taken: null } });
  const onClose = vi.fn();
  const use = async (wish: UseWish | Putting) => {
    await (wish as Putting)("b-1");
    return used;
  };
  const part = (
    <>
      <IntoBranch version={VERSION} title="Sum" onClose={onClose} />
      <Toasts />
    </>
  );
  await show(inSession(sessionAt([], { use }), part));
  expect((screen.getByRole("button", { name: "Commit" }) as HTMLButtonElement).disabled).toBe(true);
  write("Folder of the repository", "project");
  write("Branch", "pages");
  press("Commit");
  return { asked, onClose };
}

it("commits to a branch, and says which commit it is", async () => {
  const id = "0123456789abcdef0123456789abcdef01234567";
  const { asked, onClose } = await branch({ status: "ok", content: words("exit 0", id), details: { exit_code: 0 } });
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  const given = { id: "b-1", repository: "project", branch: "pages", folder: "", message: "Sum, version 2" };
  expect(asked.map(({ json }) => json)).toEqual([given]);
  expect(await screen.findByText("Committed to pages: 0123456789")).toBeTruthy();
});

it.each([
  { status: "ok" as const, content: words("exit 65", "/work/project is no repository."), details: { exit_code: 65 } },
  { status: "denied" as const, content: words("Not allowed: /work/project is no repository."), details: {} },
])("stays open and says why it is not committed", async (used) => {
  const { onClose } = await branch(used);
  expect(await screen.findByText(/is no repository/)).toBeTruthy();
  expect(onClose).not.toHaveBeenCalled();
});
