import { describe, expect, it } from "vitest";
import type { PicturePart, SessionEvent } from "@/api/events";
import { folded } from "@/session/fold";
import { call, finished, golden, Journal, judged, long, replied, said, started } from "../../../tests/journals";
import { changesScreen, compares, type Moment, momentsOf, nextMarked, ticksOf } from "./moments";

const screen = (blob: string, region: PicturePart["region"] = [0, 0, 1280, 800]): PicturePart => ({
  kind: "picture",
  blob,
  media_type: "image/png",
  width: region?.[2] ?? 1280,
  height: region?.[3] ?? 800,
  frame: 1,
  region,
  alt: "",
});

const ready: SessionEvent = {
  type: "desk_ready",
  desk: "d",
  width: 1280,
  height: 800,
  walls: {},
  fresh: true,
  note: "",
};

const ran = (id: string, after: PicturePart | null, status: "ok" | "failed" = "ok"): SessionEvent[] => [
  judged(id),
  started(id),
  finished(id, { status, screen: after }),
];

const clicked = (id: string) => call(id, "computer", { action: "left_click", coordinate: [10, 10] });

const kindsOf = (moments: readonly Moment[]) => moments.map((each) => each.item?.kind ?? `step ${each.step}`);

describe("the film", () => {
  it("has steps and what was said in the order in which they happened", () => {
    const journal = new Journal().add(ready, said("Go."), replied("", [clicked("a"), clicked("b")]));
    journal.add(...ran("a", screen("one")), said("Not so fast."), ...ran("b", null));
    expect(kindsOf(momentsOf(folded(journal.events)))).toEqual(["said", "step 0", "said", "step 1"]);
  });

  it("has what is still under way at its end", () => {
    const journal = new Journal().add(ready, said("Go."), replied("", [clicked("a"), clicked("b")]));
    journal.add(...ran("a", null), said("And then?"));
    expect(kindsOf(momentsOf(folded(journal.events)))).toEqual(["said", "step 0", "said", "step 1"]);
  });

  it("carries the screen on to moments that did not change it", () => {
    const journal = new Journal().add(ready, said("Go."), replied("", [clicked("a"), clicked("b")]));
    journal.add(...ran("a", screen("one")), ...ran("b", null), said("Good."));
    const moments = momentsOf(folded(journal.events));
    expect(moments.map((each) => each.after?.blob)).toEqual([undefined, "one", "one", "one"]);
    expect(moments.map(changesScreen)).toEqual([false, true, false, false]);
  });

  it("has nothing to compare the first screen with", () => {
    const journal = new Journal().add(ready, said("Go."), replied("", [clicked("a"), clicked("b")]));
    journal.add(...ran("a", screen("one")), ...ran("b", screen("two")));
    expect(momentsOf(folded(journal.events)).map(compares)).toEqual([false, false, true]);
  });

  it("takes no picture of a part for the screen", () => {
    const journal = new Journal().add(ready, said("Go."), replied("", [clicked("a"), clicked("b")]));
    journal.add(...ran("a", screen("one")), ...ran("b", screen("part", [5, 5, 40, 40])));
    expect(momentsOf(folded(journal.events)).at(-1)?.after?.blob).toBe("one");
  });

  it("marks questions, take-overs and failures", () => {
    const journal = new Journal().add(ready, said("Go."), replied("", [clicked("a")]), ...ran("a", null, "failed"));
    journal.add({ type: "control_taken", by: "ann:12345678", command: "" });
    const moments = momentsOf(folded(journal.events));
    expect(moments.map((each) => each.mark)).toEqual(["said", "failure", "control"]);
    expect(nextMarked(moments, "failure", 2)).toBe(1);
    expect(nextMarked(moments, "question", 0)).toBe(-1);
  });

  it("never gives two moments one key", () => {
    const moments = momentsOf(folded(golden()));
    expect(new Set(moments.map((each) => each.key)).size).toBe(moments.length);
    expect(moments.length).toBeGreaterThan(10);
  });

  it("keeps the keys of moments while it grows", () => {
    const events = golden();
    const early = momentsOf(folded(events.slice(0, Math.floor(events.length / 2)))).map((each) => each.key);
    const late = new Set(momentsOf(folded(events)).map((each) => each.key));
    expect(early.filter((key) => !late.has(key))).toEqual([]);
  });
});

describe("a long film", () => {
  it("has every step of ten thousand events", () => {
    const view = folded(long(10_000));
    const moments = momentsOf(view);
    expect(moments.filter((each) => each.step >= 0)).toHaveLength(view.steps.length);
  });
});

describe("marks on the film", () => {
  it("are few, however long it is", () => {
    const journal = new Journal();
    for (let n = 0; n < 4_000; n++) journal.add(said(`Word ${n}`));
    const ticks = ticksOf(momentsOf(folded(journal.events)), 240);
    expect(ticks.length).toBeLessThanOrEqual(241);
    expect(ticks.at(-1)?.share).toBeGreaterThan(0.99);
  });
});
