import { useCallback } from "react";
import { toast } from "@/parts/toasts";
import { useWords } from "@/words";

/** Puts a text on the clipboard, and says so. */
export function useCopy(): (text: string) => void {
  const { common, errors } = useWords();
  return useCallback(
    (text) => {
      const done = navigator.clipboard?.writeText(text) ?? Promise.reject();
      done.then(
        () => toast(common.copied),
        () => toast(errors.failed, { bad: true }),
      );
    },
    [common, errors],
  );
}
