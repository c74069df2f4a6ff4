import { useSyncExternalStore } from "react";
import type { Line, LiveState } from "./line.ts";

/** What is known of the text that is written together, as it changes. */
export const useLine = (line: Line): LiveState => useSyncExternalStore(line.subscribe, line.look);

const NONE = () => null;
const NEVER = () => NONE;

export const useMaybeLine = (line: Line | null): LiveState | null =>
  useSyncExternalStore<LiveState | null>(line?.subscribe ?? NEVER, line?.look ?? NONE);
