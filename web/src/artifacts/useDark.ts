import { useSyncExternalStore } from "react";

function subscribe(listener: () => void) {
  const watching = new MutationObserver(listener);
  watching.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => watching.disconnect();
}

/** Whether the page is dark now, whoever decided that. */
export const useDark = (): boolean =>
  useSyncExternalStore(subscribe, () => document.documentElement.dataset.theme === "dark");
