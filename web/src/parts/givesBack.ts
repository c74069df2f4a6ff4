// A dialog gives the focus back to what had it. Radix does so for one that a trigger of its own opens; ours are opened by
// keys, by items of menus and by the palette.
import { useMemo, useRef } from "react";

/** What had the focus: of an item of a menu, which goes away, the button of the menu. */
function focusedNow(): HTMLElement | null {
  const now = document.activeElement as HTMLElement | null;
  const trigger = now?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  return trigger ? document.getElementById(trigger) : now;
}

/** For a dialog's content. Nothing in it may have `autoFocus`: that comes before it is asked what had the focus. */
export function useGivesBack() {
  const opener = useRef<HTMLElement | null>(null);
  return useMemo(
    () => ({
      onOpenAutoFocus: () => {
        opener.current = focusedNow();
      },
      onCloseAutoFocus: (event: Event) => {
        if (!opener.current?.isConnected) return;
        event.preventDefault();
        opener.current.focus();
      },
    }),
    [],
  );
}
