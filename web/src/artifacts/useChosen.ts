// Which artifact is looked at, in which version and how: it stands in the address, so that a reload keeps it.
import { useCallback } from "react";
import { useSearchParams } from "react-router";
import type { ArtifactSummary } from "@/api/http";
import { shortId } from "./problems";
import type { Writing } from "./writing";

/** picture: held against a picture. */
export type Mode = "preview" | "code" | "versions" | "picture";
const MODES: readonly string[] = ["preview", "code", "versions", "picture"];

export interface Chosen {
  /** The id of an artifact; "" for none, or for the one that is being written. */
  artifact: string;
  /** Of its version; 0 for the newest. */
  number: number;
  mode: Mode;
  /** It is shown as it is being written. */
  writes: boolean;
  go: (changes: { artifact?: string; number?: number; mode?: Mode }) => void;
}

const changedAt = (each: ArtifactSummary) => each.newest.at;

/** Without a choice, what is being written, or else what changed last. */
function followed(found: readonly ArtifactSummary[], writing: Writing | null): string {
  if (writing) return found.find((each) => each.id === writing.id || shortId(each.id) === writing.id)?.id ?? "";
  return (
    found.reduce<ArtifactSummary | null>(
      (last, each) => (last && changedAt(last) > changedAt(each) ? last : each),
      null,
    )?.id ?? ""
  );
}

export function useChosen(found: readonly ArtifactSummary[], writing: Writing | null): Chosen {
  const [params, setParams] = useSearchParams();
  const wished = params.get("artifact") ?? "";
  const kept = found.some((each) => each.id === wished) ? wished : "";
  const artifact = kept || followed(found, writing);
  const mode = params.get("view") ?? "";
  const go = useCallback<Chosen["go"]>(
    (changes) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          const put = (name: string, value: string) => (value ? after.set(name, value) : after.delete(name));
          if (changes.artifact !== undefined) put("artifact", changes.artifact);
          if (changes.artifact !== undefined || changes.number !== undefined)
            put("version", String(changes.number || ""));
          if (changes.mode !== undefined) put("view", changes.mode === "preview" ? "" : changes.mode);
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
  const number = Math.max(0, Math.floor(Number(params.get("version")) || 0));
  const writes = writing !== null && number === 0 && artifact === (kept ? followed(found, writing) : artifact);
  return { artifact, number, mode: MODES.includes(mode) ? (mode as Mode) : "preview", writes, go };
}
