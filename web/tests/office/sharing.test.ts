// A link to one version of an artifact: made, opened by somebody who has nothing else, revoked.
import { describe, expect, it } from "vitest";
import { enter, office, shot, stranger, troubles } from "./office";

describe("an artifact", () => {
  it("is shown to whoever has a link, and to nobody once it is revoked", async () => {
    const page = await enter("sharer");
    await page.goto(`${office.address}/s/${office.session}/artifacts?artifact=${office.artifact}`);
    await page.frameLocator('iframe[title="Preview"]:not([aria-hidden])').getByText("Title").waitFor();
    const head = page.locator("header").filter({ has: page.getByRole("radio", { name: "Preview" }) });
    await head.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Share a link" }).click();
    await page.getByRole("combobox", { name: /^Version/ }).selectOption({ label: "Version 1" });
    await page.getByRole("button", { name: "Make a link" }).click();
    const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
    expect(link.startsWith(`${office.address}/shared#`)).toBe(true);
    await page.getByText("never opened").waitFor();
    await shot(page, "share");

    const guest = await stranger();
    const asked: string[] = [];
    guest.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await guest.goto(link);
    const seen = guest.frameLocator('iframe[title="A document"]:not([aria-hidden])');
    await seen.getByText("The first words.").waitFor();
    await guest.getByText("Version 1 · Read only").waitFor();
    expect(await guest.getByText("The opening words.").count()).toBe(0);
    expect(await guest.context().cookies()).toEqual([]);
    expect(asked.filter((each) => each.includes("/api/"))).toEqual(["POST /api/shared"]);
    expect(asked.some((each) => each.includes(link.split("#")[1] ?? ""))).toBe(false);
    expect(await guest.locator("iframe").first().getAttribute("sandbox")).toBe("allow-scripts");
    await shot(guest, "shared");

    await page.getByRole("button", { name: "Revoke this link" }).click();
    await page.getByText("The link shows nothing any more.").waitFor();
    await guest.reload();
    await guest.getByText("This link shows nothing, or nothing any more.").waitFor();
    expect(await guest.locator("iframe").count()).toBe(0);
    await shot(guest, "shared-none");
    await guest.goto(`${office.address}/shared`);
    await guest.getByText("This link shows nothing, or nothing any more.").waitFor();
    await guest.context().close();
    await page.context().close();
  });

  it("breaks nothing in the shared page", () => expect(troubles).toEqual([]));
});
