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
