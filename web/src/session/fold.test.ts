import { describe, expect, it } from "vitest";
import type { HeldRequest, SessionEvent } from "@/api/events";
import {
  answered,
  asked,
  asks,
  call,
  called,
  finished,
  golden,
  Journal,
  judged,
  long,
  replied,
  said,
  started,
} from "../../tests/journals";
import { fold, folded } from "./fold";
import { EMPTY, openQuestion, phaseOf, type SessionView } from "./view";

const viewOf = (journal: Journal): SessionView => folded(journal.events);

describe("the fold of a recorded journal", () => {
  const view = folded(golden());

  it("holds every step with its end, its verdict and its pictures", () => {
    const calls = golden().flatMap(({ event }) => (event.type === "model_replied" ? event.reply.calls : []));
    expect(view.steps).toHaveLength(calls.length);
    expect(view.steps.map((step) => step.number)).toEqual(calls.map((_, place) => place + 1));
    const ended = view.steps.filter((step) => step.status !== "asking");
    expect(ended.every((step) => step.verdicts.length > 0)).toBe(true);
    expect(view.steps[0]?.after?.blob).toMatch(/^[0-9a-f]{64}$/);
    expect(view.steps[2]?.before?.blob).toBe(view.steps[0]?.after?.blob);
  });

  it("counts what was used as the journal's own fold does", () => {
    const ends = golden().filter(({ event }) => event.type === "call_finished").length;
    expect(view.spent.steps).toBe(ends);
    expect(view.spent.modelCalls).toBe(golden().filter(({ event }) => event.type === "model_asked").length);
    expect(view.spent.cost).toBe(0);
    expect(view.spent.costKnown).toBe(true);
  });

  it("tells a call that a crash cut off as interrupted", () => {
    expect(view.steps.filter((step) => step.status === "interrupted")).toHaveLength(1);
  });

  it("waits at its last question, with what can be answered", () => {
    expect(phaseOf(view)).toBe("waiting");
    expect(openQuestion(view)?.options).toContain("Stop");
    expect(view.items.at(-1)?.kind).toBe("question");
  });

  it("is the same whether it is folded at once or event by event", () => {
    const one = golden().reduce((made, event) => fold(made, [event]), EMPTY);
    expect(one).toEqual(view);
  });

  it("passes over events that it has seen", () => {
    expect(fold(view, golden())).toBe(view);
  });
});

describe("the conversation", () => {
  it("puts acts together until somebody speaks", () => {
    const journal = new Journal().add(said("Go."), replied("I look.", [call("a")]), finished("a"));
    journal.add(replied("", [call("b"), call("c")]), finished("b"), finished("c"), said("And now?"), replied("Done."));
    const kinds = viewOf(journal).items.map((item) => item.kind);
    expect(kinds).toEqual(["said", "acts", "said", "reply"]);
  });

  it("tells one plain line with the acts, and anything longer as words of its own", () => {
    const long =
      "First I will read the receipts, then compare each of them with the list, and tell you which of them differ from what was filed before.\n\nThen I go on.";
    const view = viewOf(
      new Journal().add(said("Go."), replied("Now the form.", [call("a")]), replied(long, [call("b")])),
    );
    expect(view.items.map((item) => item.kind)).toEqual(["said", "acts", "reply", "acts"]);
    expect(view.items[1]).toMatchObject({ chapters: [{ text: "Now the form.", steps: [0] }] });
  });

  it("leaves out the numbers of steps that the built-in model names, and keeps what it says", () => {
    const steps = replied("Step 3: say {total}\nTogether: 101.60", [], { model: "steps" });
    const acts = replied("Step 1: click A\nStep 2: click B", [call("a")], { model: "steps" });
    const view = viewOf(new Journal().add(said("Go."), acts, steps));
    expect(view.items[1]).toMatchObject({ kind: "acts", chapters: [{ text: "", steps: [0] }] });
    expect(view.items[2]).toMatchObject({ kind: "reply", text: "Together: 101.60" });
  });

  it("shows why a model gave no answer", () => {
    const view = viewOf(new Journal().add(said("Go."), replied("", [], { stop_reason: "failed", error: "no money" })));
    expect(view.items.at(-1)).toMatchObject({ kind: "reply", error: "no money" });
  });

  it("keeps words that were broken off, and says that they were", () => {
    const view = viewOf(new Journal().add(said("Go."), replied("I was about", [], { stop_reason: "interrupted" })));
    expect(view.items.at(-1)).toMatchObject({ kind: "reply", text: "I was about", cut: true });
  });

  it("does not repeat a question or an end among the acts", () => {
    const journal = new Journal().add(said("Go."), replied("", [call("q", "ask_person", { question: "Which?" })]));
    journal.add(judged("q"), started("q"), asked("q", "Q1", "question"));
    expect(viewOf(journal).items.map((item) => item.kind)).toEqual(["said", "question"]);
  });
});

