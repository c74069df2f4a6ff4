import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { useWords } from "@/words";
import { ANN, show } from "../../tests/shown";
import { useTastesOfAccount } from "./ownTastes";

function Greeting() {
  useTastesOfAccount();
  return <p>{useWords().shell.settings}</p>;
}

const keeping = (kept: object) => show(<Greeting />, { me: { ...ANN, account: { ...ANN.account, ...kept } } });

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
});

test("what the account keeps holds in a browser where nothing was chosen", async () => {
  await keeping({ language: "zh", theme: "dark" });
  await waitFor(() => expect(screen.getByText("设置")).toBeTruthy());
  expect(document.documentElement.dataset.theme).toBe("dark");
});

test("what was never chosen stays as the browser has it, and is not kept there", async () => {
  await keeping({ language: "", theme: "" });
  expect(screen.getByText("Settings")).toBeTruthy();
  expect(localStorage.getItem("deskhand.language")).toBeNull();
});
