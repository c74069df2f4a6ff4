// Messages of the browser about questions that wait: only where the person wanted them, only while the page is not in
// front, once a question. Whether they are wanted is kept in this browser; whether they are allowed the browser knows.
import { useSyncExternalStore } from "react";

type Wish = "on" | "off" | "";
const KEPT = "deskhand.alerts";
const listeners = new Set<() => void>();

function wish(): Wish {
  try {
    const kept = localStorage.getItem(KEPT);
    return kept === "on" || kept === "off" ? kept : "";
  } catch {
    return "";
  }
}

function keep(now: Wish): void {
  try {
    localStorage.setItem(KEPT, now);
  } catch {
    // Not kept, then: it is asked about again after a reload.
  }
  for (const listener of listeners) listener();
}

const permission = (): NotificationPermission => ("Notification" in window ? Notification.permission : "denied");

/** "on": told of. "off": not wanted. "denied": wanted, but the browser does not let it. "open": never decided. */
export type AlertState = "on" | "off" | "denied" | "open" | "impossible";

export function alertState(): AlertState {
  if (!("Notification" in window)) return "impossible";
  const wanted = wish();
  if (wanted === "off") return "off";
  if (permission() === "denied") return "denied";
  return wanted === "on" && permission() === "granted" ? "on" : "open";
}

/** Wants messages or not; asks the browser the first time. Must come from a click. */
export async function setAlerts(on: boolean): Promise<AlertState> {
  if (!on) keep("off");
  else {
    if (permission() === "default") await Notification.requestPermission();
    keep("on");
  }
  return alertState();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function useAlerts() {
  const state = useSyncExternalStore(subscribe, alertState);
  return {
    state,
    possible: state !== "impossible",
    on: state === "on",
    denied: state === "denied",
    set: (on: boolean) => void setAlerts(on),
  };
}
