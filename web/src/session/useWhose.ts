// Whose a call is that is not the model's.
import { useCallback } from "react";
import { useNameOf } from "@/shell/people";
import { useWords } from "@/words";
import { oneLine } from "./acts";
import type { Step } from "./view";

/** Whose it is, as a line begins with it: a person's name, or the artifact whose program asked; "" for the model's. */
export function useWhose(): (step: Step) => string {
  const { conversation } = useWords();
  const nameOf = useNameOf();
  return useCallback(
    ({ origin, by }) => {
      if (!origin) return "";
      if (origin.kind === "person") return nameOf(by) || conversation.somebody;
      return conversation.ofArtifact(oneLine(origin.title).slice(0, 80));
    },
    [conversation, nameOf],
  );
}
