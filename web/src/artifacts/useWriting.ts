// The artifact that is being written now, and for as long as its place is not taken by the version that came of it.
import { useMemo, useRef } from "react";
import type { ArtifactSummary } from "@/api/http";
import type { Live } from "@/session/live";
import type { SessionView } from "@/session/view";
import { madeBy } from "./segments";
import { newestWriting, type Writing } from "./writing";

/** What a call is about that is not over: from its first arguments until what came of it is in the list. */
export function useWriting(live: Live, view: SessionView, found: readonly ArtifactSummary[]): Writing | null {
  const now = useMemo(() => newestWriting(live.arguments), [live.arguments]);
  const last = useRef<Writing | null>(null);
  if (now) last.current = now;
  else if (last.current && !isUnderWay(view, found, last.current.call)) last.current = null;
  return now ?? last.current;
}

function isUnderWay(view: SessionView, found: readonly ArtifactSummary[], call: string): boolean {
  if (view.modelAsked) return true;
  const place = view.steps.findLastIndex((each) => each.call.id === call);
  if (view.open.includes(place)) return true;
  const step = view.steps[place];
  const made = step && madeBy(step);
  // It is there already, but the list does not know it yet.
  return made ? !found.some((each) => each.id === made.artifact && each.newest.number >= made.version) : false;
}
