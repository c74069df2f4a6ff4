// What is under way and not yet part of the record: words as they form, a call being put together, why nothing moves.
import { ChevronRight, Hourglass, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { WritingCard } from "@/artifacts/MadeCard";
import { join } from "@/parts/join";
import { Spinner } from "@/parts/Spinner";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { Markdown } from "./Markdown";

export function LiveTail() {
  const { live, view, phase, driver, problem } = useSession();
  const { conversation } = useWords();
  const works = phase === "working" || phase === "stopping";
  if (!works) return null;
  if (problem && driver === false) {
    return (
      <p role="alert" className="mb-4 flex gap-2 rounded-md border border-bad-line bg-bad-wash px-3 py-2 text-sm">
        <TriangleAlert className="mt-0.5 size-4 shrink-0 text-bad" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <b className="font-[550] text-bad">{conversation.noDriver}</b> {problem}
        </span>
      </p>
    );
  }
  const runs = view.open.some((place) => view.steps[place]?.status === "running");
  const forms = Object.keys(live.arguments).length > 0;
  return (
    <div aria-busy="true" className="mb-2">
      {live.thought && <Thought text={live.thought} />}
      {live.text && <Markdown text={live.text} growing />}
      {forms && <WritingCard />}
      {live.wait ? (
        <p className="mt-2 flex items-center gap-2 text-sm text-ask">
          <Hourglass className="size-4 shrink-0" />
          <span>
            {conversation.waitsFor} {live.wait}
          </span>
        </p>
      ) : (
        !runs &&
        !live.text && (
          <p className="flex h-6 items-center gap-2.5 text-sm text-faint">
            <Spinner className="text-hand" />
            {forms || !live.thought ? conversation.working : conversation.thinking}
          </p>
        )
      )}
    </div>
  );
}

function Thought({ text }: { text: string }) {
  const { conversation } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <div className="mb-3">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex items-center gap-1.5 text-sm text-faint hover:text-soft"
      >
        <ChevronRight className={join("size-3.5 transition-transform", open && "rotate-90")} />
        {conversation.thought}
      </button>
      <div
        className={join(
          "mt-1 border-l-2 border-line pl-3 text-sm whitespace-pre-wrap text-faint italic",
          !open && "fade-edge flex max-h-16 flex-col justify-end overflow-hidden",
        )}
      >
        {text}
      </div>
    </div>
  );
}
