// Every page of the workspace and what opens on it, in one list: for the pictures (`make shots`) and for axe alike.
import type { Page } from "playwright-core";
import type { Scene, Who } from "./scene";

export interface Looked {
  /** What its picture is called. */
  name: string;
  path: string;
  /** A selector of what is there when the page is. */
  there: string;
  who?: Who;
  /** What is pressed then, before it is looked at. */
  act?: (page: Page) => Promise<unknown>;
  /** What is pressed after that, so that nothing stays as it should not. */
  after?: (page: Page) => Promise<unknown>;
  /** Only on a screen that is at least so wide, or at most. */
  from?: number;
  to?: number;
}

const LISTS = "nav ul li a[href^='/s/']";
const SAID = "[role=log] article";

const press = (keys: string, there: string) => async (page: Page) => {
  await page.keyboard.press(keys);
  await page.waitForSelector(there);
};

const click = (pressed: string, there: string) => async (page: Page) => {
  await page.locator(pressed).first().click();
  await page.waitForSelector(there);
};

/** Before anybody is let in. */
const DOOR: Looked[] = [
  { name: "login", path: "/login", there: "form", who: "nobody" },
  {
    name: "login-wrong",
    path: "/login",
    there: "form",
    who: "nobody",
    act: async (page) => {
      await page.locator("input").first().fill("Owner");
      await page.locator("input[type=password]").fill("not this one");
      await page.locator("button[type=submit]").click();
      await page.waitForSelector("[role=alert]");
    },
  },
  { name: "link-used", path: "/enter?token=used", there: "main", who: "nobody" },
];

/** What somebody sees who has done nothing yet. */
const EMPTY: Looked[] = [
  { name: "new-start", path: "/", there: "textarea", who: "newcomer" },
  { name: "new-questions", path: "/questions", there: "main p", who: "newcomer" },
  { name: "new-costs", path: "/costs", there: "main p", who: "newcomer" },
  { name: "new-projects", path: "/projects", there: "main p", who: "newcomer" },
  { name: "new-settings", path: "/settings/models", there: "main li", who: "newcomer" },
];

function placed({ project, sessions }: Scene): Looked[] {
  const all: Looked[] = [
    { name: "start", path: "/", there: LISTS, from: 1280 },
    { name: "start", path: "/", there: "main a[href^='/s/']", to: 1279 },
    {
      name: "start-model",
      path: "/",
      there: "textarea",
      act: click("main button[aria-haspopup=menu]", "[role=menu]"),
    },
    { name: "questions", path: "/questions", there: "main section" },
    { name: "costs", path: "/costs", there: "main table" },
    { name: "projects", path: "/projects", there: "main li" },
    { name: "project", path: `/projects/${project}`, there: "main form" },
    { name: "settings-models", path: "/settings/models", there: "main li" },
    { name: "settings-risk", path: "/settings/risk", there: "main table" },
    {
      name: "settings-profile",
      path: "/settings/risk",
      there: "main table",
      act: async (page) => {
        await page.getByRole("button", { name: /^month-end/ }).click();
        const field = page.locator("main textarea");
        await field.waitFor();
        await field.fill(`${await field.inputValue()}\nask_mor = true\n`);
        await page.locator("main [role=status].text-bad").waitFor();
        await field.evaluate((each) => each.scrollIntoView({ block: "center" }));
      },
    },
    { name: "settings-appearance", path: "/settings/appearance", there: "main fieldset" },
    { name: "settings-account", path: "/settings/account", there: "main form" },
    { name: "settings-people", path: "/settings/people", there: "main li" },
    { name: "settings-shortcuts", path: "/settings/shortcuts", there: "main kbd" },
    {
      name: "palette",
      path: `/s/${sessions.done}`,
      there: SAID,
      act: press("Control+k", "[role=dialog] [role=option]"),
    },
    {
      name: "palette-found",
      path: `/s/${sessions.done}`,
      there: SAID,
      act: async (page) => {
        await page.keyboard.press("Control+k");
        await page.keyboard.type("month");
        await page.waitForSelector("[role=option]");
      },
    },
    {
      name: "shortcuts",
      path: `/s/${sessions.done}`,
      there: SAID,
      act: press("?", "[role=dialog] kbd"),
    },
    {
      name: "search",
      path: `/s/${sessions.done}`,
      there: SAID,
      act: async (page) => {
        const field = page.locator("input[type=search]");
        if (!(await field.isVisible())) await page.keyboard.press("Control+b");
        await field.fill("Trattoria");
        await page.waitForSelector("nav mark");
      },
    },
    {
      name: "account-menu",
      path: "/",
      there: "textarea",
      from: 1280,
      act: click("aside nav [aria-haspopup=menu]:last-of-type >> nth=-1", "[role=menu]"),
    },
    { name: "drawer", path: "/", there: "textarea", to: 1279, act: press("Control+b", "[role=dialog] li") },
    {
      name: "delete",
      path: `/s/${sessions.failed}`,
      there: SAID,
      act: async (page) => {
        await page.keyboard.press("Control+k");
        await page.keyboard.type(
          /zh/.test(await page.locator("html").getAttribute("lang").then(String)) ? "删除" : "delete this",
        );
        await page.keyboard.press("Enter");
        await page.waitForSelector("[role=alertdialog], [role=dialog] button");
      },
    },
    { name: "nowhere", path: "/nothing-here", there: "main a" },
    { name: "no-session", path: "/s/s-nothing", there: "main a" },
  ];
  return all;
}

