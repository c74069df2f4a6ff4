import { useEffect, useMemo, useRef } from "react";
import { useNavigate } from "react-router";
import type { SessionHere } from "@/session/SessionContext";
import { useArtifacts } from "./asking";
import { newestWriting } from "./writing";

/** Whether the session has artifacts, or one that is being written. When the first comes, its view opens by itself, unless
 * the person chose what to look at, or has the desk in hand. */
export function useArtifactTab(here: SessionHere, chose: boolean): boolean {
  const { id, live, view } = here;
  const navigate = useNavigate();
  const { found, known } = useArtifacts(id);
  const writes = useMemo(() => newestWriting(live.arguments) !== null, [live.arguments]);
  const has = found.length > 0 || writes;
  const wasNone = useRef(false);
  const mayOpen = !chose && view.control === null;
  useEffect(() => {
    if (known && !has) wasNone.current = true;
    if (!has || !wasNone.current) return;
    wasNone.current = false;
    if (mayOpen) navigate(`/s/${id}/artifacts`, { replace: true });
  }, [known, has, mayOpen, navigate, id]);
  return has;
}
