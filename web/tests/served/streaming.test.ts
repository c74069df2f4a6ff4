// A reply while it forms, in a real browser: reloads and second viewers lose nothing of it, and a stop keeps what came.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Messages } from "./messages";
import { recordOf, served } from "./served";

const MODEL = "anthropic/claude-haiku-5-5";
const peer = new Messages();

beforeAll(async () => {
  process.env.ANTHROPIC_BASE_URL = await peer.start(); // before the server is started, which hands it on
  process.env.ANTHROPIC_API_KEY = "of-a-stand-in";
});
afterAll(() => peer.close());

/** What is on record, and behind it what is being written. */
const conversation = (page: Page) => page.locator("section", { has: page.getByRole("log") });
const shows = (page: Page, words: string) => conversation(page).getByText(words).first().waitFor();
const becomes = (page: Page, words: string) =>
  page.locator("header [role=status]").filter({ hasText: words }).first().waitFor();

/** How often the conversation shows these words. */
const times = async (page: Page, words: string) =>
  ((await conversation(page).textContent()) ?? "").split(words).length - 1;

/** A session that asks the stand-in, opened in the page. */
async function begin(page: Page, task: string): Promise<void> {
  const { origin } = new URL(page.url());
  const { csrf } = await (await page.request.get(`${origin}/api/me`)).json();
  const headers = { "X-Deskhand-CSRF": csrf, Origin: origin };
  const made = await page.request.post(`${origin}/api/sessions`, { headers, data: { task, model: MODEL } });
  expect(made.status(), await made.text()).toBe(201);
  await page.goto(`${origin}/s/${(await made.json()).id}`);
}

const repliesOf = async (page: Page) =>
  (await recordOf(page)).flatMap(({ event }) =>
    event.type === "model_replied" ? [event.reply as { text: string; stop_reason: string }] : [],
  );

describe("a reply while it forms", () => {
  const { place, page } = served();

  it("is whole after a reload in its middle, once, and for a second viewer too", async () => {
    const one = page();
    await begin(one, "Tell me of the lighthouse.");
    await peer.tell("The lighthouse stood ");
    await shows(one, "The lighthouse stood");
    const other = await place.enter();
    await other.goto(one.url());
    await shows(other, "The lighthouse stood");
    await one.reload();
    await shows(one, "The lighthouse stood");
    await peer.tell("on a rock ");
    for (const each of [one, other]) await shows(each, "The lighthouse stood on a rock");
    await other.reload();
    await peer.tell("in the sea.");
    for (const each of [one, other]) await shows(each, "The lighthouse stood on a rock in the sea.");
    for (const each of [one, other]) expect(await times(each, "lighthouse stood")).toBe(1);
    peer.end();
    for (const each of [one, other]) {
      await expect.poll(async () => (await repliesOf(each)).length).toBe(1);
      await becomes(each, "at rest");
      expect(await times(each, "The lighthouse stood on a rock in the sea.")).toBe(1);
      expect(await times(each, "lighthouse stood")).toBe(1);
    }
    await one.reload();
    await shows(one, "The lighthouse stood on a rock in the sea.");
    expect(await times(one, "lighthouse stood")).toBe(1);
    expect(await repliesOf(one)).toMatchObject([
      { text: "The lighthouse stood on a rock in the sea.", stop_reason: "end_turn" },
    ]);
    await other.context().close();
  });

  it("keeps what came when it is stopped in its middle", async () => {
    const one = page();
    await begin(one, "Tell me of the harbour.");
    await peer.tell("The harbour was half ");
    await shows(one, "The harbour was half");
    const brokenOff = peer.brokenOff;
    await one.getByRole("button", { name: /^Stop/ }).click();
    await becomes(one, "stopped");
    await expect.poll(() => peer.brokenOff).toBe(brokenOff + 1);
    expect(await times(one, "The harbour was half")).toBe(1);
    await one.reload();
    await shows(one, "The harbour was half");
    expect(await times(one, "The harbour was half")).toBe(1);
    const [reply] = await repliesOf(one);
    expect(reply?.text.trim()).toBe("The harbour was half");
    expect(reply?.stop_reason).toBe("interrupted");
  });

  it("breaks nothing in the page while replies form", () => expect(place.troubles).toEqual([]));
});
