import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { SessionEvent } from "@/api/events";
import { Toasts } from "@/parts/toasts";
import { QUIET } from "@/session/live";
import { called, finished, Journal, said } from "../../../tests/journals";
import { inSession, server, sessionAt, show } from "../../../tests/shown";
import { CodeView } from "../CodeView";
import { lineOf, programOf, quoted } from "./lines";

const DESK = "POST /api/sessions/s-1/artifacts/a-1-1/versions/2/desk";
const CALLED = called("used:r", lineOf("a-1-1", 2, "main.py"), { artifact: "a-1-1", version: 2, title: "Sum" });
const STARTED: SessionEvent = { type: "call_started", call: "used:r", frame: null, at: 3 };

const view = (path: string, text: string) => (
  <>
    <CodeView
      files={{ [path]: text }}
      entry={path}
      line={null}
      address={{ id: "s-1", artifact: "a-1-1", number: 2 }}
      spot={null}
      review={null}
      mayComment={false}
    />
    <Toasts />
  </>
);

it.each([
  ["main.py", "python3 -u"],
  ["a/b.test.SH", "bash"],
  ["x.js", "node"],
  ["style.css", ""],
  ["py", ""],
  [".py", "python3 -u"],
  ["a.constructor", ""],
])("%s is run by %s", (path, program) => expect(programOf(path)).toBe(program));

it("quotes whatever stands in a name", () => {
  expect(quoted("it's $(here)")).toBe("'it'\\''s $(here)'");
  expect(lineOf("a-1-7", 3, "a b.py")).toBe("cd '/work/.scratch/a7-v3' && python3 -u 'a b.py'");
});

it("puts the version on the desk, then runs it as a call of the person's own", async () => {
  const asked = server({ [DESK]: { folder: ".scratch/a1-v2", paths: [] } });
  const use = vi.fn(async () => ({ status: "ok" as const, content: [], details: {} }));
  await show(inSession(sessionAt(new Journal().add(said("Go.")).events, { use }), view("main.py", "print(1)")));
  fireEvent.click(screen.getByRole("button", { name: "Run" }));
  await waitFor(() => expect(use).toHaveBeenCalled());
  expect(asked.map(({ json }) => json)).toEqual([{ folder: ".scratch/a1-v2", replace: true }]);
  expect(use).toHaveBeenCalledExactlyOnceWith({
    tool: "bash",
    arguments: { command: "cd '/work/.scratch/a1-v2' && python3 -u 'main.py'", timeout_s: 600 },
    origin: { artifact: "a-1-1", version: 2 },
  });
});

it("shows what it prints as it prints it, and stops it alone", async () => {
  const command = vi.fn(async () => true);
  const here = sessionAt(new Journal().add(said("Go."), CALLED, STARTED).events, {
    command,
    live: { ...QUIET, output: { "used:r": "one\ntwo" } },
  });
  await show(inSession(here, view("main.py", "print(1)")));
  const output = within(screen.getByRole("region", { name: "Output" }));
  expect(output.getByText(/one\s+two/)).toBeTruthy();
  fireEvent.click(output.getByRole("button", { name: "Stop it" }));
  expect(command).toHaveBeenCalledWith({ command: "break_off", call: "used:r" });
  expect((screen.getByRole("button", { name: "Run" }) as HTMLButtonElement).disabled).toBe(true);
});

it("keeps the output with its exit status, until it is closed", async () => {
  const end = finished("used:r", {
    content: [
      { kind: "text", text: "exit 127", stranger: false },
      { kind: "text", text: "node: command not found", stranger: true },
    ],
    details: { exit_code: 127 },
    took_s: 1.5,
  });
  await show(inSession(sessionAt(new Journal().add(said("Go."), CALLED, STARTED, end).events), view("main.py", "1")));
  const output = within(screen.getByRole("region", { name: "Output" }));
  expect(output.getByText("node: command not found")).toBeTruthy();
  expect(output.getByText("This desk has no program for it.")).toBeTruthy();
  fireEvent.click(output.getByRole("button", { name: "Close the output" }));
  expect(screen.queryByRole("region", { name: "Output" })).toBeNull();
});

it("offers nothing for a file that no program runs, nor to who may only look", async () => {
  const { unmount } = await show(inSession(sessionAt([]), view("style.css", "a {}")));
  expect(screen.queryByRole("button", { name: "Run" })).toBeNull();
  unmount();
  await show(inSession(sessionAt([], { mayCommand: false }), view("main.py", "1")));
  expect(screen.queryByRole("button", { name: "Run" })).toBeNull();
});
