import { fireEvent, screen } from "@testing-library/react";
import { useRef } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { act, useShortcuts } from "@/actions/registry";
import { folded } from "@/session/fold";
import type { SessionView } from "@/session/view";
import { call, finished, Journal, judged, replied, said, started } from "../../tests/journals";
import { inSession, sessionAt, show } from "../../tests/shown";
import { ActsGroup } from "./ActsGroup";
import { FindBar } from "./FindBar";
import { FoundContext } from "./found";
import { useFinding } from "./useFinding";

const toItem = vi.fn();
const letGo = vi.fn();
beforeEach(() => vi.clearAllMocks());

const journal = new Journal().add(said("Count to a hundred."));
for (let n = 1; n <= 100; n += 1) {
  journal.add(replied(`Number ${n} is next.`, [call(`c${n}`, "computer", { action: "left_click" })]));
  journal.add(judged(`c${n}`, "allow", 'button "Count"'), started(`c${n}`), finished(`c${n}`));
}
journal.add(replied("Number 100 was the last."));
const { events } = journal;

function Talk({ view }: { view: SessionView }) {
  useShortcuts();
  const room = useRef<HTMLElement>(null);
  const finding = useFinding(view, { room, firstSeen: () => 1, toItem, letGo });
  const acts = view.items.find((item) => item.kind === "acts");
  return (
    <section ref={room} tabIndex={-1} aria-label="room">
      {finding.open && <FindBar finding={finding} />}
      <textarea aria-label="field" />
      <FoundContext value={finding.found}>{acts && <ActsGroup item={acts} isLast={false} />}</FoundContext>
    </section>
  );
}

async function found(words: string) {
  const drawn = await show(inSession(sessionAt(events), <Talk view={folded(events)} />));
  const field = screen.getByLabelText("field");
  field.focus();
  fireEvent.keyDown(field, { key: "f", ctrlKey: true });
  const box = await screen.findByRole("textbox", { name: "Find in the conversation" });
  fireEvent.change(box, { target: { value: words } });
  return { ...drawn, box, field };
}

it("opens on Ctrl F also while somebody writes, goes on and back by keys, and gives the focus back on Escape", async () => {
  const { box, field } = await found("number 10");
  expect(document.activeElement).toBe(box);
  const count = () => box.parentElement?.querySelector("output")?.textContent;
  expect(count()).toBe("1 of 3");
  expect(toItem).toHaveBeenLastCalledWith(1);
  for (const [key, shiftKey, told] of [
    ["Enter", false, "2 of 3"],
    ["ArrowDown", false, "3 of 3"],
    ["Enter", false, "1 of 3"],
    ["Enter", true, "3 of 3"],
    ["ArrowUp", false, "2 of 3"],
  ] as const) {
    fireEvent.keyDown(box, { key, shiftKey });
    expect(count()).toBe(told);
  }
  expect(letGo).toHaveBeenCalled();
  fireEvent.change(box, { target: { value: "number 999" } });
  expect(count()).toBe("Nothing found");
  fireEvent.keyDown(box, { key: "Escape" });
  expect(screen.queryByRole("textbox", { name: "Find in the conversation" })).toBeNull();
  expect(document.activeElement).toBe(field);
});

it("unfolds a long stretch of acts around what was found, and leaves it open", async () => {
  const { box } = await found("number 42 is");
  screen.getByText("Number 42 is next.");
  expect(screen.queryByText("Number 90 is next.")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "29 steps after" }));
  screen.getByText("Number 90 is next.");
  fireEvent.keyDown(box, { key: "Escape" });
  screen.getByText("Number 42 is next.");
  fireEvent.click(screen.getByRole("button", { expanded: true, name: /100 steps/ }));
  expect(screen.queryByText("Number 42 is next.")).toBeNull();
});

it("is an action of the palette, too", async () => {
  await show(inSession(sessionAt(events), <Talk view={folded(events)} />));
  expect(act("talk.find")).toBe(true);
  await screen.findByRole("textbox", { name: "Find in the conversation" });
});
