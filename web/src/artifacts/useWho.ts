import { useCallback } from "react";
import type { VersionView } from "@/api/http";
import { useNameOf } from "@/shell/people";
import { useWords } from "@/words";

/** Who made a version, by name. */
export function useWho(): (version: VersionView) => string {
  const { artifacts } = useWords();
  const nameOf = useNameOf();
  return useCallback(
    (version) =>
      version.by === "model" ? version.who || artifacts.theModel : nameOf(version.who) || artifacts.somebody,
    [artifacts, nameOf],
  );
}
