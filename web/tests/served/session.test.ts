// Sessions on real desks, watched and steered in a real browser. The jobs are steps: they need no model and no network.
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { fileOf, recordOf, served } from "./served";

const status = (page: Page) => page.getByRole("banner").getByRole("status").or(page.locator("header [role=status]"));
const becomes = (page: Page, words: RegExp | string) => status(page).filter({ hasText: words }).first().waitFor();
const said = (page: Page, words: string) => page.getByRole("article", { name: "Deskhand" }).getByText(words).waitFor();
const told = (page: Page) => page.getByRole("log").textContent();

/** Steps that take about a second each. No two are the same: ten times the same without effect is taken for a circle. */
const slowly = (steps: number) => Array.from({ length: steps }, (_, n) => `wait ${(0.9 + n / 100).toFixed(2)} seconds`);

/** Starts steps from the first page, with as much risk as the profile takes. */
async function begin(page: Page, profile: string, ...steps: string[]): Promise<void> {
  await page.goto(new URL("/", page.url()).href);
  await page.getByRole("button", { name: /^Risk:/ }).click();
  await page.getByRole("menuitemradio", { name: new RegExp(`^${profile}`) }).click();
  const box = page.getByRole("textbox", { name: "What shall be done?" });
  await box.fill(steps.join("\n"));
  await box.press("Enter");
  await page.waitForURL("**/s/*");
}

describe("a session on a real desk", () => {
  const { place, page } = served();

  it("is watched to its end; a reload loses nothing, and two viewers see the same", async () => {
    const one = page();
    await one.getByRole("button", { name: "Watch it: A first look at a desk" }).click();
    await one.waitForURL("**/s/*");
    await becomes(one, /working · \d|done/); // on a busy machine the job may be over before the page is looked at
    await one.reload();
    const other = await place.enter();
    await other.goto(one.url());
    for (const each of [one, other]) {
      await each.getByRole("application", { name: "The desk's screen" }).locator("canvas").waitFor();
    }
    for (const each of [one, other]) {
      await said(each, "The note has 2 lines, and the last one was typed in the editor.");
      await becomes(each, "done");
    }
    expect(await told(one)).toBe(await told(other));
    expect((await recordOf(one)).filter(({ event }) => event.type === "concluded")).toHaveLength(1);
    await other.context().close();
  });

  it("asks: what is allowed is done, what is not allowed is not", async () => {
    const one = page();
    await begin(one, "cautious", "run `echo yes > allowed.txt`", "run `echo no > denied.txt`");
    const question = one.getByRole("region", { name: "May it run this?" });
    await question.getByText("allowed.txt").first().waitFor();
    await question.getByRole("button", { name: "Allow once" }).click();
    await question.getByText("denied.txt").first().waitFor();
    expect(await fileOf(one, "allowed.txt")).toBe("yes\n");
    await question.getByRole("button", { name: "Don't" }).click();
    await becomes(one, "not done");
    expect(await fileOf(one, "denied.txt")).toBe("");
    const answers = (await recordOf(one)).flatMap(({ event }) => (event.type === "answered" ? [event.answer] : []));
    expect(answers).toEqual(["allow", "deny"]);
  });

  it("is taken over: a person writes on the desk, hands it back, and the work goes on", async () => {
    const one = page();
    await begin(
      one,
      "trusting",
      `write "The agent was here." to note.txt`,
      "open note.txt in the text editor",
      ...slowly(12),
      "run `cat note.txt` as note",
      "say It holds: {note}",
    );
    await becomes(one, /working · [4-9]/);
    await one.getByRole("button", { name: /^Take over/ }).click();
    await one.getByText("You have the desk").waitFor();
    const screen = one.getByRole("application", { name: "The desk's screen" }).locator("canvas");
    await screen.click();
    await one.keyboard.press("Control+End");
    await one.keyboard.type(" So was a person.");
    await one.keyboard.press("Control+s");
    await expect.poll(() => fileOf(one, "note.txt"), { timeout: 30_000 }).toContain("So was a person.");
    await one.getByRole("button", { name: "Hand back" }).click();
    await said(one, "So was a person.");
    await becomes(one, "done");
    const record = (await recordOf(one)).map(({ event }) => event);
    const kinds = record.map(({ type }) => type);
    const hands = kinds.slice(kinds.indexOf("control_taken"), kinds.indexOf("control_returned") + 1);
    expect(hands[0]).toBe("control_taken");
    expect(hands.at(-1)).toBe("control_returned");
    expect(hands).not.toContain("call_started");
    expect(record.some(({ type, topic }) => type === "noticed" && topic === "control")).toBe(true);
  });

  it("goes on while the server is killed, and the page recovers by itself", async () => {
    const one = page();
    await begin(one, "trusting", ...slowly(8), "say All was waited for.");
    await becomes(one, /working · [1-9]/);
    await place.kill();
    await one.getByText("The connection is gone.").waitFor();
    await place.start();
    await said(one, "All was waited for.");
    await becomes(one, "done");
    const record = await recordOf(one);
    expect(record.map(({ seq }) => seq)).toEqual(record.map((_, place) => place + 1));
    expect(record.filter(({ event }) => event.type === "driver_attached")).toHaveLength(1);
  });

  it("is stopped: nothing is begun after that", async () => {
    const one = page();
    await begin(one, "trusting", ...slowly(60));
    await becomes(one, /working · [1-9]/);
    await one.getByRole("button", { name: /^Stop/ }).click();
    await becomes(one, "stopped");
    const kinds = (await recordOf(one)).map(({ event }) => event.type);
    const after = kinds.slice(kinds.indexOf("stop_asked"));
    expect(after[0]).toBe("stop_asked");
    expect(after).toContain("concluded");
    expect(after).not.toContain("call_started");
    expect(after).not.toContain("model_asked");
  });

  it("breaks nothing in the page", () => expect(place.troubles).toEqual([]));
});
