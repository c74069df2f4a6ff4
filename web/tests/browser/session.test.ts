// A session in a real browser: what is said, streamed, stopped and reloaded.
import { describe, expect, it } from "vitest";
import { canRun, opened } from "./opened";

const say = "How is it going?";
const REPLY = "This is a peer for tests; nothing is done.";

describe.skipIf(!canRun)("a session", () => {
  const place = opened();

  it("is started with a word, and answers", async () => {
    const page = await place.page("/");
    await page.getByRole("textbox", { name: "What shall be done?" }).fill(say);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/s/*");
    await page.getByRole("article", { name: "You" }).getByText(say).waitFor();
    await page.getByRole("article", { name: "Deskhand" }).getByText(REPLY).waitFor();
    await page.context().close();
  });

  it("loses nothing by a reload in the middle of a reply, and two viewers see the same", async () => {
    const one = await place.page("/");
    await one.getByRole("textbox", { name: "What shall be done?" }).fill(say);
    await one.keyboard.press("Enter");
    await one.waitForURL("**/s/*");
    const other = await place.page(new URL(one.url()).pathname);
    await one.getByText("You said").waitFor();
    await one.reload();
    for (const page of [one, other]) {
      await page.getByRole("article", { name: "Deskhand" }).getByText(REPLY).waitFor();
      expect(await page.getByRole("article", { name: "You" }).count()).toBe(1);
      expect(await page.getByRole("article", { name: "Deskhand" }).count()).toBe(1);
    }
    const texts = await Promise.all([one, other].map((page) => page.getByRole("log").textContent()));
    expect(texts[0]).toBe(texts[1]);
    await one.context().close();
    await other.context().close();
  });

  it("is stopped by the brake, also while somebody writes", async () => {
    const page = await place.page("/s/writing");
    const box = page.getByRole("textbox", { name: "What shall be done?" });
    await box.fill("half a wor");
    await page.keyboard.press("Control+.");
    await page.getByRole("status").getByText("stopped").waitFor();
    expect(await box.inputValue()).toBe("half a wor");
    await page.context().close();
  });

  it("answers a question by its button, and the page goes on", async () => {
    const page = await place.page("/s/golden");
    await page.getByRole("button", { name: "It happened: go on" }).click();
    await page.getByRole("status").getByText("working").waitFor();
    await page.context().close();
  });

  it("finds words in all of the conversation by Ctrl F, and gives the focus back", async () => {
    const page = await place.page("/s/golden");
    const log = page.getByRole("log");
    await log.waitFor();
    await page.getByRole("textbox", { name: "What shall be done?" }).focus();
    await page.keyboard.press("Control+f");
    const box = page.getByRole("textbox", { name: "Find in the conversation" });
    await box.fill("the");
    const marked = () => page.evaluate(() => [...(CSS.highlights.get("found-now") ?? [])].map(String));
    await expect.poll(marked).toHaveLength(1);
    const count = page.getByRole("search").getByRole("status");
    const all = Number((await count.textContent())?.split(" of ")[1]);
    expect(all).toBeGreaterThan(1);
    await page.keyboard.press("Enter");
    await expect.poll(marked).toEqual([expect.stringMatching(/^the$/i)]);
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    expect(await marked()).toEqual([]);
    await page.context().close();
  });

  it("can't be made to run what a model wrote", async () => {
    const page = await place.page("/s/markdown");
    await page.getByText("A page said").waitFor();
    expect(await page.locator("[role=log] script, [role=log] [onerror], [role=log] a[href^=javascript]").count()).toBe(
      0,
    );
    await page.context().close();
  });

  it("goes on with what was written after a reload", async () => {
    const page = await place.page("/s/markdown");
    await page.getByRole("textbox", { name: "What shall be done?" }).fill("not sent yet");
    await page.reload();
    expect(await page.getByRole("textbox", { name: "What shall be done?" }).inputValue()).toBe("not sent yet");
    await page.context().close();
  });

  it("is deleted, and another viewer is told", async () => {
    const other = await place.page("/s/golden");
    const page = await place.page("/s/golden");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("delete this");
    await page.getByRole("option", { name: "Delete this session" }).waitFor(); // there once the session is
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    await other.getByText("This session is not there").waitFor();
    await page.context().close();
    await other.context().close();
  });
});

describe.skipIf(!canRun)("by keyboard", () => {
  const place = opened();

  it("the palette finds a session and goes there", async () => {
    const page = await place.page("/");
    await page
      .getByRole("link", { name: /golden/i })
      .first()
      .waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("golden");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/s/golden");
    await page.context().close();
  });

  it("every function of a session can be reached with Tab", async () => {
    const page = await place.page("/s/golden");
    await page.getByRole("button", { name: "It happened: go on" }).waitFor();
    const reached = new Set<string>();
    for (let n = 0; n < 80; n += 1) {
      await page.keyboard.press("Tab");
      reached.add(
        await page.evaluate(() => {
          const now = document.activeElement;
          return now?.getAttribute("aria-label") || now?.textContent?.trim() || now?.tagName || "";
        }),
      );
    }
    const wanted = [
      "Skip to the conversation",
      "Conversation",
      "It happened: go on",
      "What shall be done?",
      "Attach files",
      "Change the width",
    ];
    for (const name of [...wanted, "Desk"]) expect([...reached]).toContain(name);
    expect([...reached].some((name) => name.startsWith("Stop"))).toBe(true);
    await page.context().close();
  });
});

describe.skipIf(!canRun)("the first load", () => {
  const place = opened();

  it.each(["/", "/s/golden"])("of %s is at most 300 KiB", async (path) => {
    const page = await place.page("/login");
    let bytes = 0;
    page.on("requestfinished", async (request) => {
      if (/\/api\//.test(request.url())) return;
      const sizes = await request.sizes();
      bytes += sizes.responseBodySize;
    });
    await page.goto(place.address + path, { waitUntil: "networkidle" }).catch(() => undefined);
    await page.waitForSelector("textarea");
    expect(bytes / 1024).toBeLessThanOrEqual(300);
    expect(bytes / 1024).toBeGreaterThan(50);
    await page.context().close();
  });
});