function sessionPages({ sessions }: Scene): Looked[] {
  const of = (session: string, tab: string, there: string, more: Partial<Looked> = {}): Looked => ({
    name: `${session}-${tab}`,
    path: `/s/${sessions[session]}/${tab}`,
    there,
    ...more,
  });
  const all: Looked[] = [
    of("done", "talk", SAID),
    of("done", "desk", "#pane, main"),
    of("done", "timeline", "[role=listbox] [role=option]"),
    {
      ...of("done", "timeline", "[role=listbox] [role=option]"),
      name: "done-step",
      path: `/s/${sessions.done}/timeline?step=24`,
    },
    of("done", "files", "main, #pane"),
    {
      ...of("done", "files", "nav ol"),
      name: "done-preview",
      act: click("button:has-text('report.md'), a:has-text('report.md')", ".prose table"),
    },
    of("done", "cost", "form input"),
    of("approval", "talk", "section[aria-label] button"),
    {
      ...of("approval", "talk", "section[aria-label] button"),
      name: "approval-why",
      act: (page) =>
        page.evaluate(() => {
          for (const each of document.querySelectorAll("details")) each.open = true;
        }),
    },
    of("approval", "timeline", "[role=listbox] [role=option]"),
    of("asking", "talk", "section[aria-label]"),
    of("failed", "talk", SAID),
    of("failed", "timeline", "[role=listbox] [role=option]"),
    of("stopped", "talk", SAID),
    of("stranger", "talk", SAID),
    of("chinese", "talk", SAID),
    of("working", "talk", "[role=status]"),
    of("working", "desk", "[role=application] canvas"),
    of("working", "timeline", "[role=listbox] [role=option]"),
    of("working", "files", "main, #pane"),
    {
      ...of("working", "desk", "[role=application] canvas"),
      name: "working-offline",
      act: async (page) => {
        await page.context().setOffline(true);
        await page
          .locator("[role=alert], [role=status]")
          .filter({ hasText: /offline|离线/ })
          .first()
          .waitFor();
      },
      after: (page) => page.context().setOffline(false),
    },
    {
      ...of("working", "desk", "[role=application] canvas"),
      name: "working-hands",
      act: async (page) => {
        await page.keyboard.press("t");
        await page
          .getByRole("button", { name: /Hand back|交还/ })
          .first()
          .waitFor();
      },
      after: async (page) => {
        await page
          .getByRole("button", { name: /Hand back|交还/ })
          .first()
          .click();
        await page
          .getByRole("button", { name: /Take over|接管/ })
          .first()
          .waitFor();
      },
    },
  ];
  return all;
}

/** All of them that there are: of people who look, of sessions that are there. */
export const pagesOf = (scene: Scene): Looked[] =>
  [...DOOR, ...EMPTY, ...placed(scene), ...sessionPages(scene)]
    .filter(({ who }) => scene.has(who ?? "owner"))
    .filter(({ path }) => !path.includes("undefined"));
