// What steps show, seen beside the conversation: in the sealed frame, changed by hand, compared, and there after a reload.
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { served } from "./served";

const CSV = "kind,amount\\nFood,12.5\\nTaxi,30\\n";
const STEPS = [
  `run \`printf '${CSV}' > a.csv; printf '# A report\\n\\nThe first words.\\n' > report.md\``,
  "read the rows of the file a.csv as rows",
  'show rows as bar chart of amount by kind titled "Costs"',
  "show report.md",
];

/** What is seen of an artifact, in the frame that takes the eye: the spare one beside it is hidden from everybody. */
const seen = (page: Page) => page.frameLocator('iframe[title="Preview"]:not([aria-hidden])');

const artifacts = async (page: Page) => {
  const { origin, pathname } = new URL(page.url());
  const answer = await page.request.get(`${origin}/api/sessions/${pathname.split("/")[2]}/artifacts`);
  return (await answer.json()).artifacts as { id: string; title: string; kind: string; newest: { number: number } }[];
};

const choose = async (page: Page, title: string) => {
  await page.getByRole("button", { name: /^Choose an artifact/ }).click();
  await page.getByRole("menuitem", { name: new RegExp(`^${title}`) }).click();
};

/** The text that takes what is typed. */
const written = (page: Page) => page.locator(".cm-content[contenteditable=true]");

const look = (page: Page, what: string) => page.getByRole("radio", { name: what, exact: true }).click();

describe("what steps show", () => {
  const { place, page } = served();

  it("opens by itself, is painted in the sealed frame, changed by hand, compared and kept", async () => {
    const one = page();
    await one.goto(new URL("/", one.url()).href);
    await one.getByRole("button", { name: /^Risk:/ }).click();
    await one.getByRole("menuitemradio", { name: /^trusting/ }).click();
    const box = one.getByRole("textbox", { name: "What shall be done?" });
    await box.fill(STEPS.join("\n"));
    await box.press("Enter");
    await one.waitForURL("**/s/*/artifacts");

    // The card of each stands in the conversation.
    await one.getByRole("log").getByRole("link", { name: "Open “report.md”" }).waitFor();
    await one.getByRole("log").getByRole("link", { name: "Open “Costs”" }).click();
    await seen(one).locator("canvas, svg").first().waitFor();
    const sandbox = await one.locator('iframe[title="Preview"]').first().getAttribute("sandbox");
    expect(sandbox).toBe("allow-scripts");

    await choose(one, "report.md");
    await seen(one).getByText("The first words.").waitFor();

    // Pointed at: the words for the model begin with which element it is.
    await one.getByRole("button", { name: "Point at something to have it changed" }).click();
    await seen(one).getByText("The first words.").click();
    const words = one.getByRole("textbox", { name: "What shall be done?" });
    await expect.poll(() => words.inputValue()).toContain("> The first words.");
    await words.fill("");

    // By hand: what is typed is seen at once, and saved as a version.
    await look(one, "Code");
    await one.getByRole("button", { name: "Edit", exact: true }).click();
    await written(one).click();
    await one.keyboard.press("Control+End");
    await one.keyboard.type("And a word by hand.");
    await seen(one).getByText("And a word by hand.").waitFor();
    await one.getByText("Changed from version 1, not saved yet").waitFor();

    // A reload loses nothing of it.
    await one.reload();
    await one.getByText("Changed from version 1, not saved yet").waitFor();
    await one.keyboard.press("Control+s");
    await one.getByText("Saved as version 2.").waitFor();
    const now = (await artifacts(one)).find((each) => each.title === "report.md");
    expect(now?.newest.number).toBe(2);

    await look(one, "Versions");
    await one.getByText("by You").waitFor();
    await one.getByRole("button", { name: "Compare version 2 with the one before" }).click();
    await one.locator(".cm-changedLine, .cm-insertedLine").filter({ hasText: "And a word by hand." }).first().waitFor();

    await one.reload();
    await look(one, "Preview");
    await seen(one).getByText("And a word by hand.").waitFor();
  });

  it("brings together what two wrote at once: nobody's words are lost", async () => {
    const one = page();
    await one.goto(new URL("/", one.url()).href);
    const box = one.getByRole("textbox", { name: "What shall be done?" });
    await box.fill("let words = The first line\nshow {words}");
    await box.press("Enter");
    await one.waitForURL("**/s/*/artifacts");
    await seen(one).getByText("The first line").waitFor();
    await look(one, "Code");
    await one.getByRole("button", { name: "Edit", exact: true }).click();
    await written(one).click();
    await one.keyboard.press("Control+End");
    await one.keyboard.type("Mine.");

    // Somebody else is first.
    const [found] = await artifacts(one);
    const { origin, pathname } = new URL(one.url());
    const at = `${origin}/api/sessions/${pathname.split("/")[2]}/artifacts/${found?.id}`;
    const { csrf } = await (await one.request.get(`${origin}/api/me`)).json();
    const version = await (await one.request.get(`${at}/versions/1`)).json();
    const headers = { "X-Deskhand-CSRF": csrf, Origin: origin };
    const data = { base: 1, files: { [version.entry]: "The first line.\nTheirs.\n" } };
    expect((await one.request.post(`${at}/versions`, { headers, data })).status()).toBe(201);
    await one.getByText("made version 2 meanwhile. Your words are still here.").waitFor();

    await one.getByRole("button", { name: /^Save as version 3/ }).click();
    await one.getByRole("heading", { name: "Both of you changed this" }).waitFor();
    await one.getByRole("button", { name: "Merge by hand" }).click();
    await written(one).click();
    await one.keyboard.press("Control+End");
    await one.keyboard.type("\nTheirs.");
    await one.getByRole("button", { name: "Save what is on the right" }).click();
    await one.getByText("Saved as version 3.").waitFor();
    const kept = await (await one.request.get(`${at}/versions/3`)).json();
    expect(kept.files[version.entry]).toContain("Mine.");
    expect(kept.files[version.entry]).toContain("Theirs.");
  });

  it("broke nothing in the page", () => expect(place.troubles).toEqual([]));
});
