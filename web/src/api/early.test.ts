import { afterEach, expect, it, vi } from "vitest";
import { server } from "../../tests/shown";
import firstPaint from "../design/first-paint.js?raw";
import { events, me } from "./calls";
import { early, forgetEarly } from "./early";

const begun = (address: string, answer: Response | null) => {
  globalThis.deskhandEarly = { [address]: Promise.resolve(answer) };
};

afterEach(forgetEarly);

it("gives out an answer that is on its way, once", async () => {
  const asked = vi.fn(() => ({ csrf: "later" }));
  server({ "GET /api/me": asked });
  begun("/api/me", Response.json({ csrf: "early" }));
  expect((await me()).csrf).toBe("early");
  expect(asked).not.toHaveBeenCalled();
  expect((await me()).csrf).toBe("later");
});

it("is for who asks for the very same", async () => {
  begun("/api/me", Response.json({}));
  expect(await early("/api/projects")).toBeUndefined();
});

it("asks again where the early answer was none, or a refusal", async () => {
  server({ "GET /api/me": () => ({ csrf: "asked" }) });
  for (const answer of [null, Response.json({ error: { code: "unauthenticated" } }, { status: 401 })]) {
    begun("/api/me", answer);
    expect((await me()).csrf).toBe("asked");
  }
});

it("lets go of what was asked for in another's name", async () => {
  begun("/api/me", Response.json({}));
  forgetEarly();
  expect(await early("/api/me")).toBeUndefined();
});

it("has what the page of a session asks for first, by the same addresses", async () => {
  const asked = server({
    "GET /api/me": { csrf: "token" },
    "GET /api/sessions/s-1/events": { events: [], last: 0 },
  });
  history.replaceState(null, "", "/s/s-1/timeline?step=3");
  new Function(firstPaint)();
  expect(asked.map(({ path }) => path)).toEqual(["/api/me", "/api/sessions/s-1/events?after=0&limit=10000"]);
  await me();
  await events("s-1", 0, 10_000);
  expect(asked).toHaveLength(2);
});
