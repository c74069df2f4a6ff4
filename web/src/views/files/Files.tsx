// The desk's work folder: what is in it, what the work changed, and a way in and out for files.
import "./files.css";
import { useQueryClient } from "@tanstack/react-query";
import { CornerLeftUp, FilePlus2, FolderOpen, RefreshCw } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useAction } from "@/actions/registry";
import { Button, IconButton } from "@/parts/Button";
import { Empty } from "@/parts/Empty";
import { join } from "@/parts/join";
import { Segments } from "@/parts/Segments";
import { Spinner } from "@/parts/Spinner";
import { toast, wordsOfError } from "@/parts/toasts";
import { PaneBar } from "@/session/PaneBar";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { type Dropped, useDropping } from "./dropping";
import { FileTable } from "./FileTable";
import { crumbsOf, type Entry, entriesOf, folderOf, workBegan, writersOf } from "./listing";
import { Preview } from "./Preview";
import { plainName, readAgain, usePutting } from "./putting";
import { ReplaceDialog } from "./ReplaceDialog";
import { FOLDERS_MAX, useEverything, useFolder, useFreshFiles } from "./useFolder";

type Scope = "all" | "changed";

/** What the folder, or the whole of what was changed, holds. */
function useEntries(folder: string, scope: Scope) {
  const { view } = useSession();
  const here = useFolder(folder, scope === "all");
  const all = useEverything(scope === "changed");
  const { steps } = view;
  const writers = useMemo(() => writersOf(steps), [steps]);
  const began = workBegan(view);
  const found = scope === "all" ? here.data : all.data?.files;
  const entries = useMemo(() => {
    const made = found ? entriesOf(found, began, writers) : null;
    if (scope === "all") return made;
    return made?.filter((each) => each.changed).sort((a, b) => b.modified - a.modified) ?? null;
  }, [found, began, writers, scope]);
  return { entries, error: scope === "all" ? here.error : all.error, cut: scope === "changed" && all.data?.cut };
}

/** The way files come in: what would be lost is asked about first. */
function useIncoming(folder: string, entries: readonly Entry[] | null) {
  const { files } = useWords();
  const { id, mayCommand } = useSession();
  const { put, busy } = usePutting(id);
  const [asked, ask] = useState<readonly File[] | null>(null);
  const take = useCallback(
    (dropped: readonly File[]) => {
      const names = new Set(entries?.map((each) => each.name));
      if (dropped.some((file) => names.has(plainName(file.name)))) ask(dropped);
      else void put(dropped, folder);
    },
    [entries, put, folder],
  );
  const takeDrop = useCallback(
    ({ files: dropped, folders }: Dropped) => {
      for (const name of folders) toast(files.folderNotTaken(name), { bad: true });
      if (dropped.length) take(dropped);
    },
    [take, files],
  );
  const dropping = useDropping(takeDrop, mayCommand);
  const clashes = asked?.filter((file) => entries?.some((each) => each.name === plainName(file.name))) ?? [];
  const answer = (replace: boolean) => {
    if (replace && asked) void put(asked, folder);
    ask(null);
  };
  return { take, busy, clashes, answer, ...dropping };
}

