import { afterEach, describe, expect, it, vi } from "vitest";
import { said } from "../../tests/journals";
import { server } from "../../tests/shown";
import { Sending } from "./sending";

const SAY = { command: "say", parts: [{ kind: "text", text: "Go." }] } as const;
const COMMANDS = "POST /api/sessions/s-1/commands";
const broken = () => Response.json({ error: { code: "unavailable", message: "down", hint: "" } }, { status: 503 });

afterEach(() => vi.unstubAllGlobals());

describe("what is on its way", () => {
  it("is there until the journal has it", async () => {
    server({ [COMMANDS]: { new: true, taken: null } });
    const sending = new Sending("s-1");
    await sending.send(SAY);
    const id = sending.get()[0]?.id ?? "";
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    sending.journaled([{ seq: 1, at: 1, event: said("Go.", id) }]);
    expect(sending.get()).toEqual([]);
  });

  it("stays when it could not be sent, and is sent again under the same id", async () => {
    let up = false;
    const asked = server({ [COMMANDS]: () => (up ? { new: true, taken: null } : broken()) });
    const sending = new Sending("s-1");
    await expect(sending.send(SAY)).rejects.toThrow("down");
    expect(sending.get()[0]?.failed).toEqual({ message: "down", hint: "" });
    up = true;
    await sending.retry(sending.get()[0]?.id ?? "");
    expect(sending.get()[0]?.failed).toBeNull();
    const ids = asked.map((request) => (request.json as { id: string }).id);
    expect(new Set(ids).size).toBe(1);
  });

  it("is sent again after a reload, under the same id", async () => {
    server({ [COMMANDS]: broken });
    const before = new Sending("s-1");
    await before.send(SAY).catch(() => undefined);
    const asked = server({ [COMMANDS]: { new: false, taken: 3 } });
    const after = new Sending("s-1");
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]?.json).toMatchObject({ id: before.get()[0]?.id });
    expect(after.get()).toHaveLength(1);
  });

  it("does not keep a stop that could not be sent: it would come at another time", async () => {
    server({ [COMMANDS]: broken });
    const sending = new Sending("s-1");
    await expect(sending.send({ command: "stop" })).rejects.toThrow();
    expect(sending.get()).toEqual([]);
  });
});
