import { screen } from "@testing-library/react";
import { useLocation } from "react-router";
import { describe, expect, it } from "vitest";
import { ActsGroup } from "@/conversation/ActsGroup";
import { LiveTail } from "@/conversation/LiveTail";
import { QUIET } from "@/session/live";
import type { SessionHere } from "@/session/SessionContext";
import type { ActsItem } from "@/session/view";
import { call, finished, Journal, judged, replied, said, started } from "../../tests/journals";
import { inSession, server, sessionAt, show } from "../../tests/shown";
import { useArtifactTab } from "./useArtifactTab";

const AT = "/api/sessions/s-1/artifacts";
const create = call("a", "artifact", { command: "create", title: "Costs", kind: "chart" });
const MADE = { command: "create", artifact: "a-1-1", version: 1, kind: "chart", title: "Costs" };
const summary = (number: number) => ({ id: "a-1-1", title: "Costs 2026", kind: "chart", newest: { number, at: 1 } });
const begun = () => new Journal().add(said("Go."), replied("", [create]), judged("a"), started("a"));

async function group(here: SessionHere, found: unknown[] = []) {
  server({ [`GET ${AT}`]: { artifacts: found } });
  const item = here.view.items.find((each) => each.kind === "acts") as ActsItem;
  return show(inSession(here, <ActsGroup item={item} isLast={false} />));
}

describe("the card of what was made", () => {
  it("opens it, under the title that it has now", async () => {
    const journal = begun().add({ ...finished("a"), details: MADE } as never);
    await group(sessionAt(journal.events), [summary(1)]);
    const link = await screen.findByRole("link", { name: /^Costs 2026.*Open$/ });
    expect(link.getAttribute("href")).toBe("/s/s-1/artifacts?artifact=a-1-1");
    expect(link.textContent).toContain("Chart · Version 1");
  });

  it("leads to its own version when there is a newer one", async () => {
    const journal = begun().add({ ...finished("a"), details: MADE } as never);
    await group(sessionAt(journal.events), [summary(3)]);
    const link = await screen.findByRole("link", { name: /^Costs 2026.*Open$/ });
    expect(link.getAttribute("href")).toBe("/s/s-1/artifacts?artifact=a-1-1&version=1");
  });

  it("says what broke when it was looked at, and that the model was told", async () => {
    const looked = { painted: false, errors: 1, error: "x is null", at: "App.tsx:3:5", told: 1, of: 3 };
    const journal = begun().add({ ...finished("a"), details: { ...MADE, looked } } as never);
    await group(sessionAt(journal.events), [summary(1)]);
    await screen.findByRole("link", { name: /^Costs 2026.*Open$/ });
    expect(screen.getByText(/It broke when it was looked at: x is null \(App\.tsx:3:5\)/)).toBeTruthy();
    expect(screen.getByText("The model was told, to mend it (1 of 3 in this turn).")).toBeTruthy();
  });

  it("says that what was proposed is a candidate, and leads to what is newest", async () => {
    const journal = begun().add({ ...finished("a"), details: { ...MADE, candidate: 2 } } as never);
    await group(sessionAt(journal.events), [summary(3)]);
    const link = await screen.findByRole("link", { name: /^Costs 2026.*Open$/ });
    expect(link.textContent).toContain("Chart · Candidate 2");
    expect(link.getAttribute("href")).toBe("/s/s-1/artifacts?artifact=a-1-1");
  });

  it("says that it is being written while it is", async () => {
    await group(sessionAt(begun().events));
    expect(screen.getByText("Chart · Being written")).toBeTruthy();
    expect(screen.queryByRole("link")).toBeNull();
  });

  it("is an act like others when it came to nothing", async () => {
    await group(sessionAt(begun().add({ ...finished("a"), status: "failed" } as never).events));
    expect(screen.getByText("failed")).toBeTruthy();
  });
});

const DRAFT = { ...QUIET, arguments: { a: '{"command":"create","title":"Costs","kind":"chart","content":"{' } };

it("what is written stands in the conversation from its first words on", async () => {
  await show(inSession(sessionAt(new Journal().add(said("Go.")).events, { live: DRAFT }), <LiveTail />));
  expect(screen.getByText("Costs")).toBeTruthy();
  expect(screen.getByText("Chart · Being written")).toBeTruthy();
});

function Where({ here, chose }: { here: SessionHere; chose: boolean }) {
  const has = useArtifactTab(here, chose);
  return <output>{`${has} ${useLocation().pathname}`}</output>;
}

describe("the view of artifacts", () => {
  const here = () => sessionAt(new Journal().add(said("Go.")).events);

  async function first(chose: boolean) {
    server({ [`GET ${AT}`]: { artifacts: [] } });
    const drawn = await show(inSession(here(), <Where here={here()} chose={chose} />), { path: "/s/s-1" });
    await screen.findByText("false /s/s-1");
    drawn.queries.setQueryData(["artifacts", "s-1"], [summary(1)]);
  }

  it("opens by itself when the first is there", async () => {
    await first(false);
    await screen.findByText("true /s/s-1/artifacts");
  });

  it("stays where it is when the person chose what to look at", async () => {
    await first(true);
    await screen.findByText("true /s/s-1");
  });

  it("does not open for what was there before", async () => {
    server({ [`GET ${AT}`]: { artifacts: [summary(1)] } });
    await show(inSession(here(), <Where here={here()} chose={false} />), { path: "/s/s-1" });
    await screen.findByText("true /s/s-1");
  });
});
