import { useEffect, useState } from "react";

export const WHOLE_PAGE = "fixed inset-0 z-40";

/** A part of the page over all of it, and the page over the whole screen where the browser can do that. It is the page
 * that goes there, not the part: menus and dialogs stand beside the part. */
export function useFullScreen() {
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (!on) return;
    const changed = () => document.fullscreenElement || setOn(false);
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || document.fullscreenElement) return;
      if (!document.querySelector("[role=dialog],[role=menu]")) setOn(false);
    };
    document.addEventListener("fullscreenchange", changed);
    document.addEventListener("keydown", pressed);
    return () => {
      document.removeEventListener("fullscreenchange", changed);
      document.removeEventListener("keydown", pressed);
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    };
  }, [on]);
  const toggle = () => {
    setOn(!on);
    // Refused, or not possible here: then it fills the page, and no more.
    if (!on) void document.documentElement.requestFullscreen?.().catch(() => undefined);
  };
  return { on, toggle };
}
