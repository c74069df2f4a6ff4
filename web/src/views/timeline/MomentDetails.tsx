// Everything about one moment: for a step, why it was allowed, what came of it, what it found and what it cost.
import { GitFork } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { ActWords } from "@/conversation/ActWords";
import { MarkLine, NoticeLine, SuspectedCard } from "@/conversation/Notices";
import { OutcomeCard } from "@/conversation/OutcomeCard";
import { Attached, PictureView } from "@/conversation/Parts";
import { Button } from "@/parts/Button";
import { textOf } from "@/session/fold";
import { titleOf, useJudged } from "@/session/judged";
import { Recorded } from "@/session/Recorded";
import { useSession } from "@/session/SessionContext";
import type { Question } from "@/session/view";
import { useNameOf } from "@/shell/people";
import { useFigures, useWords } from "@/words";
import type { Chosen } from "./elements";
import { askedOf, type Moment } from "./moments";
import { StepFacts } from "./StepFacts";

const Markdown = lazy(() => import("@/conversation/Markdown").then((found) => ({ default: found.Markdown })));

interface Props {
  moment: Moment;
  chosen: Chosen;
  pointed: string;
  point: (element: string) => void;
  fork: () => void;
}

export function MomentDetails({ moment, chosen, pointed, point, fork }: Props) {
  const { timeline } = useWords();
  const figures = useFigures();
  const { view, mayCommand } = useSession();
  const step = view.steps[moment.step];
  const title = step
    ? timeline.step(step.number)
    : moment.item?.kind === "mark"
      ? ""
      : itemTitle(moment, timeline.moments);
  return (
    <div className="px-4 py-3 text-sm">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="figures text-xs text-faint">
            {title && `${title} · `}
            <time>{figures.clock(moment.at)}</time>
          </p>
          {step && (
            <h3 className="text-base font-[450] text-soft">
              <ActWords step={step} />
            </h3>
          )}
        </div>
        {mayCommand && (
          <Button size="sm" onClick={fork}>
            <GitFork /> {timeline.fork}
          </Button>
        )}
      </div>
      {step ? (
        <StepFacts step={step} chosen={chosen} pointed={pointed} point={point} />
      ) : (
        <div className="pt-3">
          <Told moment={moment} />
        </div>
      )}
    </div>
  );
}

function itemTitle(moment: Moment, names: Record<string, string>): string {
  return names[moment.item?.kind ?? ""] ?? "";
}

function Told({ moment }: { moment: Moment }): ReactNode {
  const { view } = useSession();
  const { item } = moment;
  if (!item) return null;
  switch (item.kind) {
    case "said":
      return (
        <div className="space-y-2">
          <p className="text-read whitespace-pre-wrap [overflow-wrap:anywhere]">{textOf(item.parts)}</p>
          <Attached parts={item.parts} />
        </div>
      );
    case "reply":
      return (
        <Suspense fallback={<p className="whitespace-pre-wrap">{item.text}</p>}>
          <Markdown text={item.text} />
          {item.error && <p className="text-bad">{item.error}</p>}
        </Suspense>
      );
    case "question": {
      const question = askedOf(view, item);
      return question ? <Asked question={question} /> : null;
    }
    case "notice":
      return <NoticeLine item={item} />;
    case "suspected":
      return <SuspectedCard item={item} />;
    case "outcome":
      return <OutcomeCard item={item} />;
    case "mark":
      return <MarkLine item={item} />;
  }
}

function Asked({ question }: { question: Question }) {
  const words = useWords();
  const { timeline, questions, conversation } = words;
  const { view } = useSession();
  const judged = useJudged();
  const figures = useFigures();
  const nameOf = useNameOf();
  const answer = questions.answered[question.answer as keyof typeof questions.answered] ?? question.answer;
  const name = nameOf(question.by) || conversation.somebody;
  const told = question.lapsed
    ? questions.lapsed
    : question.answer === "none"
      ? answer
      : question.answer
        ? timeline.answeredBy(answer, name)
        : timeline.waits;
  const element = question.element?.kind === "picture" ? question.element : null;
  const isApproval = question.kind === "approval";
  const touch = view.steps[question.step]?.verdicts.at(-1)?.touch;
  const would = touch && isApproval ? judged.consequence(touch, question.consequence) : null;
  return (
    <div className="space-y-2">
      {element && <PictureView picture={element} className="max-h-28 max-w-60" />}
      <p className="text-read whitespace-pre-wrap [overflow-wrap:anywhere]">{titleOf(question, view, words)}</p>
      {would?.text && (
        <p className="text-soft">
          {would.text}
          <Recorded text={would.recorded} />
        </p>
      )}
      <p className="figures font-[550]">
        {told}
        {question.answeredAt > 0 && (
          <span className="font-normal text-faint">
            {" "}
            · {timeline.answeredAfter(figures.span(question.answeredAt - question.at))}
          </span>
        )}
      </p>
      {question.words && <p className="text-soft">{question.words}</p>}
    </div>
  );
}
