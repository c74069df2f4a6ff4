import { expect, test, vi } from "vitest";
import { server } from "../../tests/shown";
import { Serving } from "./serving";
import * as zip from "./zip";

const OF = { artifact: "a-1-1", kind: "html", files: {}, entry: "a.html", version: 2 } as const;

function asking(serving: Serving, use: string, act: string, key: string, data: string | ArrayBuffer | null = null) {
  const ask = { type: "ask", id: 1, n: 1, use, act, key, data } as const;
  return new Promise((resolve) => serving.asked(ask, OF, resolve));
}

test("values are kept by the server, for the version that asks", async () => {
  const asked = server({
    "GET /api/sessions/s-1/artifacts/a-1-1/mine": { values: { k: "[1]" } },
    "PUT /api/sessions/s-1/artifacts/a-1-1/mine": undefined,
  });
  const serving = new Serving("s-1");
  expect(await asking(serving, "storage", "get", "k")).toEqual({ value: "[1]" });
  expect(await asking(serving, "storage", "get", "toString")).toEqual({ value: null });
  expect(await asking(serving, "storage", "keys", "")).toEqual({ value: ["k"] });
  expect(await asking(serving, "storage", "set", "k", "[2]")).toEqual({});
  expect(await asking(serving, "storage", "delete", "k")).toEqual({});
  expect(asked.filter(({ method }) => method === "PUT").map(({ json }) => json)).toEqual([
    { version: 2, key: "k", value: "[2]" },
    { version: 2, key: "k", value: null },
  ]);
});

test("what there is not is an error, and nothing is sent", async () => {
  const asked = server({});
  const serving = new Serving("s-1");
  expect(await asking(serving, "storage", "get", "x".repeat(201))).toHaveProperty("error");
  expect(await asking(serving, "storage", "set", "", "1")).toHaveProperty("error");
  expect(await asking(serving, "downloads", "print", "a")).toHaveProperty("error");
  expect(await asking(serving, "network", "fetch", "a")).toHaveProperty("error");
  expect(asked).toEqual([]);
});

test("a file is saved under a safe name, one a second", async () => {
  const saved = vi.spyOn(zip, "saveBlob").mockImplementation(() => undefined);
  let now = 0;
  const serving = new Serving("s-1", () => now);
  expect(await asking(serving, "downloads", "save", "../..\u202e/report.csv", "a,b")).toEqual({});
  expect(saved.mock.calls[0]?.[1]).not.toMatch(/[/\u202e]/);
  expect(await asking(serving, "downloads", "save", "again.csv", "a")).toHaveProperty("error");
  now = 1_500;
  expect(await asking(serving, "downloads", "save", "again.csv", new ArrayBuffer(2))).toEqual({});
  expect(await asking(serving, "downloads", "save", "large", null)).toHaveProperty("error");
  expect(saved).toHaveBeenCalledTimes(2);
});
