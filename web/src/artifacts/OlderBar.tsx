// The words over a version that is not the newest one.
import { History, RotateCcw } from "lucide-react";
import type { ArtifactView } from "@/api/http";
import { Button } from "@/parts/Button";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import type { Chosen } from "./useChosen";
import { useRestore } from "./useRestore";

interface Props {
  artifact: ArtifactView | undefined;
  number: number;
  newest: number;
  chosen: Chosen;
}

export function OlderBar({ artifact, number, newest, chosen }: Props) {
  const { artifacts } = useWords();
  const { mayCommand } = useSession();
  const { restore, busy } = useRestore(artifact, chosen);
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-ask-line bg-ask-wash px-3 py-1.5 text-sm">
      <History className="size-4 shrink-0 text-ask" />
      <p className="min-w-0 flex-1 basis-40">{artifacts.older(number, newest)}</p>
      <Button size="sm" onClick={() => chosen.go({ number: 0 })}>
        {artifacts.toNewest}
      </Button>
      {mayCommand && (
        <Button size="sm" aria-label={artifacts.restoreOf(number)} disabled={busy} onClick={() => restore(number)}>
          <RotateCcw /> {artifacts.restore}
        </Button>
      )}
    </div>
  );
}
