import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { asked, call, Journal, judged, replied, said, started } from "../../tests/journals";
import { inSession, server, sessionAt, show } from "../../tests/shown";
import { addToAttachments } from "./attaching";
import { Composer } from "./Composer";

const WORKING = new Journal().add(said("Go.")).events;
const ASKING = new Journal().add(
  said("Go."),
  replied("", [call("q", "ask_person")]),
  judged("q"),
  started("q"),
  asked("q", "Q1", "question"),
).events;

async function composer(events = WORKING, more = {}) {
  const command = vi.fn(async () => true);
  await show(inSession(sessionAt(events, { command, ...more }), <Composer onSent={() => undefined} />));
  return { command, box: screen.queryByRole("textbox") as HTMLTextAreaElement };
}

describe("the field to write into", () => {
  it("sends a word while it works", async () => {
    const { command, box } = await composer();
    expect(box.placeholder).toBe("Add a word while it works…");
    fireEvent.change(box, { target: { value: " And the taxi, too. " } });
    fireEvent.keyDown(box, { key: "Enter" });
    expect(command).toHaveBeenCalledWith({ command: "say", parts: [{ kind: "text", text: "And the taxi, too." }] });
    expect(box.value).toBe("");
  });

  it("makes a new line with Shift, and sends nothing while a word is being composed", async () => {
    const { command, box } = await composer();
    fireEvent.change(box, { target: { value: "你" } });
    fireEvent.keyDown(box, { key: "Enter", shiftKey: true });
    fireEvent.keyDown(box, { key: "Enter", isComposing: true });
    expect(command).not.toHaveBeenCalled();
  });

  it("sends nothing when nothing is written", async () => {
    const { command, box } = await composer();
    fireEvent.keyDown(box, { key: "Enter" });
    expect(command).not.toHaveBeenCalled();
  });

  it("answers a question of the model", async () => {
    const { command, box } = await composer(ASKING);
    fireEvent.change(box, { target: { value: "Ann" } });
    fireEvent.keyDown(box, { key: "Enter" });
    expect(command).toHaveBeenCalledWith({ command: "answer", question: "Q1", answer: "Ann" });
  });

  it("takes a picture that came before it was there, and sends it with the words", async () => {
    const upload = { hash: "b1", media_type: "image/png", name: "a1-v2.png", width: 4, height: 3 };
    server({ "POST /api/uploads": upload });
    addToAttachments("s-1", new File(["x"], "a1-v2.png", { type: "text/plain" }));
    const { command, box } = await composer();
    fireEvent.change(box, { target: { value: "Mend it" } });
    await waitFor(() => {
      fireEvent.keyDown(box, { key: "Enter" });
      expect(command).toHaveBeenCalled();
    });
    const picture = { kind: "picture", blob: "b1", media_type: "image/png", width: 4, height: 3, frame: null };
    const parts = [
      { kind: "text", text: "Mend it" },
      { ...picture, region: null, alt: "a1-v2.png" },
    ];
    expect(command).toHaveBeenCalledWith({ command: "say", parts });
  });

  it("keeps what was written over a reload", async () => {
    const first = await composer();
    fireEvent.change(first.box, { target: { value: "half a wor" } });
    document.body.innerHTML = "";
    const { box } = await composer();
    expect(box.value).toBe("half a wor");
  });

  it("is not there for who may only look", async () => {
    const { box } = await composer(WORKING, { mayCommand: false });
    expect(box).toBeNull();
  });
});
