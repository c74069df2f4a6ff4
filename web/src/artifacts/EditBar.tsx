// The words over an artifact that is being written: who is there, what is not saved yet, and what two changed at once.
import { Eye, PenLine, Save, TriangleAlert, WifiOff } from "lucide-react";
import { useState } from "react";
import type { ArtifactView } from "@/api/http";
import { Button } from "@/parts/Button";
import { Confirm } from "@/parts/Confirm";
import { join } from "@/parts/join";
import { useMe } from "@/shell/me";
import { useNameOf } from "@/shell/people";
import { useWords } from "@/words";
import { colourOf } from "./live/colours.ts";
import type { LiveState } from "./live/line.ts";
import type { Editing } from "./useEditing";

interface Props {
  editing: Editing;
  artifact: ArtifactView | undefined;
}

export function EditBar({ editing, artifact }: Props) {
  const { artifacts, together } = useWords();
  const { live, conflicts } = editing;
  const { account } = useMe();
  const [asks, setAsks] = useState(false);
  if (!live) return null;
  const others = live.authors.some((each) => each !== account.id);
  const troubled = live.status === "away" || live.status === "ended";
  return (
    <div
      className={join(
        "flex flex-wrap items-center gap-2 border-b px-3 py-1.5 text-sm",
        troubled || conflicts ? "border-ask-line bg-ask-wash" : "border-hand-line bg-hand-wash",
      )}
    >
      {troubled && <WifiOff className="size-4 shrink-0 text-ask" />}
      {!troubled && conflicts > 0 && <TriangleAlert className="size-4 shrink-0 text-ask" />}
      <p role="status" className="min-w-0 flex-1 basis-48">
        <Status live={live} conflicts={conflicts} />
      </p>
      <People live={live} />
      {live.unsaved && live.writes && (
        <>
          <Button size="sm" tone="quiet" onClick={() => (others ? setAsks(true) : editing.discard())}>
            {artifacts.discard}
          </Button>
          <Button size="sm" tone="go" keys="mod+s" disabled={live.status !== "open"} onClick={editing.save}>
            <Save /> {artifacts.saveAs((artifact?.newest.number ?? live.base) + 1)}
          </Button>
        </>
      )}
      <Confirm
        open={asks}
        onClose={() => setAsks(false)}
        title={together.discardTitle}
        text={together.discardText}
        act={artifacts.discard}
        onAct={editing.discard}
      />
    </div>
  );
}

function Status({ live, conflicts }: { live: LiveState; conflicts: number }) {
  const { artifacts, together } = useWords();
  if (live.status === "ended") return live.why?.code === 4404 ? together.gone : together.ended(live.why?.words ?? "");
  if (live.status === "away") return together.away;
  if (!live.files) return together.coming;
  if (conflicts) return together.conflicts(conflicts);
  if (!live.writes) return together.watching;
  return live.unsaved ? artifacts.unsavedFrom(live.base) : together.sameAs(live.base);
}

/** Who else is there, each in the colour of their cursor. */
function People({ live }: { live: LiveState }) {
  const { artifacts, together } = useWords();
  const nameOf = useNameOf();
  const others = live.people.filter((each) => each.n !== live.me);
  const accounts = [...new Set(others.map((each) => each.account))];
  if (!accounts.length) return null;
  return (
    <ul aria-label={together.alsoHere} className="flex flex-wrap gap-1">
      {accounts.map((each) => (
        <li
          key={each}
          className="rounded-full px-2 text-xs font-[550] text-white"
          style={{ backgroundColor: colourOf(each) }}
        >
          {nameOf(each) || artifacts.somebody}
        </li>
      ))}
    </ul>
  );
}

interface JoinProps {
  editing: Editing;
  writes: boolean;
  onJoin: () => void;
}

/** Others write, or left something unsaved, and one takes no part yet. */
export function JoinBar({ editing: { draft }, writes, onJoin }: JoinProps) {
  const { artifacts, together } = useWords();
  const { account } = useMe();
  const nameOf = useNameOf();
  if (!draft) return null;
  const there = draft.people.filter((each) => each !== account.id);
  if (!there.length && !draft.unsaved) return null;
  const named = (ids: readonly string[]) => ids.map((each) => nameOf(each) || artifacts.somebody).join(", ");
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-hand-line bg-hand-wash px-3 py-1.5 text-sm">
      <p role="status" className="min-w-0 flex-1 basis-48">
        {there.length ? together.theyWrite(named(there)) : together.leftUnsaved(named(draft.authors))}
      </p>
      <Button size="sm" onClick={onJoin}>
        {writes ? <PenLine /> : <Eye />} {writes ? together.join : together.watch}
      </Button>
    </div>
  );
}
