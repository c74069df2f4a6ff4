// The text of an artifact's files, read or written.
import { Copy, Download, FileX, PenLine, Play } from "lucide-react";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { artifactFileAddress } from "@/api/artifacts";
import { useCopy } from "@/conversation/useCopy";
import { Button, IconButton } from "@/parts/Button";
import { Empty } from "@/parts/Empty";
import { join } from "@/parts/join";
import { Spinner } from "@/parts/Spinner";
import { useWords } from "@/words";
import type { Said, Spot } from "./Editor";
import type { Line } from "./live/line.ts";
import { pointsBefore, unitsBefore } from "./review/places.ts";
import { SelectionBar } from "./review/SelectionBar.tsx";
import type { Review, Target } from "./review/useReview.ts";
import { RunPane } from "./running/RunPane";
import { useRun } from "./running/useRun";

const Editor = lazy(() => import("./Editor"));
const LiveEditor = lazy(() => import("./live/LiveEditor"));

/** Longer texts would hold the page up. */
const SHOWN_CHARS_MAX = 4_000_000;

interface Props {
  files: Readonly<Record<string, string>>;
  entry: string;
  /** Where the text is written together; null where a version is read. */
  line: Line | null;
  /** Where the files can be downloaded from. */
  address: { id: string; artifact: string; number: number } | null;
  spot: (Spot & { path: string }) | null;
  /** What was said about it; null where nothing can be. */
  review: Review | null;
  mayComment: boolean;
  onEdit?: (() => void) | undefined;
  onDone?: (() => void) | undefined;
}

export function CodeView({ files, entry, line, address, spot, review, mayComment, onEdit, onDone }: Props) {
  const { artifacts, running } = useWords();
  const copy = useCopy();
  const [wished, setWished] = useState("");
  useEffect(() => {
    if (spot) setWished(spot.path);
  }, [spot]);
  const paths = Object.keys(files).sort((a, b) => Number(b === entry) - Number(a === entry) || a.localeCompare(b));
  const path = files[wished] !== undefined ? wished : files[entry] !== undefined ? entry : (paths[0] ?? "");
  const text = files[path];
  const { said, selected } = useSaid(review, path, text ?? "");
  const run = useRun(address?.artifact ?? "", line ? 0 : (address?.number ?? 0), path);
  if (text === undefined) return <Empty icon={<FileX />} title={artifacts.noText} />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-10 shrink-0 items-center gap-1 border-b border-line px-2">
        <FileTabs paths={paths} now={path} choose={setWished} />
        <IconButton label={artifacts.copy} onClick={() => copy(text)}>
          <Copy />
        </IconButton>
        {address && (
          <a
            href={artifactFileAddress(address.id, address.artifact, address.number, path)}
            download
            aria-label={artifacts.downloadFile(path)}
            title={artifacts.downloadFile(path)}
            className="inline-grid size-8 shrink-0 place-items-center rounded-md text-soft hover:bg-raise hover:text-ink"
          >
            <Download className="size-[1.05rem]" />
          </a>
        )}
        {run && (
          <Button size="sm" disabled={run.goes} onClick={run.start}>
            <Play /> {running.run}
          </Button>
        )}
        {onEdit && (
          <Button size="sm" onClick={onEdit}>
            <PenLine /> {artifacts.edit}
          </Button>
        )}
        {onDone && (
          <Button size="sm" tone="quiet" onClick={onDone}>
            {artifacts.doneEditing}
          </Button>
        )}
      </div>
      <div className="min-h-0 flex-1">
        {text.length > SHOWN_CHARS_MAX ? (
          <Empty icon={<FileX />} title={artifacts.tooLong} />
        ) : (
          <Suspense
            fallback={
              <div className="grid h-full place-items-center text-faint">
                <Spinner />
              </div>
            }
          >
            <Written {...{ line, path, text, said }} spot={spot?.path === path ? spot : null} />
          </Suspense>
        )}
      </div>
      {run && <RunPane run={run} />}
      {review && mayComment && selected && (
        <SelectionBar
          count={pointsBefore(selected.words, selected.words.length)}
          onComment={() => review.begin(targetOf(path, selected, false))}
          onRewrite={() => review.begin(targetOf(path, selected, true))}
        />
      )}
    </div>
  );
}

interface WrittenProps {
  line: Line | null;
  path: string;
  text: string;
  spot: Spot | null;
  said: Said | undefined;
}

function Written({ line, text, ...rest }: WrittenProps) {
  const { artifacts } = useWords();
  const label = artifacts.editorOf(rest.path);
  return line ? <LiveEditor line={line} label={label} {...rest} /> : <Editor text={text} label={label} {...rest} />;
}

interface Selected {
  from: number;
  words: string;
}

const targetOf = (path: string, { from, words }: Selected, rewrites: boolean): Target => ({
  kind: "text",
  path,
  from,
  quote: words,
  rewrites,
});

/** What was said about a file, as its editor shows it, and what is selected there. */
function useSaid(
  review: Review | null,
  path: string,
  text: string,
): { said: Said | undefined; selected: Selected | null } {
  const [selected, setSelected] = useState<(Selected & { path: string }) | null>(null);
  const latest = useRef(text);
  latest.current = text;
  const { comments, press } = review ?? NOTHING_SAID;
  const marks = useMemo(
    () =>
      comments.flatMap(({ number, resolved, place, anchor }) => {
        if (resolved || place?.path !== path || anchor.selector) return [];
        return [{ number, from: unitsBefore(latest.current, place.start), quote: place.words }];
      }),
    [comments, path],
  );
  const said = useMemo<Said>(
    () => ({
      marks,
      onPress: press,
      onSelect: (from, words) => setSelected(words.trim() ? { path, from, words } : null),
    }),
    [marks, press, path],
  );
  return { said: review ? said : undefined, selected: selected?.path === path ? selected : null };
}

const NOTHING_SAID: Pick<Review, "comments" | "press"> = { comments: [], press: () => undefined };

function FileTabs({ paths, now, choose }: { paths: readonly string[]; now: string; choose: (path: string) => void }) {
  const { artifacts } = useWords();
  return (
    <nav aria-label={artifacts.files} className="flex min-w-0 flex-1 items-center gap-0.5 overflow-x-auto">
      {paths.map((path) => (
        <button
          key={path}
          type="button"
          aria-current={path === now ? "true" : undefined}
          onClick={() => choose(path)}
          className={join(
            "h-7 shrink-0 rounded-md px-2 font-code text-xs",
            path === now ? "bg-raise text-ink" : "text-soft hover:bg-sunk hover:text-ink",
          )}
        >
          {path}
        </button>
      ))}
    </nav>
  );
}
