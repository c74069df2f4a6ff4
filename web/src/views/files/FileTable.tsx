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
    <table className="w-full table-fixed text-sm">
      <thead className="sr-only @lg:not-sr-only @lg:table-header-group">
        <tr className="text-left text-xs text-faint">
          <th scope="col" className="px-4 py-2 font-medium">
            {files.name}
          </th>
          <th scope="col" className="w-20 py-2 text-right font-medium">
            {files.size}
          </th>
          <th scope="col" className="hidden w-36 px-4 py-2 text-right font-medium @lg:table-cell">
            {files.modified}
          </th>
          <th scope="col" className="w-12">
            <span className="sr-only">{files.download}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.path} entry={entry} whole={whole} isChosen={entry.path === chosen} choose={choose} />
        ))}
      </tbody>
    </table>
  );
}

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
    <tr className={join("group border-t border-line/60", isChosen ? "bg-hand-wash" : "hover:bg-sunk")}>
      <td className="py-0.5 pr-2 pl-2">
        <div className="flex min-w-0 items-center gap-2">
          <button
            type="button"
            disabled={!opens}
            onClick={() => choose(entry)}
            className="flex min-h-9 min-w-0 items-center gap-2.5 rounded-md px-2 text-left outline-offset-[-2px] disabled:opacity-60"
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
        </div>
      </td>
      <td className="figures py-0.5 text-right text-xs whitespace-nowrap text-soft">
        {isFolder ? "" : figures.bytes(entry.size)}
      </td>
      <td className="figures hidden px-4 py-0.5 text-right text-xs whitespace-nowrap text-soft @lg:table-cell">
        <time dateTime={new Date(entry.modified * 1_000).toISOString()}>{figures.date(entry.modified)}</time>
      </td>
      <td className="pr-2 text-right">
        {entry.kind === "file" && (
          <a
            href={api.fileAddress(id, entry.path)}
            download={entry.name}
            aria-label={`${files.download}: ${name}`}
            title={files.download}
            className="inline-grid size-8 place-items-center rounded-md text-faint hover:bg-raise hover:text-ink"
          >
            <Download className="size-4" />
          </a>
        )}
      </td>
    </tr>
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
  return (
    <Link
      to={`/s/${id}/timeline?step=${step.number}`}
      replace
      title={`${files.writtenBy(step.number)}. ${files.toStep}`}
      aria-label={`${files.writtenBy(step.number)}. ${files.toStep}`}
      className={join(badge, "hover:border-hand")}
    >
      {files.fresh}
    </Link>
  );
}
