// What stands in the bar over the film: which moments it has, the way to those that stand out, and saving it.
import { ArrowDownToLine, FileDown, Film, ListFilter, Milestone } from "lucide-react";
import { useMemo } from "react";
import * as api from "@/api/calls";
import { Button } from "@/parts/Button";
import { Menu, MenuItem } from "@/parts/Menu";
import { PaneBar } from "@/session/PaneBar";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { type Mark, type Moment, nextMarked } from "./moments";

interface Props {
  moments: readonly Moment[];
  place: number;
  go: (place: number) => void;
  looks: boolean;
  setLooks: (on: boolean) => void;
  /** How many moments are mere looks. */
  quiet: number;
}

const JUMPS = ["said", "question", "control", "failure"] as const satisfies readonly Mark[];

/** Names stand beside pictures where the bar has room for both. */
const WIDE = "hidden @[48rem]/bar:inline @max-[26rem]/bar:inline";

export function FilmBar({ moments, place, go, looks, setLooks, quiet }: Props) {
  const { timeline } = useWords();
  const { id } = useSession();
  const counts = useMemo(() => {
    const made = new Map<Mark, number>();
    for (const { mark } of moments) made.set(mark, (made.get(mark) ?? 0) + 1);
    return made;
  }, [moments]);
  return (
    <PaneBar>
      {quiet > 0 && (
        <Button
          size="sm"
          tone="quiet"
          aria-pressed={looks}
          title={timeline.looksNote}
          aria-label={timeline.withLooks(quiet)}
          onClick={() => setLooks(!looks)}
          className={looks ? "bg-raise text-ink" : ""}
        >
          <ListFilter />
          <span className={WIDE}>{timeline.withLooks(quiet)}</span>
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <Button size="sm" tone="quiet" aria-label={timeline.jump} title={timeline.jump}>
            <Milestone />
            <span className={WIDE}>{timeline.jump}</span>
          </Button>
        }
      >
        {JUMPS.map((mark) => (
          <MenuItem key={mark} disabled={!counts.get(mark)} onSelect={() => go(nextMarked(moments, mark, place))}>
            {timeline.jumps[mark]} <span className="figures text-faint">{counts.get(mark) ?? 0}</span>
          </MenuItem>
        ))}
      </Menu>
      <Menu
        align="end"
        trigger={
          <Button size="sm" tone="quiet" aria-label={timeline.export} title={timeline.export}>
            <ArrowDownToLine />
            <span className={WIDE}>{timeline.export}</span>
          </Button>
        }
      >
        <MenuItem icon={<FileDown />} onSelect={() => save(api.reportAddress(id))}>
          {timeline.exportReport}
        </MenuItem>
        <MenuItem icon={<Film />} onSelect={() => save(api.videoAddress(id))}>
          {timeline.exportFilm}
        </MenuItem>
      </Menu>
    </PaneBar>
  );
}

/** The server names the file. */
function save(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
