// All versions of an artifact, the newest first: who made each, when, and what was asked for. Two can be compared.
import { Bot, GitBranch, GitCompareArrows, RotateCcw, Tag, User } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { ArtifactView, VersionView } from "@/api/http";
import { Button, IconButton } from "@/parts/Button";
import { join } from "@/parts/join";
import { Scroll } from "@/parts/Scroll";
import { textOf } from "@/session/fold";
import { useSession } from "@/session/SessionContext";
import type { SessionView } from "@/session/view";
import { useFigures, useWords } from "@/words";
import { CompareView } from "./CompareView";
import { NameVersion } from "./dialogs";
import type { Look } from "./Shelf";
import { useBranches } from "./useBranches";
import type { Chosen } from "./useChosen";
import { useRestore } from "./useRestore";
import { useWho } from "./useWho";

interface Props {
  artifact: ArtifactView;
  chosen: Chosen;
  look: Look;
}

export function VersionsView({ artifact, chosen, look }: Props) {
  const { artifacts } = useWords();
  const [pair, setPair] = useState<{ from: number; to: number } | null>(null);
  const [naming, setNaming] = useState<VersionView | null>(null);
  if (pair) {
    return <CompareView {...{ artifact, look, chosen }} pair={pair} onPair={setPair} onClose={() => setPair(null)} />;
  }
  return (
    <Scroll label={artifacts.versions} className="h-full">
      <ol className="divide-y divide-line">
        {artifact.versions.toReversed().map((version) => (
          <Row
            key={version.number}
            {...{ artifact, version, chosen }}
            onName={() => setNaming(version)}
            onCompare={() => setPair({ from: version.number - 1, to: version.number })}
          />
        ))}
      </ol>
      <NameVersion artifact={artifact} version={naming} onClose={() => setNaming(null)} />
    </Scroll>
  );
}

interface RowProps {
  artifact: ArtifactView;
  version: VersionView;
  chosen: Chosen;
  onName: () => void;
  onCompare: () => void;
}

function Row({ artifact, version, chosen, onName, onCompare }: RowProps) {
  const { artifacts } = useWords();
  const { view, mayCommand } = useSession();
  const { restore, busy } = useRestore(artifact, chosen);
  const branches = useBranches(artifact, chosen);
  const { number } = version;
  const isNewest = number === artifact.newest.number;
  const Maker = version.by === "model" ? Bot : version.by === "restore" ? RotateCcw : User;
  const prompt = version.call ? promptOf(view, version.call) : "";
  return (
    <li className="flex gap-3 px-4 py-3">
      <span className="mt-0.5 grid size-7 shrink-0 place-items-center rounded-full bg-sunk text-soft">
        <Maker className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <button
            type="button"
            aria-label={`${artifacts.look}: ${artifacts.version(number)}`}
            onClick={() => chosen.go({ number: isNewest ? 0 : number, mode: "preview" })}
            className="figures rounded-sm text-sm font-[550] hover:text-hand"
          >
            {artifacts.version(number)}
          </button>
          {isNewest && (
            <span className="rounded-full bg-hand-wash px-1.5 text-2xs font-[550] text-hand">{artifacts.newest}</span>
          )}
          {version.name && (
            <span className="rounded-full border border-line px-1.5 text-2xs text-soft">{version.name}</span>
          )}
        </p>
        <Facts version={version} />
        {version.note && <p className="mt-1 text-sm text-ink [overflow-wrap:anywhere]">{version.note}</p>}
        {prompt && (
          <p className="mt-1 line-clamp-2 text-xs text-soft [overflow-wrap:anywhere]">
            <span className="text-faint">{artifacts.asked}</span> {prompt}
          </p>
        )}
      </div>
      <div className="flex shrink-0 flex-wrap items-start justify-end gap-1">
        {number > 1 && (
          <Button size="sm" tone="quiet" aria-label={artifacts.compareOf(number)} onClick={onCompare}>
            <GitCompareArrows /> <span className="hidden @md:inline">{artifacts.compare}</span>
          </Button>
        )}
        {mayCommand && !isNewest && (
          <Button
            size="sm"
            tone="quiet"
            aria-label={artifacts.restoreOf(number)}
            disabled={busy}
            onClick={() => restore(number)}
          >
            <RotateCcw /> <span className="hidden @md:inline">{artifacts.restore}</span>
          </Button>
        )}
        {mayCommand && (
          <IconButton
            label={artifacts.branchFrom(number)}
            disabled={branches.busy}
            onClick={() => branches.branch(number)}
            className="size-7!"
          >
            <GitBranch />
          </IconButton>
        )}
        {mayCommand && (
          <IconButton label={artifacts.nameOf(number)} onClick={onName} className={join("size-7!")}>
            <Tag />
          </IconButton>
        )}
      </div>
    </li>
  );
}

function Facts({ version }: { version: VersionView }) {
  const { artifacts } = useWords();
  const figures = useFigures();
  const { id, view } = useSession();
  const whoOf = useWho();
  const step = version.call ? view.steps.findLast((each) => each.call.id === version.call) : undefined;
  const who =
    version.by === "restore"
      ? artifacts.restoredBy(whoOf(version), version.restored)
      : version.by === "model"
        ? artifacts.byModel(version.who)
        : artifacts.byPerson(whoOf(version));
  return (
    <p className="figures text-xs text-faint">
      {who} · <time dateTime={new Date(version.at * 1_000).toISOString()}>{figures.date(version.at)}</time> ·{" "}
      {figures.bytes(version.bytes)}
      {step && (
        <>
          {" · "}
          <Link
            to={`/s/${id}/timeline?step=${step.number}`}
            replace
            className="text-soft underline underline-offset-2 hover:text-ink"
          >
            {artifacts.step(step.number)}
          </Link>
        </>
      )}
    </p>
  );
}

/** What a person said last before the call; "" where nothing is known of it. */
export function promptOf(view: SessionView, call: string): string {
  const step = view.steps.findLast((each) => each.call.id === call);
  if (!step) return "";
  const said = view.items.findLast((item) => item.kind === "said" && item.seq < step.seq);
  return said?.kind === "said" ? textOf(said.parts).trim() : "";
}
