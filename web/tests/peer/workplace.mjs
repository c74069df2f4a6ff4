// What the peer tells of the workplace as a whole: what it cost, what providers let through, what a profile decides.

const amount = (cost_usd, requests) => ({
  requests,
  input_tokens: requests * 9_000,
  output_tokens: requests * 300,
  cache_read_tokens: requests * 7_000,
  cache_write_tokens: requests * 500,
  cost_usd,
  cost_known: true,
});

export function costs() {
  const today = new Date().toISOString().slice(0, 10);
  return {
    total: amount(1.25, 30),
    days: [
      { day: today, model: "anthropic/sonnet", amount: amount(1.25, 20) },
      { day: today, model: "steps", amount: amount(0, 10) },
    ],
    sessions: [{ session: "golden", title: "A golden session", amount: amount(1.25, 30) }],
  };
}

export const POOL = {
  name: "anthropic/sonnet",
  provider: "anthropic",
  known: true,
  waiting: 1,
  out: 2,
  sessions: 1,
  shut_s: 0,
  shut_for: "",
  levels: [{ kind: "input_tokens", capacity: 30_000, left: 2_000, per_minute: 30_000 }],
};

export const DESK = { width: null, height: null, locale: null, timezone: null, hosts: null };

const row = (risk, decide, exceptions = []) => ({ risk, decide, once: false, exceptions });
const rule = { at: "expenses.test", undoable: true, decide: "allow", why: "Filing expenses here is the job." };

export const TABLE = {
  about: "",
  classes: [row("look", "allow"), row("submit", "ask", [rule]), row("pay", "deny")],
  quiet: { start: 1_320, end: 420, decide: "ask", classes: ["pay"] },
  silences: [{ do: "stop", after_s: 600, classes: [] }],
};
