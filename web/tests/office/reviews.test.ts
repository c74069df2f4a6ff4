// Comments on an artifact, asking the model because of them, and its candidates, which are compared and decided.
import { describe, expect, it } from "vitest";
import { enter, office, shot, troubles } from "./office";

describe("a review", () => {
  it("comments on words, asks the model, compares its candidate and accepts it", async () => {
    const page = await enter("owner");
    const at = `${office.address}/s/${office.session}/artifacts?artifact=${office.artifact}`;
    await page.goto(`${at}&view=code`);
    const line = page.locator(".cm-line").filter({ hasText: "The first words." });
    await line.click({ clickCount: 3 });
    await page.getByText(/characters selected/).waitFor();
    await page.getByRole("button", { name: "Comment", exact: true }).click();
    await page.getByRole("textbox", { name: "What do you want to say about it?" }).fill("Say it better.");
    await page.getByRole("complementary", { name: "Comments" }).getByRole("button", { name: "Comment" }).click();
    await page.locator(".cm-commented").filter({ hasText: "The first words." }).waitFor();
    await shot(page, "comments");

    await page.getByRole("button", { name: "Send to the model" }).click();
    await page.getByText(/proposes a change/).waitFor();
    await page.getByRole("button", { name: "Compare and decide" }).click();
    const changed = page.locator(".cm-changedLine, .cm-insertedLine");
    await changed.filter({ hasText: "The opening words." }).first().waitFor();
    await shot(page, "candidate");
    await page.getByRole("button", { name: "Accept" }).click();
    await page.getByText("Accepted: it is version 2 now.").waitFor();
    await page.locator(".cm-commented").filter({ hasText: "words." }).waitFor();

    await page.getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("button", { name: "Show 1 resolved" }).click();
    await page.getByRole("button", { name: "Reopen" }).waitFor();
    await page.context().close();
  });

  it("asks for selected words to be rewritten, also while they are written, and refuses what comes of it", async () => {
    const page = await enter("owner");
    await page.goto(`${office.address}/s/${office.session}/artifacts?artifact=${office.artifact}&view=code`);
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    const written = page.locator(".cm-content[contenteditable=true]");
    await written.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("By hand.");
    await page.getByText("Changed from version 2, not saved yet").waitFor();
    await written.locator(".cm-line").filter({ hasText: "The last words." }).click({ clickCount: 3 });
    await page.getByRole("button", { name: "Rewrite" }).click();
    await page.getByRole("textbox", { name: "What shall be changed about it?" }).fill("Shorter.");
    await page.getByRole("button", { name: "Ask for it" }).click();
    // What was typed is a version first, so that the place is one.
    await page.getByText("Saved as version 3.").waitFor();
    await page.getByRole("button", { name: "Compare and decide" }).click();
    await page.getByRole("button", { name: "Refuse" }).click();
    await page.getByText("It is put aside.").waitFor();
    await page.getByRole("button", { name: "Compare and decide" }).waitFor({ state: "detached" });
    const { newest } = await (
      await page.request.get(`${office.address}/api/sessions/${office.session}/artifacts/${office.artifact}`)
    ).json();
    expect(newest.number).toBe(3);
    await page.context().close();
  });

  it("is seen by who may only look, who can say nothing", async () => {
    const page = await enter("vera");
    await page.goto(`${office.address}/s/${office.session}/artifacts?artifact=${office.artifact}&view=code`);
    await page.getByRole("button", { name: /^Comments/ }).click();
    await page.locator(".cm-line").filter({ hasText: "The last words." }).click({ clickCount: 3 });
    expect(await page.getByRole("button", { name: "Rewrite" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "Send to the model" }).count()).toBe(0);
    await page.context().close();
  });

  it("breaks nothing in the page", () => expect(troubles).toEqual([]));
});
