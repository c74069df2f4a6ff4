// Where a branch came from, under the head of the artifact, and the way back into it.
import { GitBranch, GitMerge } from "lucide-react";
import type { ArtifactSummary, ArtifactView } from "@/api/http";
import { Button } from "@/parts/Button";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { useBranches } from "./useBranches";
import type { Chosen } from "./useChosen";

interface Props {
  artifact: ArtifactView | undefined;
  found: readonly ArtifactSummary[];
  chosen: Chosen;
}

export function BranchBar({ artifact, found, chosen }: Props) {
  const { artifacts } = useWords();
  const { mayCommand } = useSession();
  const { bring, busy } = useBranches(artifact, chosen);
  if (!artifact?.source_version) return null;
  const { source_version: number } = artifact;
  const source = found.find((each) => each.id === artifact.source);
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1 text-xs text-soft">
      <GitBranch className="size-3.5 shrink-0" />
      <p className="min-w-0 flex-1 basis-40 truncate">
        {source ? (
          <button
            type="button"
            className="max-w-full truncate underline underline-offset-4 hover:text-ink"
            onClick={() =>
              chosen.go({ artifact: source.id, number: number < source.newest.number ? number : 0, mode: "preview" })
            }
          >
            {artifacts.branchOf(source.title, number)}
          </button>
        ) : (
          artifacts.branchOfGone
        )}
      </p>
      {source && mayCommand && (
        <Button size="sm" disabled={busy} onClick={bring}>
          <GitMerge /> {artifacts.bringInto(source.title)}
        </Button>
      )}
    </div>
  );
}
