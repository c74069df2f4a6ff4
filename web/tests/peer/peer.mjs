#!/usr/bin/env node
// A peer for developing and testing the workspace without the server: a test double that answers the workspace's
// requests from journals that were recorded, and keeps everything else in memory. It has no model, no desk, no accounts
// and no security, and listens on this machine only.
//
//   node tests/peer/peer.mjs [--port 8421] [--journals FOLDER] [--password WORD]
//
// --journals: more recorded sessions (FILE.json with its blobs in blobs/), as tests/web/journals.py writes them.
// --password: the workspace begins signed out; the name is "ann".
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { demo } from "./demo.mjs";
import { noDesk } from "./desk.mjs";
import { PeerSession } from "./sessions.mjs";
import { costs, DESK, POOL, TABLE } from "./workplace.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const BUILT = join(HERE, "../../../src/deskhand/server/web");
const GOLDEN_BLOBS = join(HERE, "../../../tests/golden/journal-0.1/blobs");

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "8421" },
    journals: { type: "string", default: "" },
    password: { type: "string", default: "" },
    empty: { type: "boolean", default: false },
  },
});

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".json": "application/json",
};
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; " +
  "frame-ancestors 'none'; object-src 'none'; base-uri 'none'; form-action 'self'";

/** @type {Map<string, PeerSession>} */
const sessions = new Map();
const uploads = new Map();
const watchers = new Set();
let signedIn = !options.password;
let theme = "";

function add(session) {
  session.onChange = (changed) => {
    for (const watcher of watchers) watcher("session", changed.summary);
  };
  sessions.set(session.id, session);
  return session;
}

function load() {
  if (options.empty) return;
  const golden = JSON.parse(readFileSync(join(HERE, "../journals/golden.json"), "utf8")).events;
  add(new PeerSession("golden", "A golden session", { events: golden, model: "steps" }));
  for (const session of demo()) add(session);
  if (!options.journals) return;
  for (const name of readdirSync(options.journals).filter((each) => each.endsWith(".json"))) {
    const { events, title, project } = JSON.parse(readFileSync(join(options.journals, name), "utf8"));
    const model = events[0]?.event.model;
    add(new PeerSession(basename(name, ".json"), title ?? basename(name, ".json"), { events, model, project }));
  }
}

function blob(hash) {
  if (uploads.has(hash)) return uploads.get(hash).data;
  const places = [join(GOLDEN_BLOBS, hash.slice(0, 2), hash.slice(2)), join(options.journals || HERE, "blobs", hash)];
  const place = places.find((each) => existsSync(each));
  return place ? readFileSync(place) : null;
}

const PRICE = { input: null, output: null, cache_read: null, cache_write: null };
const model = (id, provider, label, has_key) => ({
  id,
  provider,
  label,
  about: "",
  has_key,
  vision: id !== "steps",
  tools: true,
  thinks: false,
  efforts: [],
  context_tokens: 200_000,
  free: has_key,
  price: PRICE,
});
const MODELS = [
  model("steps", "steps", "steps", true),
  model("peer", "peer", "Peer (a test double)", true),
  model("anthropic/sonnet", "anthropic", "Sonnet 5.5", false),
];
const PROVIDERS = [{ id: "anthropic", needs_key: true, has_key: false, key_place: "", variable: "ANTHROPIC_API_KEY" }];
const PROFILES = ["cautious", "balanced", "trusting"].map((name) => ({
  name,
  builtin: true,
  text: `name = "${name}"\n`,
  table: TABLE,
}));
const project = (id, name, personal, defaults) => ({
  id,
  name,
  instructions: "",
  defaults: { model: "", profile: "", desk: DESK, ...defaults },
  members: [],
  archived: false,
  personal,
  role: "owner",
  sessions: 0,
  files: [],
});
const PROJECTS = [project("personal", "Ann", true, {}), project("spending", "Spending", false, { model: "steps" })];
const EXAMPLES = [
  {
    id: "first-look",
    title: "A first look at a desk: a note is written, opened and added to",
    text: "# A first look\n",
  },
  { id: "totals", title: "Numbers from a file: totals by kind, as a report", text: "# Numbers\n" },
];

const me = () => ({
  account: { id: "ann", name: "Ann", role: "owner", language: "", theme, has_password: true },
  csrf: "peer-token",
  version: "peer",
  server: { host: "127.0.0.1", tls: false, frame: "http://127.0.0.1:8421/frame" },
  first_run: options.empty,
});

