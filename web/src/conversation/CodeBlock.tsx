// A block of code: its language, a button to copy it, and its colours as soon as they are there.
import { Copy } from "lucide-react";
import { isValidElement, type ReactNode, useEffect, useState } from "react";
import { useWords } from "@/words";
import { useCopy } from "./useCopy";

interface Code {
  text: string;
  language: string;
}

function codeOf(children: ReactNode): Code {
  if (!isValidElement<{ className?: string; children?: ReactNode }>(children))
    return { text: String(children ?? ""), language: "" };
  const language = /language-([\w+#-]+)/.exec(children.props.className ?? "")?.[1] ?? "";
  return { text: String(children.props.children ?? "").replace(/\n$/, ""), language };
}

const CHARS_MAX = 40_000;

function useColours({ text, language }: Code): ReactNode {
  const [coloured, setColoured] = useState<{ text: string; made: ReactNode } | null>(null);
  useEffect(() => {
    if (!language || text.length > CHARS_MAX) return;
    let here = true;
    void import("./colours").then(({ colours }) => {
      const made = colours(text, language);
      if (here && made) setColoured({ text, made });
    });
    return () => {
      here = false;
    };
  }, [text, language]);
  return coloured?.text === text ? coloured.made : text;
}

export function CodeBlock({ children }: { children: ReactNode }) {
  const { conversation } = useWords();
  const code = codeOf(children);
  const shown = useColours(code);
  const copy = useCopy();
  return (
    <div className="group/code relative overflow-hidden rounded-md border border-line bg-sunk">
      <div className="flex h-8 items-center justify-between border-b border-line/70 pr-1 pl-3 text-xs text-faint">
        <span>{code.language}</span>
        <button
          type="button"
          onClick={() => copy(code.text)}
          aria-label={conversation.copyCode}
          title={conversation.copyCode}
          className="grid size-6 place-items-center rounded-sm hover:bg-raise hover:text-ink"
        >
          <Copy className="size-3.5" />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so it must be reachable by keys */}
      <pre tabIndex={0} className="overflow-x-auto px-3.5 py-3 font-code text-[0.8125rem] leading-[1.55]">
        <code>{shown}</code>
      </pre>
    </div>
  );
}
