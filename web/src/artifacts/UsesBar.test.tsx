import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "../../tests/shown";
import { UsesBar } from "./UsesBar";
import type { Uses } from "./useUses";

const uses = (more: Partial<Uses>): Uses => ({
  asked: ["downloads", "storage"],
  allowed: [],
  allow: vi.fn(),
  isPending: false,
  isLater: false,
  notNow: vi.fn(),
  forget: vi.fn(),
  forgetShared: vi.fn(),
  asks: undefined,
  serve: vi.fn(),
  ...more,
});

test("a person is asked before anything is allowed", async () => {
  const given = uses({});
  await show(<UsesBar uses={given} works />);
  expect(screen.getByRole("status").textContent).toContain("give you files to save and keep values for you here");
  await userEvent.click(screen.getByRole("button", { name: "Allow" }));
  expect(given.allow).toHaveBeenCalledWith(["downloads", "storage"]);
  await userEvent.click(screen.getByRole("button", { name: "Not now" }));
  expect(given.notNow).toHaveBeenCalledOnce();
});

test("what was allowed is said, and can be taken back", async () => {
  const given = uses({ allowed: ["downloads", "storage"] });
  await show(<UsesBar uses={given} works />);
  expect(screen.queryByRole("button", { name: "Allow" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Take back" }));
  expect(given.allow).toHaveBeenCalledWith([]);
  await userEvent.click(screen.getByRole("button", { name: "Delete what it kept" }));
  expect(given.forget).toHaveBeenCalledOnce();
});

test("what asks for nothing has no bar", async () => {
  await show(<UsesBar uses={uses({ asked: [], allowed: [] })} works />);
  expect(screen.queryByRole("status")).toBeNull();
});

test("it is said who sees what is shared, and only who works here deletes it, asked once more", async () => {
  const asking = await show(<UsesBar uses={uses({ asked: ["files", "shared"] })} works />);
  const words = screen.getByRole("status").textContent;
  expect(words).toContain("read the files of this session's desk and share what is entered in it.");
  expect(words).toContain("Everybody who may see this session sees what is entered");
  asking.unmount();
  const given = uses({ asked: ["shared"], allowed: ["shared"] });
  const looking = await show(<UsesBar uses={given} works={false} />);
  expect(screen.queryByRole("button", { name: "Delete what is shared" })).toBeNull();
  looking.unmount();
  await show(<UsesBar uses={given} works />);
  await userEvent.click(screen.getByRole("button", { name: "Delete what is shared" }));
  expect(given.forgetShared).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Delete what is shared" }));
  expect(given.forgetShared).toHaveBeenCalledOnce();
});

const ASKS = {
  model: "a/b",
  why: "",
  priced: true,
  asks: 0,
  asks_max: 200,
  cost_usd: 0.02,
  cost_usd_max: 0.25,
} as const;

test("what questions to the model may cost is said before, and what they cost after", async () => {
  const unknown = await show(<UsesBar uses={uses({ asked: ["model"] })} works />);
  expect(screen.getByRole("button", { name: "Allow" })).toHaveProperty("disabled", true);
  unknown.unmount();
  const asking = await show(<UsesBar uses={uses({ asked: ["model"], asks: ASKS })} works />);
  expect(screen.getByRole("status").textContent).toContain("out of your budget for artifacts: up to $0.25 in 24 hours");
  asking.unmount();
  const counted = { ...ASKS, priced: false, asks: 3 };
  const free = await show(<UsesBar uses={uses({ asked: ["model"], asks: counted })} works />);
  expect(screen.getByRole("status").textContent).toContain("Up to 200 in 24 hours are asked for you.");
  free.unmount();
  const may = uses({ asked: ["model"], allowed: ["model"], asks: ASKS });
  const allowed = await show(<UsesBar uses={may} works />);
  expect(allowed.container.textContent).toContain("$0.02 of $0.25 used in 24 hours");
  allowed.unmount();
  const viewer = { ...ASKS, why: "viewer" } as const;
  await show(<UsesBar uses={uses({ asked: ["model"], asks: viewer })} works={false} />);
  expect(screen.getByRole("status").textContent).toContain("Who may only look here has no budget");
});