describe("a question", () => {
  const open = () => new Journal().add(said("Go."), replied("", [call("a")]), judged("a", "ask"), asked("a", "Q1"));

  it("is open until it is answered", () => {
    expect(phaseOf(viewOf(open()))).toBe("waiting");
    const view = viewOf(open().add(answered("Q1", "allow")));
    expect(phaseOf(view)).toBe("working");
    expect(view.questions[0]).toMatchObject({ answer: "allow", by: "ann", lapsed: false });
  });

  it("lapses when the call is judged anew, and may be asked again", () => {
    const view = viewOf(open().add(judged("a", "ask"), asked("a", "Q2")));
    expect(view.questions.map((each) => each.lapsed)).toEqual([true, false]);
    expect(openQuestion(view)?.id).toBe("Q2");
  });

  it("about what a page would send keeps apart what was decided about the call and about the request", () => {
    const request = { id: "r1", method: "POST", address: "http://mail.test/autosave" } as HeldRequest;
    const held = {
      type: "requests_held",
      call: "a",
      requests: [request],
      content: [],
      details: {},
      frame: 1,
      took_s: 0.1,
    } as const;
    const about = { ...asked("a", "Q2"), requests: ["r1"] } as SessionEvent;
    const journal = open().add(
      answered("Q1", "allow"),
      started("a"),
      held,
      judged("a", "ask", "POST http://mail.test/autosave"),
      about,
    );
    const view = viewOf(journal);
    expect(view.steps[0]?.verdict?.touch.target).toBe("");
    expect(openQuestion(view)).toMatchObject({
      requests: [request],
      verdict: { touch: { target: "POST http://mail.test/autosave" } },
    });
    expect(view.steps[0]?.status).toBe("asking");
  });

  it("lapses when the work ends", () => {
    const stop = { type: "stop_asked", reason: "", command: "", by: "" } as const;
    const end = { type: "concluded", outcome: { kind: "stopped", summary: "", checks: [] } } as const;
    const view = viewOf(open().add(stop, end));
    expect(view.asking).toBe(-1);
    expect(view.questions[0]?.lapsed).toBe(true);
    expect(view.steps[0]?.status).toBe("skipped");
    expect(phaseOf(view)).toBe("stopped");
  });

  it("hands the desk over to who would rather do it", () => {
    const view = viewOf(open().add(answered("Q1", "take_over")));
    expect(phaseOf(view)).toBe("yours");
    expect(view.control?.by).toBe("ann");
  });
});

describe("what a person does", () => {
  it("takes the desk and gives it back", () => {
    const journal = new Journal().add(said("Go."), { type: "control_taken", by: "ann:x1", command: "" });
    expect(phaseOf(viewOf(journal))).toBe("yours");
    journal.add({ type: "control_returned", words: "", command: "", by: "" });
    expect(phaseOf(viewOf(journal))).toBe("working");
  });

  it("pauses, goes on and stops", () => {
    const journal = new Journal().add(said("Go."), { type: "paused", command: "", by: "" });
    expect(phaseOf(viewOf(journal))).toBe("paused");
    journal.add({ type: "continued", command: "", by: "" }, { type: "stop_asked", reason: "", command: "", by: "" });
    expect(phaseOf(viewOf(journal))).toBe("stopping");
  });

  it("starts the work again with new words", () => {
    const journal = new Journal().add(said("Go."), replied("Done."), {
      type: "concluded",
      outcome: { kind: "answered", summary: "", checks: [] },
    });
    expect(phaseOf(viewOf(journal))).toBe("resting");
    expect(phaseOf(viewOf(journal.add(said("More."))))).toBe("working");
  });

  it("is as the server says while its record is not here, so that the brake is", () => {
    expect(phaseOf(EMPTY, { state: "working" })).toBe("working");
    expect(phaseOf(viewOf(new Journal().add(said("Go."))), { state: "stopped" })).toBe("working");
  });
});

