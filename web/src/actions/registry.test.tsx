import { fireEvent, screen } from "@testing-library/react";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { describe, expect, it, vi } from "vitest";
import { show } from "../../tests/shown";
import { ACTION_IDS, CATALOGUE } from "./catalogue";
import { rank } from "./ranking";
import { act, keysOf, singleKeys, useAction, useActions, useShortcuts } from "./registry";

function Page({ run, possible = true }: { run: () => void; possible?: boolean }) {
  useShortcuts();
  useAction("question.allow", run, possible);
  useAction("session.stop", run, possible);
  return (
    <>
      <input aria-label="field" />
      <div data-own-keys>
        <button type="button">the desk</button>
      </div>
      <output>{useActions().join(" ")}</output>
    </>
  );
}

/** Something turns up later, and with it what can be done about it. */
function Unsaved({ run }: { run: () => void }) {
  const [there, setThere] = useState(false);
  useShortcuts();
  useAction("artifact.save", run, there);
  useEffect(() => {
    const timer = setTimeout(() => setThere(true), 20);
    return () => clearTimeout(timer);
  }, []);
  return <p>{there && "not saved yet"}</p>;
}

const press = (key: string, more: KeyboardEventInit = {}, on: Element = document.body) =>
  fireEvent.keyDown(on, { key, bubbles: true, ...more });

describe("an action", () => {
  it("can be done while the part that does it is there", async () => {
    const run = vi.fn();
    const { unmount } = await show(<Page run={run} />);
    expect(act("question.allow")).toBe(true);
    expect(screen.getByRole("status").textContent).toContain("question.allow");
    unmount();
    expect(act("question.allow")).toBe(false);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("is done by its keys", async () => {
    const run = vi.fn();
    await show(<Page run={run} />);
    press("y");
    press(".", { ctrlKey: true });
    expect(run).toHaveBeenCalledTimes(2);
  });

  it("is there as soon as what it is about can be seen", async () => {
    const run = vi.fn();
    const seen = new Promise<void>((resolve) => {
      new MutationObserver((_, observer) => {
        if (!document.body.textContent?.includes("not saved yet")) return;
        observer.disconnect();
        press("s", { ctrlKey: true });
        resolve();
      }).observe(document.body, { childList: true, subtree: true });
    });
    // Drawn as in a browser: `act` would wait for all that comes after the paint.
    const surroundings = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean };
    surroundings.IS_REACT_ACT_ENVIRONMENT = false;
    const root = createRoot(document.body.appendChild(document.createElement("div")));
    try {
      root.render(<Unsaved run={run} />);
      await seen;
    } finally {
      root.unmount();
      surroundings.IS_REACT_ACT_ENVIRONMENT = true;
    }
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("takes no single key from who writes, but the brake works there, too", async () => {
    const run = vi.fn();
    await show(<Page run={run} />);
    press("y", {}, screen.getByLabelText("field"));
    expect(run).not.toHaveBeenCalled();
    press(".", { metaKey: true }, screen.getByLabelText("field"));
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("takes nothing from the desk in a person's hands", async () => {
    const run = vi.fn();
    await show(<Page run={run} />);
    press(".", { ctrlKey: true }, screen.getByText("the desk"));
    expect(run).not.toHaveBeenCalled();
  });

  it("has no single key for who does not want them", async () => {
    const run = vi.fn();
    singleKeys.set(false);
    await show(<Page run={run} />);
    press("y");
    expect(run).not.toHaveBeenCalled();
  });
});

describe("the catalogue", () => {
  it("gives the same keys only to actions that can't be done at the same time", () => {
    const together = new Map<string, string[]>();
    for (const id of ACTION_IDS) {
      const { keys } = CATALOGUE[id];
      if (keys) together.set(keys, [...(together.get(keys) ?? []), id]);
    }
    const shared = [...together.values()].filter((ids) => ids.length > 1);
    expect(shared).toEqual([
      ["session.pause", "session.continue"],
      ["session.takeOver", "session.handBack"],
      ["desk.fullScreen", "artifact.fullScreen"],
    ]);
  });

  it("names keys as they are pressed", () => {
    expect(keysOf(new KeyboardEvent("keydown", { key: "K", ctrlKey: true }))).toBe("mod+k");
    expect(keysOf(new KeyboardEvent("keydown", { key: "Y", shiftKey: true }))).toBe("shift+y");
    expect(keysOf(new KeyboardEvent("keydown", { key: "?", shiftKey: true }))).toBe("?");
  });
});

describe("finding by letters", () => {
  it("puts beginnings of words first", () => {
    expect(rank(["Restart", "Stop the work", "Past op"], "st", (text) => text)[0]).toBe("Stop the work");
  });

  it("leaves out what does not fit", () => {
    expect(rank(["Pause"], "xyz", (text) => text)).toEqual([]);
  });
});