class Problem extends Error {
  constructor(status, code, message, hint = "") {
    super(message);
    Object.assign(this, { status, code, hint });
  }
}

const must = (id) => {
  const session = sessions.get(id);
  if (!session) throw new Problem(404, "not_found", "there is no such session");
  return session;
};

function list(query) {
  const q = (query.get("q") ?? "").toLowerCase();
  const wants = query.get("archived") === "true";
  const found = [...sessions.values()]
    .filter((each) => each.archived === wants)
    .filter(
      (each) => !q || each.title.toLowerCase().includes(q) || JSON.stringify(each.events).toLowerCase().includes(q),
    )
    .map((each) => each.summary)
    .sort((a, b) => b.updated_at - a.updated_at);
  return { sessions: found, next: null, found: {} };
}

const made = (title, more) => add(new PeerSession(`s-${randomBytes(5).toString("hex")}`, title, more));

function start(given) {
  const session = made(given.title || given.task.split("\n")[0].slice(0, 60), {
    project: given.project,
    model: given.model,
  });
  const parts = [{ kind: "text", text: given.task }, ...(given.parts ?? [])];
  session.command(randomBytes(8).toString("hex"), { command: "say", parts }, "ann");
  return session.summary;
}

function fork(id, { seq, words }) {
  const from = must(id);
  const session = made(from.title, { events: from.events.filter((each) => each.seq <= seq), project: from.project });
  if (words)
    session.command(randomBytes(8).toString("hex"), { command: "say", parts: [{ kind: "text", text: words }] }, "ann");
  return session.summary;
}

/** Every request but streams and files: [method, path, answer]. */
const ROUTES = [
  ["GET", /^me$/, () => me()],
  ["PATCH", /^me$/, ({ json }) => changeMe(json)],
  ["POST", /^logout$/, () => signOut()],
  ["GET", /^accounts$/, () => ({ accounts: [me().account] })],
  ["GET", /^projects$/, () => ({ projects: PROJECTS })],
  ["GET", /^models$/, () => ({ models: MODELS, providers: PROVIDERS, usual: "steps" })],
  ["GET", /^profiles$/, () => ({ profiles: PROFILES, usual: "balanced" })],
  ["GET", /^examples$/, () => ({ examples: EXAMPLES })],
  ["POST", /^examples\/[^/]+\/run$/, () => start({ task: EXAMPLES[0].text, title: EXAMPLES[0].title })],
  ["GET", /^limits$/, () => ({ pools: [POOL] })],
  ["GET", /^costs$/, () => costs()],
  ["GET", /^remembered$/, () => ({ answers: [] })],
  ["POST", /^profiles\/check$/, () => ({ ok: true, error: null, table: TABLE, remarks: [] })],
  ["GET", /^sessions$/, ({ query }) => list(query)],
  ["POST", /^sessions$/, ({ json }) => start(json)],
  ["GET", /^sessions\/([^/]+)$/, ({ id }) => must(id).summary],
  ["PATCH", /^sessions\/([^/]+)$/, ({ id, json }) => Object.assign(must(id), json).summary],
  ["DELETE", /^sessions\/([^/]+)$/, ({ id }) => remove(id)],
  ["POST", /^sessions\/([^/]+)\/duplicate$/, ({ id }) => fork(id, { seq: Number.POSITIVE_INFINITY })],
  ["POST", /^sessions\/([^/]+)\/fork$/, ({ id, json }) => fork(id, json)],
  [
    "POST",
    /^sessions\/([^/]+)\/commands$/,
    ({ id, json }) => ({ new: must(id).command(json.id, json.command, "ann") }),
  ],
  ["GET", /^sessions\/([^/]+)\/events$/, ({ id, query }) => page(must(id), query)],
  ["GET", /^sessions\/([^/]+)\/files$/, () => ({ files: [] })],
  ["GET", /^sessions\/([^/]+)\/artifacts$/, () => ({ artifacts: [] })],
];

function changeMe(json) {
  theme = json.theme ?? theme;
  return me();
}

function signOut() {
  signedIn = false;
}

function remove(id) {
  must(id).tell("gone", {});
  sessions.delete(id);
  for (const watcher of watchers) watcher("removed", { id });
}

function page(session, query) {
  const [after, limit] = [Number(query.get("after") ?? 0), Number(query.get("limit") ?? 1000)];
  return { events: session.events.filter((each) => each.seq > after).slice(0, limit), last: session.events.length };
}

