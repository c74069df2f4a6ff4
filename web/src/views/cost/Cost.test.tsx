import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Command, Limits, SessionEvent } from "@/api/events";
import { QUIET } from "@/session/live";
import { Journal, replied, said } from "../../../tests/journals";
import { inSession, sessionAt, show } from "../../../tests/shown";
import Cost from "./Cost";

const LIMITS: Limits = {
  steps_max: 60,
  model_calls_max: null,
  cost_usd_max: 2,
  work_s_max: null,
  day_cost_usd_max: null,
  step_cost_usd_warn: null,
};
const limited: SessionEvent = { type: "limits_changed", limits: LIMITS, command: "", by: "" };

function journal() {
  return new Journal().add(
    limited,
    said("Go."),
    replied("One."),
    replied("Two.", [], { waited_s: 4.2, turned_away: 1 }),
  );
}

describe("the cost of a session", () => {
  it("tells money, tokens and what had to wait, with why", async () => {
    await show(inSession(sessionAt(journal().events, { live: { ...QUIET, wait: "30 s for input tokens" } }), <Cost />));
    expect(screen.getByRole("region", { name: "Spent" }).textContent).toContain("$0.02of $2.00");
    expect(screen.getByText("80% of what was read came from the cache")).toBeTruthy();
    expect(screen.getByText("4.2 s, for the provider's limit · turned away once")).toBeTruthy();
    expect(screen.getByRole("status").textContent).toContain("30 s for input tokens");
  });

  it("shows each request as a bar, and all of them as a table", async () => {
    await show(inSession(sessionAt(journal().events), <Cost />));
    expect(screen.getByRole("img", { name: /Each request/ })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "As a table" }));
    expect(screen.getAllByRole("row")).toHaveLength(3);
  });

  it("changes limits in mid-run, all of them together, and none for what is left empty", async () => {
    const sent: Command[] = [];
    const command = async (given: Command) => {
      sent.push(given);
      return true;
    };
    await show(inSession(sessionAt(journal().events, { command }), <Cost />));
    fireEvent.change(screen.getByLabelText("Money in this session"), { target: { value: "3.5" } });
    fireEvent.change(screen.getByLabelText("Steps"), { target: { value: "" } });
    fireEvent.click(screen.getByRole("button", { name: "Set these limits" }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent).toEqual([{ command: "change_limits", limits: { ...LIMITS, cost_usd_max: 3.5, steps_max: null } }]);
  });

  it("warns of a limit that is passed already, and takes none that is no number", async () => {
    await show(inSession(sessionAt(journal().events), <Cost />));
    const money = screen.getByLabelText("Money in this session");
    fireEvent.change(money, { target: { value: "0.01" } });
    expect(screen.getByText(/stops at once/)).toBeTruthy();
    fireEvent.change(money, { target: { value: "much" } });
    expect(screen.getByRole("button", { name: "Set these limits" })).toHaveProperty("disabled", true);
  });

  it("lets whoever may only look change nothing", async () => {
    await show(inSession(sessionAt(journal().events, { mayCommand: false }), <Cost />));
    expect(screen.getByLabelText("Steps")).toHaveProperty("readOnly", true);
    expect(screen.queryByRole("button", { name: "Set these limits" })).toBeNull();
  });
});