export default function Files() {
  const words = useWords();
  const { files } = words;
  const { view, mayCommand } = useSession();
  const [folder, setFolder] = useState("");
  const [scope, setScope] = useState<Scope>("all");
  const [open, setOpen] = useState<Entry | null>(null);
  useFreshFiles();
  const { entries, error, cut } = useEntries(folder, scope);
  const incoming = useIncoming(folder, scope === "all" ? entries : null);
  const shown = open && (entries?.find((each) => each.path === open.path) ?? open);
  const go = (to: string) => {
    setFolder(to);
    setOpen(null);
  };
  const choose = (entry: Entry) => (entry.kind === "folder" ? go(entry.path) : setOpen(entry));

  return (
    <div className="@container relative flex h-full min-h-0 flex-col bg-panel" {...incoming.handlers}>
      <Bar take={incoming.take} possible={mayCommand && view.desk !== null} busy={incoming.busy} />
      <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <Segments<Scope>
          label={files.show}
          value={scope}
          onChoose={(now) => {
            setScope(now);
            setOpen(null);
          }}
          choices={[
            { value: "all", label: files.all },
            { value: "changed", label: files.changed },
          ]}
        />
        {scope === "all" && <Crumbs folder={folder} go={go} />}
      </div>
      <div className="flex min-h-0 flex-1">
        <div
          className={join(
            "min-h-0 min-w-0 flex-1 overflow-y-auto",
            shown && "hidden @2xl:block @2xl:max-w-[44%] @2xl:border-r @2xl:border-line",
          )}
        >
          {error ? (
            <Empty
              icon={<FolderOpen />}
              title={wordsOfError(error, words).text}
              text={wordsOfError(error, words).hint}
            />
          ) : !entries ? (
            <div className="grid h-full place-items-center text-faint">
              <Spinner />
            </div>
          ) : entries.length ? (
            <FileTable entries={entries} whole={scope === "changed"} chosen={shown?.path ?? ""} choose={choose} />
          ) : (
            <Nothing folder={folder} scope={scope} />
          )}
          {cut && <p className="px-4 py-2 text-xs text-ask">{files.tooMany(FOLDERS_MAX)}</p>}
        </div>
        {shown && (
          <div className="min-h-0 min-w-0 flex-1 @2xl:flex-[1.3]">
            <Preview key={shown.path} entry={shown} onClose={() => setOpen(null)} />
          </div>
        )}
      </div>
      {incoming.over && <DropHere folder={folder} />}
      <ReplaceDialog clashes={incoming.clashes} answer={incoming.answer} />
    </div>
  );
}

function Nothing({ folder, scope }: { folder: string; scope: Scope }) {
  const { files } = useWords();
  const { view } = useSession();
  if (scope === "changed") return <Empty icon={<FolderOpen />} title={files.noneChanged} />;
  if (folder) return <Empty icon={<FolderOpen />} title={files.noneFolder} />;
  return <Empty icon={<FolderOpen />} title={files.none} text={view.desk ? files.noneText : files.noDeskText} />;
}

function Crumbs({ folder, go }: { folder: string; go: (path: string) => void }) {
  const { files } = useWords();
  const crumbs = crumbsOf(folder);
  return (
    <nav aria-label={files.label} className="flex min-w-0 flex-1 items-center gap-0.5 text-sm">
      {folder && (
        <IconButton size="sm" label={files.up} onClick={() => go(folderOf(folder))}>
          <CornerLeftUp />
        </IconButton>
      )}
      <ol className="flex min-w-0 items-center gap-0.5">
        {[{ name: files.root, path: "" }, ...crumbs].map((crumb, at) => {
          const isHere = at === crumbs.length;
          return (
            <li key={crumb.path} className="flex min-w-0 items-center gap-0.5">
              {at > 0 && <span className="text-faint">/</span>}
              <button
                type="button"
                aria-current={isHere ? "location" : undefined}
                onClick={() => go(crumb.path)}
                className={join(
                  "truncate rounded-sm px-1 py-0.5 hover:bg-raise",
                  isHere ? "font-[550] text-ink" : "text-soft",
                )}
              >
                {crumb.name}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

interface BarProps {
  take: (files: readonly File[]) => void;
  possible: boolean;
  busy: number;
}

function Bar({ take, possible, busy }: BarProps) {
  const { files } = useWords();
  const { id } = useSession();
  const client = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  useAction("desk.addFiles", () => picker.current?.click(), possible);
  return (
    <PaneBar>
      {busy > 0 && (
        <span role="status" className="flex items-center gap-2 px-2 text-xs text-soft">
          <Spinner /> {files.putting(busy)}
        </span>
      )}
      <IconButton label={files.refresh} onClick={() => void readAgain(client, id)}>
        <RefreshCw />
      </IconButton>
      <Button
        size="sm"
        aria-label={files.add}
        title={files.add}
        disabled={!possible}
        onClick={() => picker.current?.click()}
      >
        <FilePlus2 /> <span className="hidden @[36rem]/bar:inline @max-[26rem]/bar:inline">{files.add}</span>
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </PaneBar>
  );
}

function DropHere({ folder }: { folder: string }) {
  const { files } = useWords();
  return (
    <div className="appear pointer-events-none absolute inset-2 z-20 grid place-items-center rounded-lg border-2 border-dashed border-hand bg-hand-wash/90">
      <p className="font-[550] text-hand">{files.dropHere(folder || files.root)}</p>
    </div>
  );
}