function stream(response, begin) {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  const send = (kind, data) => {
    const id = kind === "event" ? `id: ${data.seq}\n` : "";
    response.write(`event: ${kind}\n${id}data: ${JSON.stringify(data)}\n\n`);
  };
  response.write(": peer\n\n");
  const beat = setInterval(() => response.write(": .\n\n"), 15_000);
  const end = begin(send);
  response.on("close", () => {
    clearInterval(beat);
    end();
  });
}

function streamOf(session, request, query, response) {
  const after = Number(request.headers["last-event-id"] ?? query.get("after") ?? 0);
  stream(response, (send) => {
    for (const each of session.events) if (each.seq > after) send("event", each);
    send("signal", { kind: "snapshot", drafts: [], wait: "" });
    send("driver", { alive: session.driver, problem: "" });
    session.listeners.add(send);
    return () => session.listeners.delete(send);
  });
}

const body = async (request) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const sends = (response, status, value) => {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(value === undefined ? "" : JSON.stringify(value));
};

async function logIn(request, response) {
  const { password } = JSON.parse((await body(request)).toString());
  if (password !== options.password) throw new Problem(401, "unauthenticated", "this name and password don't fit");
  signedIn = true;
  sends(response, 200, {});
}

function watch(response) {
  stream(response, (send) => {
    watchers.add(send);
    return () => watchers.delete(send);
  });
}

const typeOf = (data) => (data[0] === 0x89 ? "image/png" : data[0] === 0xff ? "image/jpeg" : "image/webp");

function sendBlob(hash, response) {
  const data = blob(hash);
  if (!data) throw new Problem(404, "not_found", "there is no such blob");
  const type = uploads.get(hash)?.type ?? typeOf(data);
  response.writeHead(200, { "Content-Type": type, "Cache-Control": "private, max-age=31536000, immutable" });
  response.end(data);
}

async function takeUpload(request, query, response) {
  const data = await body(request);
  const hash = createHash("sha256").update(data).digest("hex");
  const type = request.headers["content-type"] ?? "application/octet-stream";
  uploads.set(hash, { data, type });
  sends(response, 200, {
    hash,
    media_type: type,
    size_bytes: data.length,
    name: query.get("name") ?? "file",
    width: null,
    height: null,
  });
}

async function answer(request, path, query, response) {
  const route = ROUTES.find(([method, pattern]) => method === request.method && pattern.test(path));
  if (!route) throw new Problem(404, "not_found", `the peer has no ${request.method} /api/${path}`);
  const text = request.method === "GET" ? "" : (await body(request)).toString();
  if (request.method !== "GET" && request.headers["x-deskhand-csrf"] !== "peer-token") {
    throw new Problem(403, "forbidden", "the token is missing");
  }
  const id = decodeURIComponent(route[1].exec(path)?.[1] ?? "");
  sends(response, 200, route[2]({ id, query, json: text ? JSON.parse(text) : {} }));
}

async function api(request, path, query, response) {
  if (path === "login") return logIn(request, response);
  if (!signedIn) throw new Problem(401, "unauthenticated", "nobody is signed in");
  if (path === "stream") return watch(response);
  if (path === "uploads") return takeUpload(request, query, response);
  const [, id = "", rest = ""] = /^sessions\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (rest === "stream") return streamOf(must(id), request, query, response);
  if (rest.startsWith("blobs/")) return sendBlob(rest.slice(6), response);
  return answer(request, path, query, response);
}

function asset(path, response) {
  const wanted = normalize(join(BUILT, path));
  const place = wanted.startsWith(BUILT) && extname(wanted) && existsSync(wanted) ? wanted : join(BUILT, "index.html");
  const headers = {
    "Content-Type": TYPES[extname(place)] ?? "application/octet-stream",
    "Content-Security-Policy": POLICY,
  };
  const packed = existsSync(`${place}.gz`);
  if (packed) headers["Content-Encoding"] = "gzip";
  response.writeHead(200, { ...headers, "Cache-Control": "no-cache" });
  response.end(readFileSync(packed ? `${place}.gz` : place));
}

load();
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://peer");
  if (!pathname.startsWith("/api/")) return asset(pathname, response);
  api(request, pathname.slice(5), searchParams, response).catch((error) => {
    const known = error instanceof Problem ? error : new Problem(500, "unavailable", String(error));
    sends(response, known.status, { error: { code: known.code, message: known.message, hint: known.hint } });
  });
});
server.on("upgrade", noDesk);
server.listen(Number(options.port), "127.0.0.1", () => {
  console.log(`peer (a test double) on http://127.0.0.1:${server.address().port}`);
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
