// Light, dark, or as the machine is: what the person chose, on the page and in this browser.
import { useEffect, useSyncExternalStore } from "react";
import type { Theme } from "@/api/types";

const KEPT = "deskhand.theme";
const listeners = new Set<() => void>();

export function chosenTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEPT);
    return kept === "light" || kept === "dark" ? kept : "";
  } catch {
    return "";
  }
}

const systemIsDark = () => matchMedia("(prefers-color-scheme: dark)").matches;
const isDark = (theme: Theme) => theme === "dark" || (theme === "" && systemIsDark());

function show(theme: Theme): void {
  document.documentElement.dataset.theme = isDark(theme) ? "dark" : "light";
  const ground = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
  document.querySelector("meta[name=theme-color]")?.setAttribute("content", ground);
}

export function chooseTheme(theme: Theme): void {
  try {
    if (theme === "") localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, theme);
  } catch {
    // The choice then lasts as long as the page.
  }
  show(theme);
  for (const listener of listeners) listener();
}

export const isDarkNow = (): boolean => document.documentElement.dataset.theme === "dark";

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useTheme = (): Theme => useSyncExternalStore(subscribe, chosenTheme);

/** Follows the machine, and other pages of this browser. Once, for the whole page. */
export function useThemeSync(): void {
  useEffect(() => {
    const again = () => {
      show(chosenTheme());
      for (const listener of listeners) listener();
    };
    again();
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", again);
    window.addEventListener("storage", again);
    return () => {
      system.removeEventListener("change", again);
      window.removeEventListener("storage", again);
    };
  }, []);
}
