import { useCallback } from "react";
import type { VersionView } from "@/api/http";
import { useNameOf } from "@/shell/people";
import { useWords } from "@/words";

/** Who made a version, by name. */
export function useWho(): (version: VersionView) => string {
  const { artifacts } = useWords();
  const nameOf = useNameOf();
  return useCallback(
    (version) => {
      if (version.by === "model") return version.who || artifacts.theModel;
      const accounts = version.authors.length ? version.authors : [version.who];
      return accounts.map((each) => nameOf(each) || artifacts.somebody).join(", ");
    },
    [artifacts, nameOf],
  );
}
