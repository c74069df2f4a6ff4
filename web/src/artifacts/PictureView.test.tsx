import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { SessionEvent } from "@/api/events";
import { Journal, said } from "../../tests/journals";
import { inSession, sessionAt, show } from "../../tests/shown";
import { PictureView } from "./PictureView";

const LOOK = { dark: false, language: "en", setDark: () => undefined, setLanguage: () => undefined } as const;
const PICTURE = {
  kind: "picture",
  blob: "aa",
  media_type: "image/png",
  width: 640,
  height: 400,
  alt: "design.png",
} as const;

async function open(withPicture: boolean) {
  const words = said("Make this a page.") as Extract<SessionEvent, { type: "said" }>;
  const parts = withPicture ? [...words.parts, { ...PICTURE, frame: null, region: null }] : words.parts;
  const { events } = new Journal().add({ ...words, parts });
  const onClose = vi.fn();
  const view = <PictureView wanted={null} title="Page" found={[]} look={{ ...LOOK }} onClose={onClose} />;
  await show(inSession(sessionAt(events), view));
  return onClose;
}

test("a picture that was attached is held against the page in four ways", async () => {
  const onClose = await open(true);
  const picture = screen.getByRole("img", { name: "Attached: design.png" });
  expect(picture.getAttribute("src")).toContain("/blobs/aa");
  const holder = () => screen.getByRole("img", { name: "Attached: design.png" }).parentElement as HTMLElement;
  expect(holder().style.clipPath).toBe("inset(0 50% 0 0)");
  fireEvent.change(screen.getByRole("slider"), { target: { value: "80" } });
  expect(holder().style.clipPath).toBe("inset(0 20% 0 0)");
  await userEvent.click(screen.getByRole("radio", { name: "Overlay" }));
  expect(holder().style.opacity).toBe("0.8");
  await userEvent.click(screen.getByRole("radio", { name: "Difference" }));
  expect(holder().style.mixBlendMode).toBe("difference");
  await userEvent.click(screen.getByRole("radio", { name: "Beside" }));
  expect(screen.queryByRole("slider")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Back to the preview" }));
  expect(onClose).toHaveBeenCalledOnce();
});

test("without a picture it says how one comes here", async () => {
  await open(false);
  expect(screen.getByText("No picture to compare with")).toBeTruthy();
  expect(screen.queryByRole("slider")).toBeNull();
});
