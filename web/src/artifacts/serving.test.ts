import { afterEach, expect, test, vi } from "vitest";
import type { Used, UseWish } from "@/session/using";
import { server } from "../../tests/shown";
import { Serving } from "./serving";
import * as zip from "./zip";

const OF = { artifact: "a-1-1", kind: "html", files: {}, entry: "a.html", version: 2 } as const;

let gone = new AbortController();

function asking(serving: Serving, use: string, act: string, key: string, data: string | ArrayBuffer | null = null) {
  const ask = { type: "ask", id: 1, n: 1, use, act, key, data } as const;
  return new Promise((resolve) => serving.asked(ask, OF, resolve, gone.signal));
}

afterEach(() => {
  vi.useRealTimers();
  gone = new AbortController();
});

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

const ME = { id: "0123", name: "Ann" };
const failing = (status: number, code: string) =>
  Response.json({ error: { code, message: "no", hint: "" } }, { status });

/** A server that keeps one value, counts on with each change, and says only what changed. */
function keeping() {
  const kept = { count: 3, value: "[1]", writes: true, down: false };
  const asked = server({
    "GET /api/sessions/s-1/artifacts/a-1-1/common": ({ path }: { path: string }) =>
      kept.down
        ? failing(503, "unavailable")
        : {
            count: kept.count,
            values: path.endsWith(`since=${kept.count}`) ? null : { k: { value: kept.value, number: kept.count } },
            me: ME,
            writes: kept.writes,
          },
    "PUT /api/sessions/s-1/artifacts/a-1-1/common": ({ json }: { json?: unknown }) => {
      const { base, value } = json as { base: number | null; value: string };
      if (!kept.writes) return failing(403, "forbidden");
      if (base !== null && base !== kept.count) return failing(409, "conflict");
      kept.value = value;
      kept.count += 1;
      return { count: kept.count };
    },
  });
  return { kept, asked };
}

test("shared values are read once, and changed where nobody was first", async () => {
  const { kept } = keeping();
  const serving = new Serving("s-1");
  const read = () => asking(serving, "shared", "read", "k");
  expect(await read()).toEqual({ value: '{"value":"[1]","number":3}' });
  expect(await read()).toEqual({ value: '{"value":"[1]","number":3}' });
  expect(await asking(serving, "shared", "read", "toString")).toEqual({ value: '{"value":null,"number":0}' });
  expect(await asking(serving, "shared", "keys", "")).toEqual({ value: ["k"] });
  expect(await asking(serving, "shared", "me", "")).toEqual({ value: JSON.stringify({ ...ME, writes: true }) });
  const put = (value: string, base: number | null) =>
    asking(serving, "shared", "set", "k", JSON.stringify({ value, base }));
  expect(await put("[2]", 2)).toEqual({ value: "conflict" });
  expect(await put("[2]", 3)).toEqual({ value: "kept" });
  expect(await read()).toEqual({ value: '{"value":"[2]","number":4}' });
  kept.writes = false;
  expect(await put("[3]", null)).toEqual({ error: "who may only look here changes nothing" });
});

test("what is watched is looked at now and then, while it is shown, beside what else is asked for", async () => {
  vi.useFakeTimers();
  const { kept, asked } = keeping();
  const serving = new Serving("s-1");
  const before = asking(serving, "shared", "wait", "", "3");
  const told = asking(serving, "shared", "wait", "", "3");
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await before).toHaveProperty("error");
  expect(await asking(serving, "shared", "keys", "")).toEqual({ value: ["k"] });
  kept.down = true;
  await vi.advanceTimersByTimeAsync(6_000);
  kept.down = false;
  kept.count = 4;
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await told).toEqual({ value: "4" });
  const last = asking(serving, "shared", "wait", "", "4");
  await vi.advanceTimersByTimeAsync(3_000);
  gone.abort();
  expect(await last).toHaveProperty("error");
  const count = asked.length;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asked.length).toBe(count);
});

