// The palette: whatever can be done right now, and every session, by typing a few letters.
import { Dialog } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { useGivesBack } from "@/parts/givesBack";
import { join } from "@/parts/join";
import { Kbd } from "@/parts/Kbd";
import { StateDot } from "@/parts/StateDot";
import { useSessions } from "@/session/list";
import { useSpeech } from "@/words";
import { type ActionId, CATALOGUE, type Group } from "./catalogue";
import { rank } from "./ranking";
import { act, useAction, useActions } from "./registry";

interface Row {
  id: string;
  group: string;
  label: string;
  icon: ReactNode;
  keys?: string | undefined;
  bad?: boolean | undefined;
  run: () => void;
}

/** What belongs to the session at hand comes first. */
const GROUPS: Group[] = ["talk", "session", "go", "look"];

function useRows(written: string): Row[] {
  const { words } = useSpeech();
  const can = useActions();
  const navigate = useNavigate();
  const { sessions } = useSessions({ q: "" });
  return useMemo(() => {
    const actions = can
      .filter((id) => id !== "look.palette")
      .sort((a, b) => GROUPS.indexOf(CATALOGUE[a].group) - GROUPS.indexOf(CATALOGUE[b].group))
      .map((id: ActionId): Row => {
        const { icon: Icon, group, keys, bad } = CATALOGUE[id];
        const label = words.actions[id];
        return { id, group: words.palette.groups[group], label, icon: <Icon />, keys, bad, run: () => act(id) };
      });
    const found = sessions.slice(0, 80).map(
      (each): Row => ({
        id: `session ${each.id}`,
        group: words.palette.sessions,
        label: each.title || words.shell.untitled,
        icon: <StateDot state={each.state} named={false} />,
        run: () => navigate(`/s/${each.id}`),
      }),
    );
    if (!written.trim()) return [...actions, ...found.slice(0, 6)];
    return rank([...actions, ...found], written, (row) => row.label).slice(0, 40);
  }, [can, sessions, words, written, navigate]);
}

function Found({ close }: { close: () => void }) {
  const { words } = useSpeech();
  const [written, write] = useState("");
  const [chosen, choose] = useState(0);
  const rows = useRows(written);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const now = Math.min(chosen, rows.length - 1);

  const run = (row: Row | undefined) => {
    if (!row) return;
    close();
    // After the dialog gave the focus back, so that the action may take it.
    window.setTimeout(row.run, 0);
  };
  const move = (to: number) => {
    choose(to);
    list.current?.querySelectorAll("[role=option]")[to]?.scrollIntoView({ block: "nearest" });
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") move((now + 1) % rows.length);
    else if (event.key === "ArrowUp") move((now - 1 + rows.length) % rows.length);
    else if (event.key === "Enter") run(rows[now]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        // No autoFocus: the dialog puts the focus here by itself, after it has remembered where to give it back.
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={rows.length ? `${id}-${now}` : undefined}
        aria-label={words.palette.placeholder}
        placeholder={words.palette.placeholder}
        value={written}
        onChange={(event) => {
          write(event.target.value);
          choose(0);
        }}
        onKeyDown={press}
        className="h-13 w-full border-b border-line bg-transparent px-5 text-lg outline-none placeholder:text-faint"
      />
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={words.palette.title}
        className="max-h-[52vh] overflow-y-auto p-2"
      >
        {rows.length === 0 && <p className="px-3 py-6 text-center text-faint">{words.palette.nothing}</p>}
        {rows.map((row, place) => (
          <div key={row.id}>
            {!written && row.group !== rows[place - 1]?.group && (
              <p className="px-3 pt-3 pb-1 text-xs text-faint first:pt-1">{row.group}</p>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken by the field that controls the list */}
            <div
              id={`${id}-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === now}
              onPointerMove={() => place !== now && choose(place)}
              onClick={() => run(row)}
              className={join(
                "flex cursor-pointer items-center gap-3 rounded-md px-3 py-2 [&_svg]:size-4 [&_svg]:shrink-0",
                place === now ? "bg-raise" : "",
                row.bad ? "text-bad" : "[&_svg]:text-faint",
              )}
            >
              <span className="grid size-4 place-items-center">{row.icon}</span>
              <span className="min-w-0 flex-1 truncate">{row.label}</span>
              {row.keys && <Kbd keys={row.keys} />}
            </div>
          </div>
        ))}
      </div>
    </>
  );
}

export function Palette() {
  const { words } = useSpeech();
  const [open, setOpen] = useState(false);
  const givesBack = useGivesBack();
  useAction("look.palette", () => setOpen((now) => !now));
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="appear fixed inset-0 z-40 bg-veil" />
        <Dialog.Content
          {...givesBack}
          aria-describedby={undefined}
          className="rise fixed inset-x-3 top-[12vh] z-50 mx-auto max-w-xl overflow-hidden rounded-xl border border-line bg-panel shadow-3 outline-none"
        >
          <Dialog.Title className="sr-only">{words.palette.title}</Dialog.Title>
          <Found close={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
