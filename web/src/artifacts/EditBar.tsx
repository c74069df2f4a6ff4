// The words over an artifact that is being edited: what is not saved yet, and what others made meanwhile.
import { GitCompareArrows, Save } from "lucide-react";
import type { ArtifactView } from "@/api/http";
import { Button } from "@/parts/Button";
import { useWords } from "@/words";
import type { Editing } from "./useEditing";
import { useWho } from "./useWho";

interface Props {
  editing: Editing;
  newest: number;
  artifact: ArtifactView | undefined;
}

export function EditBar({ editing, newest, artifact }: Props) {
  const { artifacts } = useWords();
  const whoOf = useWho();
  const { unsaved, newer, conflict } = editing;
  if (!unsaved || conflict) return null;
  const maker = artifact?.versions.find((each) => each.number === newer);
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-hand-line bg-hand-wash px-3 py-1.5 text-sm">
      <p role="status" className="min-w-0 flex-1 basis-48">
        {newer && maker ? artifacts.meanwhile(newer, whoOf(maker)) : artifacts.unsavedFrom(unsaved.base)}
      </p>
      {newer > 0 && (
        <Button size="sm" disabled={editing.busy} onClick={editing.compare}>
          <GitCompareArrows /> {artifacts.compareMine}
        </Button>
      )}
      <Button size="sm" tone="quiet" onClick={editing.discard}>
        {artifacts.discard}
      </Button>
      <Button size="sm" tone="go" keys="mod+s" disabled={editing.busy} onClick={editing.save}>
        <Save /> {artifacts.saveAs(newest + 1)}
      </Button>
    </div>
  );
}
