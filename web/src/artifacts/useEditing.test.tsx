// Taking part in an artifact that is written: until when, and that a wish to save is kept until the text is there.
import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ArtifactView } from "@/api/http";
import { server, show } from "../../tests/shown";
import { artifactsAgain } from "./asking";
import { type Editing, useEditing } from "./useEditing";

const REPORT = { id: "a-1", session: "s-1", title: "Report", newest: { number: 1 } } as ArtifactView;
const DRAFT = "GET /api/sessions/s-1/artifacts/a-1/draft";

/** A double of the server's end of the line: it takes what is said, and says nothing unless it is told to. */
class Socket {
  static readonly OPEN = 1;
  static made: Socket[] = [];
  readyState = 1;
  closed = false;
  heard: unknown[] = [];
  onmessage: (event: { data: unknown }) => void = () => undefined;

  constructor() {
    Socket.made.push(this);
  }

  send(data: unknown): void {
    this.heard.push(data);
  }

  close(): void {
    this.closed = true;
  }
}

let editing: Editing;

function Written() {
  editing = useEditing("s-1", REPORT, true);
  return <output>{editing.on ? "takes part" : "looks on"}</output>;
}

beforeEach(() => {
  Socket.made = [];
  vi.stubGlobal("WebSocket", Socket);
});
afterEach(() => vi.unstubAllGlobals());

test("who has unsaved words takes part until they leave, also when the draft is told to be saved first", async () => {
  const draft = { unsaved: true, authors: ["ann"], people: ["ann"], at: 1 };
  server({ [DRAFT]: () => draft });
  const { queries } = await show(<Written />);
  await waitFor(() => expect(Socket.made).toHaveLength(1));
  draft.unsaved = false;
  draft.authors = [];
  await act(() => artifactsAgain(queries, "s-1", "a-1"));
  await waitFor(() => expect(editing.draft?.unsaved).toBe(false));
  expect(screen.getByRole("status").textContent).toBe("takes part");
  expect(Socket.made.map((each) => each.closed)).toEqual([false]);
  act(() => editing.leave());
  expect(screen.getByRole("status").textContent).toBe("looks on");
  expect(Socket.made.map((each) => each.closed)).toEqual([true]);
});

test("others' unsaved words are looked on at", async () => {
  server({ [DRAFT]: { unsaved: true, authors: ["ben"], people: ["ben"], at: 1 } });
  await show(<Written />);
  await waitFor(() => expect(editing.draft?.unsaved).toBe(true));
  expect(screen.getByRole("status").textContent).toBe("looks on");
  expect(editing.maySave).toBe(false);
});

test("a wish to save before the text is there is kept", async () => {
  server({ [DRAFT]: { unsaved: true, authors: ["ann"], people: ["ann"], at: 1 } });
  await show(<Written />);
  await waitFor(() => expect(editing.maySave).toBe(true));
  act(() => editing.save());
  await waitFor(() => expect(editing.line).not.toBeNull());
  const [socket] = Socket.made;
  const room = { type: "room", epoch: "e1", base: 1, entry: "a.md", paths: ["a.md"], unsaved: true, authors: ["ann"] };
  act(() => socket?.onmessage({ data: JSON.stringify({ ...room, writes: true, you: 1 }) }));
  expect(socket?.heard).toEqual([]);
  act(() => socket?.onmessage({ data: new Uint8Array([1, 0, 0]).buffer }));
  expect(socket?.heard).toEqual([JSON.stringify({ type: "save", note: "" })]);
});
