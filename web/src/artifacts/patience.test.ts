import { expect, test } from "vitest";
import { Patience } from "./patience.ts";

function silence(patience: Patience, ms: number): string {
  let judged = "";
  for (let past = 0; past < ms; past += 1_000) judged = patience.look(false, 1_000);
  return judged;
}

test("who does not answer is asked about first, and ended when nobody says anything", () => {
  const patience = new Patience();
  expect(silence(patience, 4_000)).toBe("fine");
  expect(silence(patience, 1_000)).toBe("busy");
  expect(silence(patience, 59_000)).toBe("busy");
  expect(silence(patience, 1_000)).toBe("over");
});

test("large content may take its time until it is painted", () => {
  const patience = new Patience();
  patience.draws(2_500_000);
  expect(silence(patience, 22_000)).toBe("fine");
  expect(silence(patience, 1_000)).toBe("busy");
  expect(patience.look(true, 1_000)).toBe("fine");
  patience.draws(0);
  expect(silence(patience, 5_000)).toBe("busy");
});

test("a person who waits is asked again, twice as late, and nothing is ended unasked", () => {
  const patience = new Patience();
  expect(silence(patience, 6_000)).toBe("busy");
  patience.wait();
  expect(silence(patience, 5_000)).toBe("fine");
  expect(silence(patience, 1_000)).toBe("busy");
  expect(silence(patience, 600_000)).toBe("busy");
});

test("an answer sets all of it back", () => {
  const patience = new Patience();
  silence(patience, 6_000);
  patience.wait();
  expect(patience.look(true, 1_000)).toBe("fine");
  silence(patience, 12_000);
  expect(silence(patience, 60_000)).toBe("over");
});
