// In the conversation: the call that made or changed an artifact, as a card that opens it.
import { ChevronRight, CircleAlert } from "lucide-react";
import { Link } from "react-router";
import { ActRow } from "@/conversation/ActRow";
import { join } from "@/parts/join";
import { useSession } from "@/session/SessionContext";
import type { Step } from "@/session/view";
import { useWords } from "@/words";
import type { Kind } from "../../frame/protocol.ts";
import { useArtifacts } from "./asking";
import { iconOf } from "./kinds";
import { type Made, madeBy } from "./segments";
import { newestWriting } from "./writing";

const CARD =
  "flex w-full min-w-0 items-center gap-3 rounded-lg border border-line bg-panel p-2 pr-3 text-left shadow-1 transition-colors duration-[var(--quick)]";

export function MadeCard({ step, narration }: { step: Step; narration: string }) {
  const { artifacts, together } = useWords();
  const { id } = useSession();
  const { found } = useArtifacts(id);
  const made = madeBy(step);
  const under = step.status === "running" || step.status === "planned";
  if (!made && !under) {
    return (
      <div className="mt-1 mb-3 ml-[0.3rem] border-l-2 border-line pl-3.5">
        <ActRow step={step} looks={0} narration={narration} />
      </div>
    );
  }
  const now = made && found.find((each) => each.id === made.artifact);
  const newest = now?.newest.number ?? 0;
  const title = now?.title || made?.title || String(step.call.arguments.title ?? "") || artifacts.writingTitle;
  const kind = made?.kind ?? (typeof step.call.arguments.kind === "string" ? step.call.arguments.kind : null);
  const version = made && !made.candidate && made.version < newest ? `&version=${made.version}` : "";
  return (
    <div data-step={step.number - 1} className="mb-4">
      {narration && <p className="pb-1.5 text-sm text-soft">{narration}</p>}
      {made ? (
        <Link
          to={`/s/${id}/artifacts?artifact=${made.artifact}${version}`}
          replace
          className={join(CARD, "group/card hover:border-line-strong hover:bg-sunk")}
        >
          <Face
            kind={kind}
            title={title}
            about={made.candidate ? together.candidate(made.candidate) : artifacts.version(made.version)}
          />
          <span className="flex shrink-0 items-center gap-0.5 text-xs font-[550] text-hand">
            {artifacts.open} <ChevronRight className="size-3.5" />
          </span>
        </Link>
      ) : (
        <div className={CARD}>
          <Face kind={kind} title={title} about={artifacts.writing} works />
        </div>
      )}
      {made?.broke && <Broke made={made} />}
    </div>
  );
}

/** That a version broke when it was looked at, and that the model was told so: why it goes on. */
function Broke({ made: { broke, told, of } }: { made: Made }) {
  const { artifacts } = useWords();
  const what = Object.hasOwn(artifacts.ended, broke) ? artifacts.ended[broke as keyof typeof artifacts.ended] : broke;
  return (
    <p className="flex items-start gap-1.5 px-2 pt-1.5 text-xs text-soft">
      <CircleAlert className="mt-px size-3.5 shrink-0 text-bad" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {artifacts.broke} {what}
        {told > 0 && <span className="figures block text-faint">{artifacts.brokeTold(told, of)}</span>}
      </span>
    </p>
  );
}

/** The same card while the call is still being put together. */
export function WritingCard() {
  const { artifacts } = useWords();
  const { live } = useSession();
  const writing = newestWriting(live.arguments);
  if (!writing) return null;
  return (
    <div className={join(CARD, "rise my-2")}>
      <Face kind={writing.kind} title={writing.title || artifacts.writingTitle} about={artifacts.writing} works />
    </div>
  );
}

interface FaceProps {
  kind: string | null;
  title: string;
  about: string;
  works?: boolean;
}

function Face({ kind, title, about, works = false }: FaceProps) {
  const { artifacts } = useWords();
  const Icon = iconOf(kind);
  const name = kind !== null && Object.hasOwn(artifacts.kinds, kind) ? artifacts.kinds[kind as Kind] : "";
  return (
    <>
      <span className="grid size-10 shrink-0 place-items-center rounded-md bg-hand-wash text-hand">
        <Icon className="size-5" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-[550] text-ink">{title}</span>
        <span className="figures flex items-center gap-1.5 text-xs text-faint">
          {works && <span className="breathe size-1.5 rounded-full bg-hand" />}
          {[name, about].filter(Boolean).join(" · ")}
        </span>
      </span>
    </>
  );
}
