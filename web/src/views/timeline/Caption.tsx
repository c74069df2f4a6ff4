// The line under the picture: what the moment is, how much it changed, and which picture of it is shown.
import { Expand, ScanSearch, Shrink } from "lucide-react";
import { IconButton } from "@/parts/Button";
import { Segments } from "@/parts/Segments";
import type { Step } from "@/session/view";
import { useWords } from "@/words";
import type { Changes } from "./changes";
import { changesScreen, compares, type Moment } from "./moments";
import type { Showing } from "./Stage";

interface Props {
  moment: Moment;
  step: Step | null;
  told: string;
  changes: Changes | null | undefined;
  playing: boolean;
  mode: Showing;
  setMode: (mode: Showing) => void;
  /** Whether elements are drawn in; null where there are none. */
  elements: boolean | null;
  setElements: (on: boolean) => void;
  full: { on: boolean; toggle: () => void };
}

export function Caption(props: Props) {
  const { moment, step, told, changes, playing, mode, setMode, elements, setElements, full } = props;
  const { timeline } = useWords();
  return (
    <div className="mb-1.5 flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1.5">
      <p className="order-last w-full min-w-0 truncate text-sm @xl:order-none @xl:w-auto @xl:flex-1">
        {step && <span className="figures mr-1.5 text-faint">{step.number}</span>}
        {told}
      </p>
      {!playing && moment.step >= 0 && <ChangeNote moment={moment} changes={changes} />}
      <Segments<Showing>
        label={timeline.show}
        value={mode}
        onChoose={setMode}
        choices={[
          { value: "before", label: timeline.before },
          { value: "after", label: timeline.after },
          { value: "changes", label: timeline.changes, disabled: !compares(moment) },
        ]}
      />
      <span className="ml-auto flex @xl:ml-0">
        <IconButton
          label={timeline.elementsShown}
          aria-pressed={elements === true}
          disabled={elements === null}
          onClick={() => setElements(!elements)}
          className={elements ? "text-hand!" : ""}
        >
          <ScanSearch />
        </IconButton>
        <IconButton label={full.on ? timeline.shrink : timeline.enlarge} onClick={full.toggle}>
          {full.on ? <Shrink /> : <Expand />}
        </IconButton>
      </span>
    </div>
  );
}

function ChangeNote({ moment, changes }: { moment: Moment; changes: Changes | null | undefined }) {
  const { timeline } = useWords();
  if (changesScreen(moment) && (changes === undefined || !compares(moment))) return null;
  const isSame = !changesScreen(moment) || changes?.share === 0;
  return (
    <span className="hidden text-xs whitespace-nowrap text-faint @3xl:inline">
      {isSame ? timeline.same : changes ? timeline.changedShare(share(changes.share)) : timeline.compareFailed}
    </span>
  );
}

const share = (part: number): string => (part < 0.01 ? "<1%" : `${Math.round(part * 100)}%`);
