import { act, render, screen } from "@testing-library/react";
import { Suspense, useState } from "react";
import { expect, it } from "vitest";
import { Page, pageCode } from "./pages";

function Counted() {
  const [count, setCount] = useState(0);
  return (
    <button type="button" onClick={() => setCount(count + 1)}>
      pressed {count}
    </button>
  );
}

const Other = () => <p>the other page</p>;

const shown = (of: ReturnType<typeof pageCode>) => (
  <Suspense fallback="coming">
    <Page of={of} />
  </Suspense>
);

it("draws a page whose code is here at once", async () => {
  const code = pageCode(async () => ({ default: Counted }));
  await code.fetch();
  render(shown(code));
  expect(screen.queryByText("coming")).toBeNull();
  screen.getByText("pressed 0");
});

it("keeps what a page that had to be waited for holds, however often it is drawn", async () => {
  let give = (_: { default: typeof Counted }) => {};
  const code = pageCode(() => new Promise((resolve) => (give = resolve)));
  const { rerender } = render(shown(code));
  screen.getByText("coming");
  await act(async () => give({ default: Counted }));
  const button = await screen.findByText("pressed 0");
  act(() => button.click());
  rerender(shown(code));
  screen.getByText("pressed 1");
});

it("draws another page where the address leads to another", async () => {
  const [first, second] = [pageCode(async () => ({ default: Counted })), pageCode(async () => ({ default: Other }))];
  await Promise.all([first.fetch(), second.fetch()]);
  const { rerender } = render(shown(first));
  screen.getByText("pressed 0");
  rerender(shown(second));
  screen.getByText("the other page");
});
