// What was proposed and nobody has decided yet: told above what is shown, compared with the newest version, decided.
import { ArrowLeft, Check, Sparkles, X } from "lucide-react";
import { useState } from "react";
import type { ArtifactView, CandidateView } from "@/api/http";
import { Button, IconButton } from "@/parts/Button";
import { Segments } from "@/parts/Segments";
import { useSession } from "@/session/SessionContext";
import { useNameOf } from "@/shell/people";
import { useWords } from "@/words";
import { useCandidate, useVersion } from "../asking";
import { Rendered, Texts, Waiting } from "../CompareView";
import { isText } from "../kinds";
import type { Look } from "../Shelf";
import type { Review } from "./useReview.ts";

const useMaker = () => {
  const { artifacts } = useWords();
  const nameOf = useNameOf();
  return ({ by, who }: CandidateView) =>
    by === "model" ? who || artifacts.theModel : nameOf(who) || artifacts.somebody;
};

export function CandidateBar({ review }: { review: Review }) {
  const { together } = useWords();
  const makerOf = useMaker();
  const last = review.candidates.at(-1);
  if (!last || review.looked) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-hand-line bg-hand-wash px-3 py-1.5 text-sm">
      <Sparkles className="size-4 shrink-0 text-hand" />
      <p role="status" className="min-w-0 flex-1 basis-48 truncate">
        {together.proposed(makerOf(last), review.candidates.length)}
        {last.note && <span className="text-soft"> {last.note}</span>}
      </p>
      <Button size="sm" tone="go" onClick={() => review.look(last.number)}>
        {together.lookCandidate}
      </Button>
    </div>
  );
}

interface Props {
  artifact: ArtifactView;
  candidate: CandidateView;
  review: Review;
  look: Look;
}

type Way = "text" | "rendered";

export function CandidateRoom({ artifact, candidate, review, look }: Props) {
  const { artifacts, together } = useWords();
  const { mayCommand } = useSession();
  const makerOf = useMaker();
  const hasText = isText(artifact.kind);
  const [way, setWay] = useState<Way>(hasText ? "text" : "rendered");
  const { number, comments } = candidate;
  const from = useVersion(artifact.session, artifact.id, artifact.newest.number).data;
  const to = useCandidate(artifact.session, artifact.id, number).data;
  const place = review.candidates.findIndex((each) => each.number === number);
  const next = review.candidates[place - 1] ?? review.candidates[place + 1];
  const labels = (given: { number: number }) =>
    given === to ? together.candidate(number) : artifacts.version(given.number);
  return (
    <section aria-label={together.candidate(number)} className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-line px-2 py-1.5">
        <IconButton label={together.backFromCandidate} onClick={() => review.look(0)}>
          <ArrowLeft />
        </IconButton>
        <p className="min-w-0 flex-1 basis-40 text-sm">
          <span className="font-[550]">{together.candidate(number)}</span>{" "}
          <span className="text-soft">
            {together.proposedBy(makerOf(candidate))}
            {candidate.base !== artifact.newest.number && ` · ${together.fromVersion(candidate.base)}`}
            {candidate.note && ` · ${candidate.note}`}
          </span>
        </p>
        <Segments<Way>
          label={artifacts.view}
          value={way}
          onChoose={setWay}
          choices={[
            { value: "text", label: artifacts.asText, disabled: !hasText },
            { value: "rendered", label: artifacts.asRendered },
          ]}
        />
        {next && (
          <Button size="sm" tone="quiet" onClick={() => review.look(next.number)}>
            {together.otherCandidate(next.number)}
          </Button>
        )}
        {mayCommand && (
          <>
            {comments.length > 0 && candidate.base !== artifact.newest.number && (
              <Button size="sm" tone="quiet" disabled={review.busy} onClick={() => review.send(comments)}>
                {together.askAnew}
              </Button>
            )}
            <Button size="sm" disabled={review.busy} onClick={() => review.refuse(number)}>
              <X /> {together.refuse}
            </Button>
            <Button size="sm" tone="go" disabled={review.busy} onClick={() => review.accept(number)}>
              <Check /> {together.accept}
            </Button>
          </>
        )}
      </div>
      <div className="min-h-0 flex-1">
        {!from || !to ? (
          <Waiting />
        ) : way === "text" ? (
          <Texts from={from} to={to} nameOf={labels} />
        ) : (
          <Rendered from={from} to={to} look={look} title={artifact.title} nameOf={labels} />
        )}
      </div>
    </section>
  );
}
