// Keys as buttons and a line to type on the desk, for who has no keyboard at hand.
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, CornerDownLeft, Delete } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/parts/Button";
import { join } from "@/parts/join";
import { useWords } from "@/words";
import { ALT, CONTROL, KEYS, type Key, keysymOf, SHIFT } from "./keys";
import type { ScreenLink } from "./ScreenLink";

const HELD = { ctrl: CONTROL, alt: ALT, shift: SHIFT } as const;
type HeldName = keyof typeof HELD;

const FACES: Partial<Record<keyof typeof KEYS, ReactNode>> = {
  enter: <CornerDownLeft />,
  backspace: <Delete />,
  left: <ArrowLeft />,
  up: <ArrowUp />,
  down: <ArrowDown />,
  right: <ArrowRight />,
};

export function KeysBar({ link }: { link: ScreenLink }) {
  const { desk } = useWords();
  const [held, setHeld] = useState<readonly HeldName[]>([]);
  const [written, write] = useState("");
  const press = (key: Key) => {
    link.press(...held.map((name) => HELD[name]), key);
    setHeld([]);
  };
  const type = () => {
    // With Ctrl or Alt held, one letter is a shortcut; otherwise it is a text.
    if (held.length && [...written].length === 1) press({ keysym: keysymOf(written), code: "" });
    else link.type(written);
    write("");
  };
  return (
    <div className="shrink-0 space-y-1.5 border-t border-line bg-panel px-2 py-2">
      <form
        className="flex gap-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (written) type();
          else press(KEYS.enter);
        }}
      >
        <input
          value={written}
          onChange={(event) => write(event.target.value)}
          aria-label={desk.typeHere}
          placeholder={desk.typeHere}
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="send"
          className="h-9 min-w-0 flex-1 rounded-md border border-line-strong bg-panel px-3 text-base placeholder:text-faint"
        />
        <Button type="submit" tone="go" className="h-9">
          {desk.typeSend}
        </Button>
      </form>
      <div className="flex flex-wrap gap-1">
        {(Object.keys(HELD) as HeldName[]).map((name) => (
          <Button
            key={name}
            aria-pressed={held.includes(name)}
            onClick={() => setHeld(held.includes(name) ? held.filter((each) => each !== name) : [...held, name])}
            className={join("h-9 flex-1 px-2", held.includes(name) && "border-hand! bg-hand-wash! text-hand!")}
          >
            {desk.keyNames[name]}
          </Button>
        ))}
        {(Object.keys(KEYS) as (keyof typeof KEYS)[]).map((name) => (
          <Button
            key={name}
            aria-label={desk.keyNames[name]}
            onClick={() => press(KEYS[name])}
            className="h-9 min-w-9 flex-1 px-2"
          >
            {FACES[name] ?? desk.keyNames[name]}
          </Button>
        ))}
      </div>
    </div>
  );
}