test("files of the desk are read by paths of the work folder only", async () => {
  const asked = server({
    "GET /api/sessions/s-1/files": { files: [{ path: "data/a.csv", kind: "file", size: 3, modified: 1 }] },
    "GET /api/sessions/s-1/files/data/a%20b.csv": () => new Response("a,b"),
    "GET /api/sessions/s-1/files/large": () =>
      new Response("x", { headers: { "content-length": String(9 * 1024 * 1024) } }),
  });
  const serving = new Serving("s-1");
  const { value } = (await asking(serving, "files", "list", "data")) as { value: string };
  expect(JSON.parse(value)).toEqual([{ path: "data/a.csv", kind: "file", size: 3, modified: 1 }]);
  const read = (await asking(serving, "files", "read", "data/a b.csv")) as { value: ArrayBuffer };
  expect(new TextDecoder().decode(read.value)).toBe("a,b");
  expect(await asking(serving, "files", "read", "large")).toHaveProperty("error");
  const count = asked.length;
  for (const path of ["../../me", "data/../../../me", "a/./b", "/etc/passwd", "a//b", ""]) {
    expect(await asking(serving, "files", "read", path)).toHaveProperty("error");
    if (path) expect(await asking(serving, "files", "list", path)).toHaveProperty("error");
  }
  expect(await asking(serving, "files", "write", "a")).toHaveProperty("error");
  expect(asked.length).toBe(count);
});

const DONE: Used = {
  status: "ok",
  content: [
    { kind: "text", text: "exit 0", stranger: false },
    { kind: "text", text: "a.txt", stranger: true },
  ],
  details: {},
};

test("a tool is used in the artifact's name, one after the other", async () => {
  const under: UseWish[] = [];
  let most = 0;
  let now = 0;
  const serving = new Serving("s-1", undefined, {
    use: async (wish) => {
      under.push(wish);
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now -= 1;
      return wish.tool === "edit" ? { ...DONE, status: "denied" } : DONE;
    },
  });
  const both = [
    asking(serving, "tools", "call", "bash", '{"command":"ls"}'),
    asking(serving, "tools", "call", "edit", "{}"),
  ];
  expect(await Promise.all(both)).toEqual([
    { value: JSON.stringify({ text: "exit 0\na.txt", isError: false }) },
    { value: JSON.stringify({ text: "exit 0\na.txt", isError: true }) },
  ]);
  const origin = { kind: "artifact", artifact: "a-1-1", version: 2 };
  expect(under).toEqual([
    { tool: "bash", arguments: { command: "ls" }, origin },
    { tool: "edit", arguments: {}, origin },
  ]);
  expect(most).toBe(1);
});

test("no tool is used for who may only look, without arguments, or when nobody waits any more", async () => {
  const use = vi.fn(async () => DONE);
  expect(await asking(new Serving("s-1"), "tools", "call", "bash", "{}")).toEqual({ error: "this is not allowed" });
  const serving = new Serving("s-1", undefined, { use });
  for (const data of ["[]", "1", "{", null]) {
    expect(await asking(serving, "tools", "call", "bash", data)).toHaveProperty("error");
  }
  gone.abort();
  expect(await asking(serving, "tools", "call", "bash", "{}")).toHaveProperty("error");
  expect(await asking(serving, "tools", "forget", "bash", "{}")).toHaveProperty("error");
  expect(use).not.toHaveBeenCalled();
});

test("questions go to the server one after the other, and one that nobody waits for is broken off", async () => {
  const answers: ((given: unknown) => void)[] = [];
  const spent = vi.fn();
  const serving = new Serving("s-1", undefined, { spent });
  const asked = server({ "GET /api/sessions/s-1/artifacts/a-1-1/ask": { why: "viewer" } });
  expect(await asking(serving, "model", "why", "")).toHaveProperty("value", expect.stringContaining("only look"));
  const signals: (AbortSignal | null | undefined)[] = [];
  vi.stubGlobal("fetch", (_: string, { signal, body }: RequestInit) => {
    signals.push(signal);
    asked.push({ method: "POST", path: "", json: JSON.parse(String(body)), headers: {} });
    return new Promise((resolve, reject) => {
      answers.push((given) => resolve(Response.json(given)));
      signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    });
  });
  const ask = (prompt: string) =>
    asking(serving, "model", "ask", "", JSON.stringify({ prompt, system: "", answer_schema: null, version: 99 }));
  const [first, second] = [ask("One?"), ask("Two?")];
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  answers[0]?.({ text: "1" });
  expect(await first).toEqual({ value: "1" });
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  expect(asked.at(-1)?.json).toEqual({ version: 2, prompt: "Two?", system: "", answer_schema: null });
  gone.abort();
  expect(await second).toHaveProperty("error");
  expect([signals[1]?.aborted, spent.mock.calls.length]).toEqual([true, 2]);
  expect(await ask("Three?")).toHaveProperty("error");
  expect(answers).toHaveLength(2);
});
