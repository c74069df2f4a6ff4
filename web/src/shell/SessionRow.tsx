// One session in the list: what it is doing, its title, when; and what can be done with it.
import { Archive, ArchiveRestore, Copy, Ellipsis, PenLine, Trash2 } from "lucide-react";
import { useState } from "react";
import { NavLink } from "react-router";
import type { SnippetView, Summary } from "@/api/types";
import { join } from "@/parts/join";
import { Menu, MenuItem, MenuLine } from "@/parts/Menu";
import { StateDot } from "@/parts/StateDot";
import { DeleteDialog, RenameField, useSessionDeeds } from "@/session/deeds";
import { useJudged } from "@/session/judged";
import { useFigures, useWords } from "@/words";
import { useMayCommand } from "./me";

interface Props {
  summary: Summary;
  /** Where in it something was found that was looked for. */
  snippet: SnippetView | undefined;
  onChosen: (() => void) | undefined;
}

export function SessionRow({ summary, snippet, onChosen }: Props) {
  const { shell, session, common } = useWords();
  const figures = useFigures();
  const mayCommand = useMayCommand();
  const deeds = useSessionDeeds(summary);
  const [renaming, setRenaming] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const title = summary.title || shell.untitled;
  const judged = useJudged();
  const asks = summary.state === "waiting" && summary.question && judged.inShort(summary.question);

  if (renaming) {
    return (
      <li className="px-1 py-0.5">
        <RenameField summary={summary} onDone={() => setRenaming(false)} />
      </li>
    );
  }
  return (
    <li className="group relative">
      <NavLink
        to={`/s/${summary.id}`}
        onClick={onChosen}
        className={({ isActive }) =>
          join(
            "flex items-center gap-2.5 rounded-md py-1.5 pr-2 pl-2 text-sm transition-colors",
            isActive ? "bg-raise font-[550] text-ink" : "text-soft hover:bg-sunk hover:text-ink",
          )
        }
      >
        <StateDot state={summary.state} />
        <span className="min-w-0 flex-1">
          <span className="block truncate">{title}</span>
          {snippet ? (
            <Found snippet={snippet} />
          ) : (
            asks && <span className="block truncate text-xs font-normal text-ask">{asks}</span>
          )}
        </span>
        <time
          dateTime={new Date(summary.updated_at * 1_000).toISOString()}
          className="shrink-0 text-xs font-normal text-faint group-focus-within:invisible group-hover:invisible"
        >
          {figures.ago(summary.updated_at)}
        </time>
      </NavLink>
      <div className="absolute top-1 right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-[[data-state=open]]:opacity-100">
        <Menu
          align="end"
          trigger={
            <button
              type="button"
              aria-label={shell.menuOf(title)}
              className="grid size-6 place-items-center rounded-sm text-soft hover:bg-line hover:text-ink"
            >
              <Ellipsis className="size-4" />
            </button>
          }
        >
          {mayCommand && (
            <MenuItem icon={<PenLine />} onSelect={() => window.setTimeout(() => setRenaming(true), 0)}>
              {session.rename}
            </MenuItem>
          )}
          <MenuItem icon={<Copy />} onSelect={deeds.duplicate} disabled={!mayCommand}>
            {session.duplicate}
          </MenuItem>
          <MenuItem
            icon={summary.archived ? <ArchiveRestore /> : <Archive />}
            onSelect={deeds.archive}
            disabled={!mayCommand}
          >
            {summary.archived ? shell.unarchive : shell.archive}
          </MenuItem>
          <MenuLine />
          <MenuItem icon={<Trash2 />} bad onSelect={() => setDeleting(true)} disabled={!mayCommand}>
            {`${common.remove}…`}
          </MenuItem>
        </Menu>
      </div>
      <DeleteDialog summary={summary} open={deleting} onClose={() => setDeleting(false)} />
    </li>
  );
}

function Found({ snippet: { text, start, length } }: { snippet: SnippetView }) {
  const from = Math.max(0, start - 24);
  return (
    <span className="line-clamp-2 text-xs font-normal text-faint [overflow-wrap:anywhere]">
      {from > 0 && "…"}
      {text.slice(from, start)}
      <mark className="rounded-[2px] bg-hand-wash text-hand">{text.slice(start, start + length)}</mark>
      {text.slice(start + length)}
    </span>
  );
}
