// A shortcut as keycaps: "mod+k" is ⌘K on a Mac and Ctrl K elsewhere.
import { join } from "./join";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const NAMES: Record<string, string> = {
  mod: isMac ? "⌘" : "Ctrl",
  ctrl: isMac ? "⌃" : "Ctrl",
  shift: isMac ? "⇧" : "Shift",
  alt: isMac ? "⌥" : "Alt",
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
};

export const keyNames = (keys: string): string[] => keys.split("+").map((key) => NAMES[key] ?? key.toUpperCase());

export function Kbd({ keys, inherit = false, className }: { keys: string; inherit?: boolean; className?: string }) {
  return (
    <kbd aria-hidden className={join("hidden items-center gap-0.5 font-ui md:inline-flex", className)}>
      {keyNames(keys).map((name) => (
        <span
          key={name}
          className={join(
            "min-w-[1.15rem] rounded-[4px] border px-1 text-center text-[0.6875rem] leading-4 font-medium",
            inherit ? "border-current/35" : "border-line text-faint",
          )}
        >
          {name}
        </span>
      ))}
    </kbd>
  );
}
