// Keys by their X names, for what is not typed on a keyboard: buttons, pasted and written text. Pure.

/** code: the key's place on a keyboard, as in KeyboardEvent.code; "" where it has none. */
export interface Key {
  readonly keysym: number;
  readonly code: string;
}

export const CONTROL: Key = { keysym: 0xffe3, code: "ControlLeft" };
export const ALT: Key = { keysym: 0xffe9, code: "AltLeft" };
export const SHIFT: Key = { keysym: 0xffe1, code: "ShiftLeft" };
export const LETTER_V: Key = { keysym: 0x76, code: "KeyV" };

export const KEYS = {
  escape: { keysym: 0xff1b, code: "Escape" },
  tab: { keysym: 0xff09, code: "Tab" },
  enter: { keysym: 0xff0d, code: "Enter" },
  backspace: { keysym: 0xff08, code: "Backspace" },
  left: { keysym: 0xff51, code: "ArrowLeft" },
  up: { keysym: 0xff52, code: "ArrowUp" },
  down: { keysym: 0xff54, code: "ArrowDown" },
  right: { keysym: 0xff53, code: "ArrowRight" },
} as const satisfies Record<string, Key>;

/** The X keysym that writes a letter (one code point): Latin-1 has its own numbers, the rest Unicode's. */
export function keysymOf(letter: string): number {
  const point = letter.codePointAt(0) ?? 0;
  if (letter === "\n") return KEYS.enter.keysym;
  if (letter === "\t") return KEYS.tab.keysym;
  const isLatin = (point >= 0x20 && point <= 0x7e) || (point >= 0xa0 && point <= 0xff);
  return isLatin ? point : 0x01000000 | point;
}

/** What gives the keyboard back from the desk to the page: Ctrl Alt and the full stop, wherever that is. */
export const isLeave = (event: Pick<KeyboardEvent, "ctrlKey" | "altKey" | "code" | "key">): boolean =>
  event.ctrlKey && event.altKey && (event.code === "Period" || event.key === ".");

export const LEAVE_KEYS = "ctrl+alt+.";

/** Bytes that a desk's clipboard takes of one text, as UTF-8. */
export const CLIPBOARD_BYTES_MAX = 256 * 1024;
