// A file of the work folder, as far as this page can show it. Its words are a stranger's: shown, never run.
import { Copy, Download, ExternalLink, FileQuestion, X } from "lucide-react";
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from "react";
import * as api from "@/api/calls";
import { useCopy } from "@/conversation/useCopy";
import { Button, IconButton } from "@/parts/Button";
import { Empty } from "@/parts/Empty";
import { Scroll } from "@/parts/Scroll";
import { Segments } from "@/parts/Segments";
import { Spinner } from "@/parts/Spinner";
import { wordsOfError } from "@/parts/toasts";
import { useSession } from "@/session/SessionContext";
import { useFigures, useWords } from "@/words";
import { kindOf, languageOf, rowsOf } from "./kinds";
import type { Entry } from "./listing";
import { type Content, SHOWN_BYTES_MAX, TEXT_BYTES_MAX, useContent } from "./useContent";

const Markdown = lazy(() => import("@/conversation/Markdown").then((found) => ({ default: found.Markdown })));
const CodeBlock = lazy(() => import("@/conversation/CodeBlock").then((found) => ({ default: found.CodeBlock })));

type Way = "shown" | "source";

export function Preview({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { files } = useWords();
  const figures = useFigures();
  const { id } = useSession();
  const copy = useCopy();
  const tooLarge = entry.size > SHOWN_BYTES_MAX;
  const { data, error } = useContent(id, entry.path, entry.modified, !tooLarge);
  const [way, setWay] = useState<Way>("shown");
  const kind = kindOf(entry.path);
  const hasWays = data?.kind === "text" && (kind === "markdown" || kind === "csv");
  return (
    <section aria-label={entry.name} className="flex h-full min-h-0 flex-col bg-panel">
      <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <div className="min-w-0 flex-1">
          <h3 className="truncate text-sm font-[550]" title={entry.path}>
            {entry.name}
          </h3>
          <p className="figures truncate text-2xs text-faint">
            {figures.bytes(entry.size)} · {figures.date(entry.modified)}
          </p>
        </div>
        {hasWays && (
          <Segments<Way>
            label={files.show}
            value={way}
            onChoose={setWay}
            choices={[
              { value: "shown", label: kind === "csv" ? files.table : files.reading },
              { value: "source", label: files.source },
            ]}
          />
        )}
        {data?.kind === "text" && (
          <IconButton label={files.copy} onClick={() => copy(data.text)}>
            <Copy />
          </IconButton>
        )}
        <a
          href={api.fileAddress(id, entry.path)}
          download={entry.name}
          aria-label={files.download}
          title={files.download}
          className="inline-grid size-8 place-items-center rounded-md text-soft hover:bg-raise hover:text-ink"
        >
          <Download className="size-[1.05rem]" />
        </a>
        <IconButton label={files.close} onClick={onClose}>
          <X />
        </IconButton>
      </header>
      <Scroll label={entry.name} className="min-h-0 flex-1">
        {tooLarge ? (
          <Empty icon={<FileQuestion />} title={files.tooLarge(figures.bytes(entry.size))} text={files.noPreviewText} />
        ) : error ? (
          <Failed error={error} />
        ) : data ? (
          <Suspense fallback={<Waiting />}>
            <Shown entry={entry} content={data} way={way} />
          </Suspense>
        ) : (
          <Waiting />
        )}
      </Scroll>
    </section>
  );
}

const Waiting = () => (
  <div className="grid h-full place-items-center text-faint">
    <Spinner />
  </div>
);

function Failed({ error }: { error: Error }) {
  const { text, hint } = wordsOfError(error, useWords());
  return <Empty icon={<FileQuestion />} title={text} text={hint} />;
}

function Shown({ entry, content, way }: { entry: Entry; content: Content; way: Way }): ReactNode {
  const { files } = useWords();
  switch (content.kind) {
    case "picture":
      return <Picture blob={content.blob} name={entry.name} />;
    case "pdf":
      return <Pdf blob={content.blob} />;
    case "none":
      return <Empty icon={<FileQuestion />} title={files.noPreview} text={files.noPreviewText} />;
    case "text":
      return <Text entry={entry} text={content.text} cut={content.cut} way={way} />;
  }
}

/** An address of this page's own for bytes, given back when they are not shown any more. */
function useAddress(blob: Blob): string {
  const [address, setAddress] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}

function Picture({ blob, name }: { blob: Blob; name: string }) {
  const address = useAddress(blob);
  const { files } = useWords();
  const [broken, setBroken] = useState(false);
  if (broken) return <Empty icon={<FileQuestion />} title={files.noPreview} text={files.noPreviewText} />;
  return (
    <div className="checkers grid min-h-full place-items-center p-4">
      {address && (
        <img
          src={address}
          alt={name}
          onError={() => setBroken(true)}
          className="max-h-[75vh] max-w-full rounded-sm object-contain shadow-2"
        />
      )}
    </div>
  );
}

function Pdf({ blob }: { blob: Blob }) {
  const { files } = useWords();
  const address = useAddress(blob);
  return (
    <Empty title={files.pdf}>
      <Button tone="go" onClick={() => window.open(address, "_blank", "noopener")}>
        <ExternalLink /> {files.openNew}
      </Button>
    </Empty>
  );
}

function Text({ entry, text, cut, way }: { entry: Entry; text: string; cut: boolean; way: Way }) {
  const { files } = useWords();
  const figures = useFigures();
  const kind = kindOf(entry.path);
  const note = cut && <p className="px-4 py-2 text-xs text-ask">{files.cut(figures.bytes(TEXT_BYTES_MAX))}</p>;
  if (kind === "markdown" && way === "shown") {
    return (
      <>
        {note}
        <div className="mx-auto max-w-(--read) px-5 py-4 [&_:is(td,th)]:[overflow-wrap:normal]">
          <Markdown text={text} />
        </div>
      </>
    );
  }
  if (kind === "csv" && way === "shown") {
    return (
      <>
        {note}
        <Table text={text} />
      </>
    );
  }
  const language = languageOf(entry.path);
  return (
    <>
      {note}
      {language && way === "shown" ? (
        <div className="p-3">
          <CodeBlock>
            <code className={`language-${language}`}>{text}</code>
          </CodeBlock>
        </div>
      ) : (
        <pre className="px-4 py-3 font-code text-[0.8125rem] leading-[1.55] whitespace-pre-wrap [overflow-wrap:anywhere]">
          {text}
        </pre>
      )}
    </>
  );
}

function Table({ text }: { text: string }) {
  const { files } = useWords();
  const { head, rows, cut } = useMemo(() => rowsOf(text), [text]);
  return (
    <>
      <table className="figures w-full border-collapse text-sm">
        <thead>
          <tr>
            {head.map((name, at) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: columns of a table that does not change
                key={at}
                scope="col"
                className="sticky top-0 border-b border-line-strong bg-panel px-3 py-2 text-left text-xs font-[550] whitespace-nowrap"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a table that does not change
            <tr key={at} className="border-b border-line/70 hover:bg-sunk">
              {row.map((value, column) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells of a table that does not change
                  key={column}
                  className={`max-w-72 truncate px-3 py-1.5 ${/^-?[\d.,\s]+$/.test(value) && value ? "text-right" : ""}`}
                  title={value}
                >
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {cut && <p className="px-3 py-2 text-xs text-faint">{files.rowsCut(rows.length)}</p>}
    </>
  );
}
