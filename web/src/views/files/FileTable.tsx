// Files and folders, one line each: name, size, when it was changed, and whether the work did that.
import {
  CornerUpRight,
  Download,
  FileCode,
  File as FileIcon,
  FileImage,
  FileSpreadsheet,
  FileText,
  Folder,
  type LucideIcon,
} from "lucide-react";
import { Link } from "react-router";
import * as api from "@/api/calls";
import { join } from "@/parts/join";
import { oneLine } from "@/session/acts";
import { useSession } from "@/session/SessionContext";
import { useFigures, useWords } from "@/words";
import { type Kind, kindOf } from "./kinds";
import { type Entry, folderOf } from "./listing";

interface Props {
  entries: readonly Entry[];
  /** Whether they are of several folders, so that the folder must be said. */
  whole: boolean;
  chosen: string;
  choose: (entry: Entry) => void;
}

const ICONS: Record<Kind, LucideIcon> = {
  markdown: FileText,
  csv: FileSpreadsheet,
  code: FileCode,
  text: FileText,
  picture: FileImage,
  pdf: FileText,
  other: FileIcon,
};

export function FileTable({ entries, whole, chosen, choose }: Props) {
  const { files } = useWords();
  return (
    <div className="@container/list text-sm">
      <div aria-hidden="true" className="hidden h-9 items-center text-xs text-faint @md/list:flex">
        <span className="flex-1 px-4">{files.name}</span>
        <span className={SIZE}>{files.size}</span>
        <span className={TIME}>{files.modified}</span>
        <span className="w-11" />
      </div>
      <ul aria-label={files.label}>
        {entries.map((entry) => (
          <Row key={entry.path} entry={entry} whole={whole} isChosen={entry.path === chosen} choose={choose} />
        ))}
      </ul>
    </div>
  );
}

/** The columns, in the head and in each line alike. */
const SIZE = "w-16 shrink-0 text-right";
const TIME = "hidden w-32 shrink-0 text-right @lg/list:block";

interface RowProps {
  entry: Entry;
  whole: boolean;
  isChosen: boolean;
  choose: (entry: Entry) => void;
}

function Row({ entry, whole, isChosen, choose }: RowProps) {
  const { files } = useWords();
  const figures = useFigures();
  const { id } = useSession();
  const isFolder = entry.kind === "folder";
  const opens = isFolder || entry.kind === "file";
  const Icon = isFolder ? Folder : entry.kind === "link" ? CornerUpRight : ICONS[kindOf(entry.path)];
  const name = oneLine(entry.name);
  return (
    <li
      className={join(
        "flex items-center border-t border-line/60 py-0.5 pr-2 pl-2",
        isChosen ? "bg-hand-wash" : "hover:bg-sunk",
      )}
    >
      <button
        type="button"
        disabled={!opens}
        aria-current={isChosen || undefined}
        onClick={() => choose(entry)}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-2.5 rounded-md px-2 text-left outline-offset-[-2px] disabled:opacity-60"
      >
        <Icon className={join("size-4.5 shrink-0", isFolder ? "text-hand" : "text-faint")} />
        <span className="min-w-0">
          <span className={join("block truncate", isFolder && "font-[550]")}>{name}</span>
          {whole && folderOf(entry.path) && (
            <span className="block truncate text-2xs text-faint">{oneLine(folderOf(entry.path))}</span>
          )}
        </span>
      </button>
      {entry.changed && <Changed entry={entry} />}
      <span className={join("figures text-xs whitespace-nowrap text-soft", SIZE)}>
        {isFolder ? "" : figures.bytes(entry.size)}
      </span>
      <time
        dateTime={new Date(entry.modified * 1_000).toISOString()}
        className={join("figures text-xs whitespace-nowrap text-soft", TIME)}
      >
        {figures.date(entry.modified)}
      </time>
      <span className="grid w-11 shrink-0 justify-end">
        {entry.kind === "file" && (
          <a
            href={api.fileAddress(id, entry.path)}
            download={entry.name}
            aria-label={`${files.download}: ${name}`}
            title={files.download}
            className="grid size-8 place-items-center rounded-md text-faint hover:bg-raise hover:text-ink"
          >
            <Download className="size-4" />
          </a>
        )}
      </span>
    </li>
  );
}

function Changed({ entry }: { entry: Entry }) {
  const { files } = useWords();
  const { id, view } = useSession();
  const step = view.steps[entry.step];
  const badge = "shrink-0 rounded-full border border-hand-line bg-hand-wash px-1.5 text-2xs leading-4.5 text-hand";
  if (!step) {
    return (
      <span title={files.changedMark} className={badge}>
        {files.fresh}
      </span>
    );
  }
  const told = files.writtenBy(step.number);
  return (
    <Link
      to={`/s/${id}/timeline?step=${step.number}`}
      replace
      title={told}
      aria-label={`${files.fresh}: ${told}`}
      className={join(badge, "hover:border-hand")}
    >
      {files.fresh}
    </Link>
  );
}
