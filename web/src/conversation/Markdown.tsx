// What a model wrote, as a page: Markdown without any HTML, links that tell the other side nothing, pictures only from the
// session's own blobs. Code colours and formulas are fetched when there is something for them.
import { Square, SquareCheck } from "lucide-react";
import { type ComponentProps, memo, type ReactNode, useEffect, useState } from "react";
import ReactMarkdown, { type Components, defaultUrlTransform, type Options } from "react-markdown";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { CodeBlock } from "./CodeBlock";
import { readsGfm } from "./gfm";

type Plugins = Pick<Options, "remarkPlugins" | "rehypePlugins">;

const PLAIN: Plugins = { remarkPlugins: [readsGfm] };
let withMath: Plugins | null = null;

const HAS_MATH = /\$\$|\\\(|\\\[|(^|[^\\$])\$[^\s$][^$\n]*[^\s$]\$/;

/** LaTeX's own brackets as dollars, outside of code, which is how the parser knows formulas; those that stand by
 * themselves on lines of their own. */
export function dollars(text: string): string {
  return text
    .split(/(```[\s\S]*?(?:```|$)|`[^`\n]*`)/)
    .map((piece, place) =>
      place % 2
        ? piece
        : piece
            .replace(/^[ \t]*\$\$([^$\n]+)\$\$[ \t]*$/gm, (_all, inner) => `$$\n${inner}\n$$`)
            .replace(/\\\[([\s\S]+?)\\\]/g, (_all, inner) => `$$\n${inner.trim()}\n$$`)
            .replace(/\\\(([\s\S]+?)\\\)/g, (_all, inner) => `$${inner}$`),
    )
    .join("");
}

function usePlugins(text: string): Plugins {
  const wantsMath = HAS_MATH.test(text);
  const [plugins, setPlugins] = useState<Plugins>(withMath ?? PLAIN);
  useEffect(() => {
    if (!wantsMath || withMath) return;
    let here = true;
    void import("./math").then(({ remarkMath, rehypeKatex, OPTIONS }) => {
      withMath = { remarkPlugins: [readsGfm, remarkMath], rehypePlugins: [[rehypeKatex, OPTIONS]] };
      if (here) setPlugins(withMath);
    });
    return () => {
      here = false;
    };
  }, [wantsMath]);
  return wantsMath ? plugins : PLAIN;
}

const BLOB = /^(?:blob:)?([0-9a-f]{64})$/;

function Picture({ src, alt }: ComponentProps<"img">) {
  const { blob } = useSession();
  const hash = typeof src === "string" ? BLOB.exec(src)?.[1] : undefined;
  // A picture from elsewhere would tell its server that it was looked at: only its name is shown.
  if (!hash) return <span className="text-faint">[{alt || "…"}]</span>;
  return <img src={blob(hash)} alt={alt ?? ""} loading="lazy" className="max-w-full rounded-md border border-line" />;
}

function Box({ checked }: { checked: boolean }) {
  const { conversation } = useWords();
  const Icon = checked ? SquareCheck : Square;
  const label = checked ? conversation.ticked : conversation.notTicked;
  return (
    <Icon
      role="img"
      aria-label={label}
      className={`mr-1.5 inline size-4 align-[-0.18em] ${checked ? "text-hand" : "text-faint"}`}
    />
  );
}

/** Of so many letters a cell is a word, a date or a number: it is not broken. */
const SHORT = 14;

const PARTS: Components = {
  // An address that was taken away as dangerous leaves only the words.
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  img: Picture,
  pre: ({ children }) => <CodeBlock>{children as ReactNode}</CodeBlock>,
  table: ({ children }) => <TableRoom>{children}</TableRoom>,
  td: ({ children, style }) => (
    <td style={style} className={typeof children === "string" && children.length <= SHORT ? "whitespace-nowrap" : ""}>
      {children}
    </td>
  ),
  // The boxes of a list of things to do: nobody can tick them here, so they are pictures.
  input: ({ checked }) => <Box checked={checked === true} />,
};

function TableRoom({ children }: { children: ReactNode }) {
  const { conversation } = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so it must be reachable by keys
    <section className="table-room" tabIndex={0} aria-label={conversation.table}>
      <table>{children}</table>
    </section>
  );
}

const keepBlobs = (address: string) => (BLOB.test(address) ? address : defaultUrlTransform(address));

const Piece = memo(function Piece({ text }: { text: string }) {
  const plugins = usePlugins(text);
  return (
    <ReactMarkdown {...plugins} components={PARTS} urlTransform={keepBlobs} skipHtml>
      {dollars(text)}
    </ReactMarkdown>
  );
});

/** `growing`: the text is still being written; then only its last paragraph is read again with every piece. */
export const Markdown = memo(function Markdown({ text, growing = false }: { text: string; growing?: boolean }) {
  const [settled, rest] = growing ? split(text) : [text, ""];
  return (
    <div className="prose">
      {settled && <Piece text={settled} />}
      {rest && <Piece text={rest} />}
    </div>
  );
});

/** A text that grows, as what will not change any more and the rest: cut at the last empty line outside of code. */
export function split(text: string): [settled: string, rest: string] {
  let [fenced, cut, at] = [false, 0, 0];
  for (const line of text.split("\n")) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    else if (!fenced && line.trim() === "" && at > 0) cut = at + line.length + 1;
    at += line.length + 1;
  }
  const place = Math.min(cut, text.length);
  return [text.slice(0, place), text.slice(place)];
}