describe("a fork", () => {
  it("keeps what was said, and counts what it uses anew", () => {
    const journal = new Journal().add(said("Go."), asks, replied("One.", [call("a")]));
    journal.add({ type: "forked", source: "s-1", seq: 3, asked: 3, snapshot: "", by: "ann" });
    const view = viewOf(journal);
    expect(view.spent).toMatchObject({ modelCalls: 0, cost: 0 });
    expect(phaseOf(view)).toBe("resting");
    expect(view.steps[0]?.status).toBe("skipped");
    expect(view.items.map((item) => item.kind)).toEqual(["said", "acts", "mark"]);
  });
});

describe("cost", () => {
  it("adds up, and says when a price was not known", () => {
    const unknown = { input_tokens: 1, output_tokens: 1, cache_read_tokens: 0, cache_write_tokens: 0, cost_usd: null };
    const journal = new Journal().add(
      said("Go."),
      asks,
      replied("One."),
      asks,
      replied("Two.", [], { usage: unknown }),
    );
    const { spent, turns } = viewOf(journal);
    expect(spent).toMatchObject({ cost: 0.01, costKnown: false, input: 101, output: 21, cacheRead: 80, modelCalls: 2 });
    expect(turns.map((turn) => turn.usage.cost_usd)).toEqual([0.01, null]);
  });
});

describe("a long session", () => {
  const events = long(10_000);

  it("changes nothing but what an event touches", () => {
    const before = folded(events);
    const after = fold(
      before,
      new Journal().add(said("x")).events.map((each) => ({ ...each, seq: events.length + 1 })),
    );
    expect(after.steps).toBe(before.steps);
    expect(after.turns).toBe(before.turns);
    expect(after.items.slice(0, -1)).toEqual(before.items);
    expect(after.items.slice(0, -1).every((item, place) => item === before.items[place])).toBe(true);
  });

  it("never changes the view that it was given", () => {
    const view = folded(events.slice(0, 500));
    const frozen = structuredClone(view);
    fold(view, events.slice(500, 900));
    expect(view).toEqual(frozen);
  });

  it("copies each list once a batch, however many events are in it", () => {
    const all = folded(events);
    const halves = fold(folded(events.slice(0, 5_000)), events.slice(5_000));
    expect(halves).toEqual(all);
    expect(all.steps.length).toBeGreaterThan(2_000);
  });

  it("goes on with acts that stood together, and leaves those of the view before as they were", () => {
    const journal = new Journal().add(said("Go."));
    for (let n = 1; n <= 6; n += 1) journal.add(replied("", [call(`c${n}`)]), judged(`c${n}`), finished(`c${n}`));
    const before = folded(journal.events.slice(0, 8));
    const was = structuredClone(before);
    const after = fold(before, journal.events.slice(8));
    expect(before).toEqual(was);
    expect(after).toEqual(folded(journal.events));
    expect(after.items.at(-1)).toMatchObject({ kind: "acts", chapters: { length: 6 } });
  });
});

describe("calls that are not the model's", () => {
  const budget = { kind: "artifact", artifact: "a-1-1", version: 2, title: "Budget" } as const;

  it("stand among the acts with whose they are, and are no steps of the work", () => {
    const journal = new Journal().add(said("Go."), replied("", [call("a")]), called("used:1", "ls", budget));
    journal.add(judged("used:1"), started("used:1"), finished("used:1"), finished("a"));
    const view = viewOf(journal);
    expect(view.steps.map(({ call, status, origin }) => [call.id, status, origin?.title])).toEqual([
      ["a", "ok", undefined],
      ["used:1", "ok", "Budget"],
    ]);
    expect(view.spent.steps).toBe(1);
    expect(view.items.map(({ kind }) => kind)).toEqual(["said", "acts"]);
  });

  it("stay open over the model's next turn and the end of its work", () => {
    const journal = new Journal().add(said("Go."), called("used:1", "ls"), replied("", [call("a")]));
    journal.add({ type: "concluded", outcome: { kind: "done", summary: "", checks: [] } });
    const view = viewOf(journal);
    expect(view.open.map((place) => view.steps[place]?.call.id)).toEqual(["used:1"]);
    expect(viewOf(journal.add(finished("used:1"))).steps[0]?.status).toBe("ok");
  });

  it("wait for an answer also after the end of the work", () => {
    const journal = new Journal().add(said("Go."), replied("Hi."));
    journal.add({ type: "concluded", outcome: { kind: "answered", summary: "", checks: [] } });
    journal.add(called("used:1", "rm x", budget), judged("used:1", "ask"), asked("used:1", "q"));
    expect(phaseOf(viewOf(journal))).toBe("waiting");
    expect(phaseOf(viewOf(journal.add(answered("q", "deny"), finished("used:1", { status: "denied" }))))).toBe(
      "resting",
    );
  });
});
