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

/** Begins a session that shows a text of one line, and waits until it is seen. */
async function showsText(page: Page): Promise<void> {
  await page.goto(new URL("/", page.url()).href);
  const box = page.getByRole("textbox", { name: "What shall be done?" });
  await box.fill("let words = The first line\nshow {words}");
  await box.press("Enter");
  await page.waitForURL("**/s/*/artifacts");
  await seen(page).getByText("The first line").waitFor();
}

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
    await one
      .getByRole("log")
      .getByRole("link", { name: /^report\.md.*Open$/ })
      .waitFor();
    await one
      .getByRole("log")
      .getByRole("link", { name: /^Costs.*Open$/ })
      .click();
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
    await showsText(one);
    await look(one, "Code");
    await one.getByRole("button", { name: "Edit", exact: true }).click();
    await written(one).click();
    await one.keyboard.press("Control+Home");
    await one.keyboard.type("Mine. ");

    // Somebody else is first.
    const [found] = await artifacts(one);
    const { origin, pathname } = new URL(one.url());
    const at = `${origin}/api/sessions/${pathname.split("/")[2]}/artifacts/${found?.id}`;
    const { csrf } = await (await one.request.get(`${origin}/api/me`)).json();
    const version = await (await one.request.get(`${at}/versions/1`)).json();
    const headers = { "X-Deskhand-CSRF": csrf, Origin: origin };
    const data = { base: 1, files: { [version.entry]: "The first line.\nTheirs.\n" } };
    expect((await one.request.post(`${at}/versions`, { headers, data })).status()).toBe(201);
    // It is in the text at once, and where both changed the same line both are.
    await one.getByText("One place was changed twice").waitFor();
    await one.getByRole("button", { name: "Keep both" }).click();
    await one.getByText("Changed from version 2, not saved yet").waitFor();
    await one.keyboard.press("Control+s");
    await one.getByText("Saved as version 3.").waitFor();
    const kept = await (await one.request.get(`${at}/versions/3`)).json();
    expect(kept.files[version.entry]).toContain("Mine.");
    expect(kept.files[version.entry]).toContain("Theirs.");
  });

  it("is written by two people and a model at once, each seen by the others", async () => {
    const one = page();
    await showsText(one);
    const { origin, pathname } = new URL(one.url());
    const session = pathname.split("/")[2];
    const { csrf, account } = await (await one.request.get(`${origin}/api/me`)).json();
    const headers = { "X-Deskhand-CSRF": csrf, Origin: origin };
    const ask = async (method: "post" | "patch", path: string, data: object) => {
      const answer = await one.request[method](`${origin}/api/${path}`, { headers, data });
      expect(answer.ok(), await answer.text()).toBe(true);
      return answer.json();
    };
    const invited = await ask("post", "accounts", { name: "Ben", role: "member" });
    const project = await ask("post", "projects", { name: "Together" });
    const members = [
      { account: account.id, role: "owner" },
      { account: invited.account.id, role: "member" },
    ];
    await ask("patch", `projects/${project.id}`, { members });
    await ask("patch", `sessions/${session}`, { project: project.id });

    const ben = await place.enter(new URL(invited.link, origin).href);
    await ben.goto(`${origin}/s/${session}/artifacts?view=code`);
    await look(one, "Code");
    await one.getByRole("button", { name: "Edit", exact: true }).click();
    await written(one).click();
    await one.keyboard.press("Control+Home");
    await one.keyboard.type("Owner. ");
    await ben.getByText("Owner is writing this now.").waitFor();
    await ben.getByRole("button", { name: "Write along" }).click();
    await written(ben).click();
    await ben.keyboard.press("Control+End");
    await Promise.all([ben.keyboard.type("\nBen, too."), one.keyboard.type("And on. ")]);

    // A model's version comes into the text of both, and their words stay.
    const [found] = await artifacts(one);
    const at = `sessions/${session}/artifacts/${found?.id}`;
    const version = await (await one.request.get(`${origin}/api/${at}/versions/1`)).json();
    const files = { [version.entry]: `A title above\n\n${version.files[version.entry]}` };
    await ask("post", `${at}/versions`, { base: 1, files });
    for (const each of [one, ben]) {
      const text = each.locator(".cm-content");
      await expect
        .poll(async () => (await text.locator(".cm-line").allInnerTexts()).join("|").replace(/\u2060|Ben$|Owner$/g, ""))
        .toMatch(/^A title above\|\s*\|[^|]*Owner\. And on\. [^|]*The first line[^|]*\|[^|]*\|?[^|]*Ben, too\./);
    }
    await one.locator(".cm-ySelectionInfo").filter({ hasText: "Ben" }).first().waitFor();
    await ben.locator(".cm-ySelectionInfo").filter({ hasText: "Owner" }).first().waitFor();
    await one.screenshot({ path: process.env.DESKHAND_SHOT ?? "/dev/null", type: "png" });

    await ben.keyboard.press("Control+s");
    await ben.getByText("Saved as version 3.").waitFor();
    await one.getByText("Ben saved this as version 3.").waitFor();
    const saved = await (await one.request.get(`${origin}/api/${at}/versions/3`)).json();
    const before = version.files[version.entry];
    expect(saved.files[version.entry]).toBe(`A title above\n\nOwner. And on. ${before}\nBen, too.`);
    const { newest } = await (await one.request.get(`${origin}/api/${at}`)).json();
    expect(new Set(newest.authors)).toEqual(new Set([account.id, invited.account.id]));
    await look(one, "Versions");
    await one.getByText(/by (You, Ben|Ben, You)/).waitFor();
    await ben.context().close();
  });

  it("broke nothing in the page", () => expect(place.troubles).toEqual([]));
});
