import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast, toastError } from "@/parts/toasts";
import { useWords } from "@/words";

/** Does what the server is asked for: one at a time, errors told, and then what is known is read anew. */
export function useDoing(...stale: string[]) {
  const words = useWords();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const run = async <T>(work: () => Promise<T>, done = ""): Promise<T | undefined> => {
    setBusy(true);
    try {
      const made = await work();
      await Promise.all(stale.map((what) => client.invalidateQueries({ queryKey: [what] })));
      if (done) toast(done);
      return made;
    } catch (error) {
      toastError(error, words);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}
