// What is neither said nor done by the model: words of Deskhand, what a person did besides talking, and a stranger's
// words that try to direct the model.
import {
  GitFork,
  Hand,
  HandHelping,
  Info,
  Layers,
  Pause,
  Play,
  ShieldAlert,
  SlidersHorizontal,
  Square,
  TriangleAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import { oneLine } from "@/session/acts";
import { Recorded } from "@/session/Recorded";
import type { MarkItem, NoticeItem, SuspectedItem } from "@/session/view";
import { useNameOf } from "@/shell/people";
import { useFigures, useSpeech, useWords } from "@/words";

export function NoticeLine({ item }: { item: NoticeItem }) {
  const { tongue, words } = useSpeech();
  // The record's sentences are English: elsewhere a line says what they are about, and they stand below it.
  const told = tongue === "en" ? undefined : words.conversation.notices[item.topic];
  const isTrouble = item.topic === "circle" || item.topic === "limit" || item.topic === "cost";
  const Icon = isTrouble ? TriangleAlert : Info;
  return (
    <div className="mb-4 flex items-start gap-2.5 text-sm text-soft">
      <Icon className={`mt-0.5 size-4 shrink-0 ${isTrouble ? "text-ask" : "text-faint"}`} />
      <p className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {told ?? item.text}
        {told && <Recorded text={item.text} />}
      </p>
    </div>
  );
}

const MARKS: Record<MarkItem["what"], ReactNode> = {
  control_taken: <Hand />,
  control_returned: <HandHelping />,
  paused: <Pause />,
  continued: <Play />,
  stop: <Square />,
  limits: <SlidersHorizontal />,
  compacted: <Layers />,
  ignored: <Info />,
  forked: <GitFork />,
};

export function MarkLine({ item }: { item: MarkItem }) {
  const { conversation } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const text = item.what === "compacted" || item.what === "forked" ? "" : oneLine(item.text);
  return (
    <div className="mb-4 flex items-center gap-3 text-xs text-faint">
      <span className="h-px flex-1 bg-line" />
      <span className="flex max-w-[80%] items-center gap-1.5 text-center [&_svg]:size-3.5 [&_svg]:shrink-0">
        {MARKS[item.what]}
        <span>
          {conversation.marks[item.what](nameOf(item.by) || conversation.somebody)}
          {text && `: ${text}`} · <time>{figures.clock(item.at)}</time>
        </span>
      </span>
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

export function SuspectedCard({ item: { event } }: { item: SuspectedItem }) {
  const { conversation } = useWords();
  const place = oneLine(event.place).slice(0, 80);
  const says = {
    visible: conversation.suspectedVisible,
    hidden: conversation.suspectedHidden,
    picture: conversation.suspectedPicture,
  }[event.kind](place);
  return (
    <div role="note" className="mb-5 flex gap-3 rounded-lg border border-ask-line bg-ask-wash p-3.5 text-sm">
      <ShieldAlert className="mt-0.5 size-4.5 shrink-0 text-ask" />
      <div className="min-w-0">
        <p className="font-[550]">{says}</p>
        <blockquote className="mt-1 border-l-2 border-ask-line pl-2.5 text-soft italic [overflow-wrap:anywhere]">
          {oneLine(event.words).slice(0, 400)}
        </blockquote>
        <p className="mt-1.5 text-soft">{conversation.suspectedThen}</p>
      </div>
    </div>
  );
}
