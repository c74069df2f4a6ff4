// Ctrl V on the desk: the person's own clipboard goes to the desk's, and is pasted there; files go to the work folder.
import { type RefObject, useEffect, useRef } from "react";
import { isLeave } from "./keys";
import type { ScreenLink } from "./ScreenLink";

/** After so long without the browser's "paste", it does not give one: then the keys alone are sent. */
const NO_PASTE_MS = 160;

interface Wanted {
  link: ScreenLink;
  mine: boolean;
  putFiles: (files: File[]) => void;
  /** The keys shall go to this page again. */
  leave: () => void;
}

const isPaste = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && event.code === "KeyV";

/** Listens to keys in `room` before noVNC does. */
export function usePasting(room: RefObject<HTMLElement | null>, wanted: Wanted): void {
  const now = useRef(wanted);
  now.current = wanted;
  const { mine } = wanted;
  useEffect(() => {
    const element = room.current;
    if (!element || !mine) return;
    let timer = 0;
    let held = true;
    const down = (event: KeyboardEvent) => {
      if (isLeave(event)) {
        event.preventDefault();
        event.stopPropagation();
        now.current.leave();
        return;
      }
      if (!isPaste(event)) return;
      // Not for noVNC, which would keep the browser from pasting.
      event.stopPropagation();
      held = event.ctrlKey;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => now.current.link.pasteKeys(held), NO_PASTE_MS);
    };
    const pasted = (event: ClipboardEvent) => {
      if (!element.contains(document.activeElement)) return;
      window.clearTimeout(timer);
      event.preventDefault();
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!held) now.current.link.letGo();
      if (text) now.current.link.paste(text, held);
      else if (files.length) now.current.putFiles(files);
    };
    const left = () => now.current.link.letGo();
    element.addEventListener("keydown", down, true);
    element.addEventListener("focusout", left);
    document.addEventListener("paste", pasted);
    return () => {
      window.clearTimeout(timer);
      element.removeEventListener("keydown", down, true);
      element.removeEventListener("focusout", left);
      document.removeEventListener("paste", pasted);
    };
  }, [room, mine]);
}
