import { fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { act } from "@/actions/registry";
import type { Asked, Command, SessionEvent } from "@/api/events";
import type { SessionHere } from "@/session/SessionContext";
import { call, Journal, judged, replied, said } from "../../../tests/journals";
import { inSession, sessionAt, show } from "../../../tests/shown";
import { QuestionCard } from "./QuestionCard";

const asked = (more: Partial<Asked> = {}): SessionEvent => ({
  type: "asked",
  question: "q1",
  call: "c1",
  kind: "approval",
  text: "Submit?",
  options: ["allow", "always", "deny", "take_over"],
  picture: null,
  element: null,
  consequence: "It goes to your manager.",
  unanswered: "wait",
  patience_s: null,
  requests: [],
  ...more,
});

async function card(question: SessionEvent, more: Partial<SessionHere> = {}) {
  const sent: Command[] = [];
  const journal = new Journal().add(
    said("Go."),
    replied("", [call("c1")]),
    judged("c1", "ask", 'button "Submit"'),
    question,
  );
  const command = async (given: Command) => {
    sent.push(given);
    return true;
  };
  await show(inSession(sessionAt(journal.events, { command, ...more }), <QuestionCard place={0} />));
  return sent;
}

describe("an open question", () => {
  it("is answered by its buttons, once", async () => {
    const sent = await card(asked());
    expect(screen.getByText(/goes to your manager/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: /Allow once/ }));
    fireEvent.click(screen.getByRole("button", { name: /Allow once/ }));
    expect(sent).toEqual([{ command: "answer", question: "q1", answer: "allow", words: "" }]);
  });

  it("is answered by keys", async () => {
    const sent = await card(asked());
    act("question.deny");
    expect(sent).toMatchObject([{ answer: "deny" }]);
  });

  it("takes words along with the answer", async () => {
    const sent = await card(asked());
    fireEvent.click(screen.getByRole("button", { name: "With words" }));
    fireEvent.change(screen.getByRole("textbox"), { target: { value: "Use the other one. " } });
    fireEvent.click(screen.getByRole("button", { name: /Don't/ }));
    expect(sent).toMatchObject([{ answer: "deny", words: "Use the other one." }]);
  });

  it("offers only the answers that it can have", async () => {
    await card(asked({ options: ["allow", "deny"] }));
    expect(screen.queryByRole("button", { name: /Always/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /I'll do it/ })).toBeNull();
    expect(act("question.always")).toBe(false);
  });

  it("can be answered again after the server did not take the answer", async () => {
    await card(asked(), { command: async () => false });
    fireEvent.click(screen.getByRole("button", { name: /Allow once/ }));
    expect(screen.getByRole("button", { name: /Allow once/ })).toHaveProperty("disabled", true);
    await vi.waitFor(() =>
      expect(screen.getByRole("button", { name: /Allow once/ })).toHaveProperty("disabled", false),
    );
  });

  it("gives nothing to press to whoever may only look", async () => {
    await card(asked(), { mayCommand: false });
    expect(screen.queryAllByRole("button")).toEqual([]);
  });
});

describe("the patience of a question", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime((1_795_000_000 + 4 + 60) * 1_000);
  });
  afterEach(() => vi.useRealTimers());

  it("is counted down, with what happens then", async () => {
    await card(asked({ unanswered: "stop", patience_s: 135 }));
    expect(screen.getByRole("timer").textContent).toBe("Without an answer the work ends in 1:15.");
  });

  it("says when the time is up", async () => {
    await card(asked({ unanswered: "go_on", patience_s: 30 }));
    expect(screen.getByRole("timer").textContent).toContain("counts as a no");
  });

  it("is not spoken of where a question waits for ever", async () => {
    await card(asked());
    expect(screen.queryByRole("timer")).toBeNull();
  });
});
