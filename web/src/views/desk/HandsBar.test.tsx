import { fireEvent, screen } from "@testing-library/react";
import { createRef } from "react";
import { describe, expect, it, vi } from "vitest";
import type { Command } from "@/api/events";
import type { Recorded } from "@/api/types";
import type { SessionHere } from "@/session/SessionContext";
import { golden, Journal } from "../../../tests/journals";
import { inSession, server, sessionAt, show } from "../../../tests/shown";
import { connection } from "./connection";
import { useDeskControl } from "./control";
import { HandsBar } from "./HandsBar";

function taken(by: string): Recorded[] {
  const events = golden();
  const seq = (events.at(-1)?.seq ?? 0) + 1;
  const [taking] = new Journal().add({ type: "control_taken", by, command: "" }).events;
  return taking ? [...events, { ...taking, seq }] : events;
}

const asked = vi.fn();

function Bar({ here }: { here: SessionHere }) {
  const control = useDeskControl(here);
  return <HandsBar control={control} askToTake={asked} isLive handBack={createRef()} />;
}

async function bar(events: Recorded[], more: Partial<SessionHere> = {}) {
  const command = vi.fn<(command: Command, connection?: string) => Promise<boolean>>(async () => true);
  const here = sessionAt(events, { command, ...more });
  server({ "GET /api/accounts": { accounts: [{ id: "bob", name: "Bob", role: "member" }] } });
  await show(inSession(here, <Bar here={here} />));
  return command;
}

describe("whose hands are on the desk", () => {
  it("are the agent's; a person takes over with the connection of their page", async () => {
    const command = await bar(golden());
    expect(screen.getByRole("status").textContent).toContain("The agent has the desk");
    fireEvent.click(screen.getByRole("button", { name: /Take over/ }));
    expect(command).toHaveBeenCalledWith({ command: "take_control" }, connection());
  });

  it("are one's own; they are given back with a word for the agent", async () => {
    const command = await bar(taken(`ann:${connection()}`));
    expect(screen.getByRole("status").textContent).toContain("You have the desk");
    fireEvent.change(screen.getByRole("textbox"), { target: { value: " I signed in. " } });
    fireEvent.click(screen.getByRole("button", { name: "Hand back" }));
    expect(command).toHaveBeenCalledWith({ command: "return_control", words: "I signed in." });
  });

  it("are somebody else's, by name, and not taken without a question", async () => {
    const command = await bar(taken("bob:another-page"));
    await screen.findByText("Bob has the desk");
    fireEvent.click(screen.getByRole("button", { name: "Take over from Bob" }));
    expect(asked).toHaveBeenCalled();
    expect(command).not.toHaveBeenCalled();
  });

  it("are one's own in another window, and can be had here", async () => {
    const command = await bar(taken("ann:another-page"));
    fireEvent.click(screen.getByRole("button", { name: /Continue here/ }));
    expect(command).toHaveBeenCalledWith({ command: "take_control" }, connection());
  });

  it("can't be had by who may only look", async () => {
    await bar(golden(), { mayCommand: false });
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.getByRole("status").textContent).toContain("look here, not act");
  });
});
