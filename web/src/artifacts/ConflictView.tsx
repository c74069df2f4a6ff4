// Two changed the same: what differs, and the three ways to go on.
import { Check, GitMerge, Undo2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { ArtifactView } from "@/api/http";
import { Button } from "@/parts/Button";
import { Segments } from "@/parts/Segments";
import { useLayout } from "@/shell/layout";
import { useWords } from "@/words";
import type { Conflict, Editing } from "./useEditing";
import { useWho } from "./useWho";

const TextDiff = lazy(() => import("./TextDiff"));

interface Props {
  conflict: Conflict;
  editing: Editing;
  artifact: ArtifactView | undefined;
}

export function ConflictView({ conflict: { theirs, clashes }, editing, artifact }: Props) {
  const { artifacts } = useWords();
  const { room } = useLayout();
  const whoOf = useWho();
  const [byHand, setByHand] = useState(false);
  const [merged, setMerged] = useState<Record<string, string>>({});
  const [wished, setWished] = useState("");
  const clash = clashes.find((each) => each.path === wished) ?? clashes[0];
  const maker = artifact?.versions.find((each) => each.number === theirs.number);
  if (!clash) return null;
  const { path } = clash;
  return (
    <section aria-label={artifacts.conflictTitle} className="flex min-h-0 flex-1 flex-col">
      <div className="shrink-0 space-y-2 border-b border-ask-line bg-ask-wash px-3 py-2.5">
        <div>
          <h3 className="text-sm font-[620]">{artifacts.conflictTitle}</h3>
          <p className="text-sm text-soft">
            {byHand
              ? artifacts.mergeHint
              : artifacts.conflictText(theirs.number, maker ? whoOf(maker) : artifacts.somebody)}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {byHand ? (
            <>
              <Button size="sm" tone="go" disabled={editing.busy} onClick={() => editing.settle(merged)}>
                <Check /> {artifacts.saveMerged}
              </Button>
              <Button size="sm" onClick={() => setByHand(false)}>
                <Undo2 /> {artifacts.backToChoice}
              </Button>
            </>
          ) : (
            <>
              <Button
                size="sm"
                title={artifacts.keepMineHint}
                disabled={editing.busy}
                onClick={() => editing.settle({})}
              >
                {artifacts.keepMine}
              </Button>
              <Button size="sm" title={artifacts.takeTheirsHint} onClick={editing.takeTheirs}>
                {artifacts.takeTheirs}
              </Button>
              <Button size="sm" tone="go" onClick={() => setByHand(true)}>
                <GitMerge /> {artifacts.mergeByHand}
              </Button>
              <Button size="sm" tone="quiet" onClick={editing.back}>
                {artifacts.backToWriting}
              </Button>
            </>
          )}
        </div>
        {clashes.length > 1 && (
          <Segments
            label={artifacts.files}
            value={path}
            onChoose={setWished}
            choices={clashes.map((each) => ({ value: each.path, label: each.path }))}
          />
        )}
      </div>
      <div className="grid shrink-0 grid-cols-2 border-b border-line px-3 py-1 text-xs text-soft">
        <span>{artifacts.theirs(theirs.number)}</span>
        <span>{artifacts.mine}</span>
      </div>
      <div className="min-h-0 flex-1">
        <Suspense>
          <TextDiff
            key={`${path} ${byHand}`}
            path={path}
            before={clash.theirs}
            after={merged[path] ?? clash.mine}
            labels={[artifacts.theirs(theirs.number), artifacts.mine]}
            narrow={room === "phone"}
            onWrite={byHand ? (text) => setMerged((before) => ({ ...before, [path]: text })) : undefined}
          />
        </Suspense>
      </div>
    </section>
  );
}
