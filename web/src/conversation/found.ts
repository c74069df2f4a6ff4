// What was found last and must be seen: folded parts of the conversation unfold for it.
import { createContext, useContext } from "react";

export interface Found {
  /** In small letters. */
  readonly query: string;
  /** The `seq` of the item that has it; the place of the act in `view.steps`, or -1. */
  readonly seq: number;
  readonly step: number;
}

export const FoundContext = createContext<Found | null>(null);

export const useFound = (): Found | null => useContext(FoundContext);
