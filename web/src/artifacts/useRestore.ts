import * as api from "@/api/artifacts";
import type { ArtifactView } from "@/api/http";
import { toast } from "@/parts/toasts";
import { useDoing } from "@/parts/useDoing";
import { useWords } from "@/words";
import { useTaken } from "./asking";
import type { Chosen } from "./useChosen";

/** Puts an earlier version on top as the newest one. */
export function useRestore(artifact: ArtifactView | undefined, chosen: Chosen) {
  const { artifacts } = useWords();
  const { busy, run } = useDoing();
  const taken = useTaken(artifact?.session ?? "");
  const restore = async (number: number) => {
    if (!artifact) return;
    const made = await run(() => api.restoreVersion(artifact.session, artifact.id, number));
    if (!made) return;
    taken(made);
    chosen.go({ number: 0 });
    toast(artifacts.restored(number, made.newest.number));
  };
  return { restore: (number: number) => void restore(number), busy };
}
