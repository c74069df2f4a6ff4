import { expect, it } from "vitest";
import type { SessionEvent } from "@/api/events";
import type { Recorded } from "@/api/types";
import { called, finished, Journal } from "../../tests/journals";
import { server } from "../../tests/shown";
import { use } from "./using";

type Listener = (events: readonly Recorded[]) => void;

/** What is heard of a session; the command's id is the one that the server was given. */
function heard(answer: unknown = { new: true, taken: null }) {
  const listeners = new Set<Listener>();
  const asked = server({ "POST /api/sessions/s-1/commands": answer });
  const onEvents = (listener: Listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const tell = (...events: SessionEvent[]) => {
    for (const listener of listeners) listener(new Journal().add(...events).events);
  };
  const id = () => String((asked[0]?.json as { id?: string } | undefined)?.id);
  return { listeners, asked, onEvents, tell, id };
}

const LS = { tool: "bash", arguments: { command: "ls" } };
const soon = () => new Promise((resolve) => setTimeout(resolve));

it("gives the end of its own call, and listens no more", async () => {
  const { asked, onEvents, tell, id, listeners } = heard();
  const used = use("s-1", onEvents, LS);
  await soon();
  expect(asked[0]?.json).toEqual({ id: id(), command: { command: "use_tool", ...LS } });
  tell(called("used:other", "ls"), finished("used:other", { status: "failed" }));
  tell(called(`used:${id()}`, "ls"), finished("c1"));
  tell(finished(`used:${id()}`, { status: "denied" }));
  expect(await used).toMatchObject({ status: "denied" });
  expect(listeners.size).toBe(0);
});

it("fails where it is turned away, by the server or by the session", async () => {
  const refused = heard(() =>
    Response.json({ error: { code: "forbidden", message: "no", hint: "" } }, { status: 403 }),
  );
  await expect(use("s-1", refused.onEvents, LS)).rejects.toThrow("no");
  const { onEvents, tell, id, listeners } = heard();
  const used = use("s-1", onEvents, LS);
  await soon();
  tell({ type: "command_ignored", command: id(), reason: "16 calls wait already" });
  await expect(used).rejects.toThrow("16 calls wait already");
  expect(listeners.size).toBe(0);
});
