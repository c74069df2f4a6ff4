// Words of the model.
import { Copy, TriangleAlert } from "lucide-react";
import { IconButton } from "@/parts/Button";
import type { ReplyItem } from "@/session/view";
import { useFigures, useWords } from "@/words";
import { Markdown } from "./Markdown";
import { useCopy } from "./useCopy";

export function ReplyText({ item }: { item: ReplyItem }) {
  const { conversation } = useWords();
  const figures = useFigures();
  const copy = useCopy();
  return (
    <article aria-label={conversation.agent} className="group relative mb-6">
      {item.text && <Markdown text={item.text} />}
      {item.cut && <p className="mt-1 text-xs text-faint">— {conversation.cut}</p>}
      {item.error && (
        <div className="mt-2 flex items-start gap-2 rounded-md border border-bad-line bg-bad-wash px-3 py-2 text-sm">
          <TriangleAlert className="mt-0.5 size-4 shrink-0 text-bad" />
          <div className="min-w-0 [overflow-wrap:anywhere]">
            <p className="font-[550] text-bad">{conversation.modelFailed}</p>
            <p className="text-soft">{item.error}</p>
          </div>
        </div>
      )}
      {item.text && (
        <div className="absolute top-full -left-1 flex h-6 items-center gap-0.5 opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100">
          <IconButton size="sm" label={conversation.copyText} onClick={() => copy(item.text)}>
            <Copy />
          </IconButton>
          <time className="px-1 text-xs text-faint">{figures.date(item.at)}</time>
        </div>
      )}
    </article>
  );
}
