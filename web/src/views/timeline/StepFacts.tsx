// A step in full: its verdict with the reason, what it gave, the elements it found, its time, tokens and money.
import { Check, ShieldAlert, ShieldCheck, ShieldQuestion, ShieldX, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { HeldRequest, Verdict } from "@/api/events";
import { PictureView } from "@/conversation/Parts";
import { join } from "@/parts/join";
import { oneLine } from "@/session/acts";
import { textOf } from "@/session/fold";
import { useJudged } from "@/session/judged";
import { Recorded } from "@/session/Recorded";
import { useSession } from "@/session/SessionContext";
import type { Step } from "@/session/view";
import { useNameOf } from "@/shell/people";
import { useWords } from "@/words";
import type { Chosen } from "./elements";
import { FoundList } from "./FoundList";
import { TurnFacts } from "./TurnFacts";

interface Props {
  step: Step;
  chosen: Chosen;
  pointed: string;
  point: (element: string) => void;
}

export function StepFacts({ step, chosen, pointed, point }: Props) {
  return (
    <div className="divide-y divide-line">
      <VerdictFacts step={step} />
      {step.held.length > 0 && <Requests held={step.held} sent={step.sent} />}
      {step.suspected.length > 0 && <Suspicions step={step} />}
      {!chosen.own && <Gave step={step} />}
      {chosen.elements.length > 0 && (
        <FoundList found={chosen.elements} own={chosen.own} pointed={pointed} point={point} />
      )}
      <TurnFacts step={step} />
      <Raw step={step} />
    </div>
  );
}

export function Section({ title, children, aside }: { title: string; children: ReactNode; aside?: ReactNode }) {
  return (
    <section className="py-3">
      <div className="mb-1.5 flex items-baseline justify-between gap-2">
        <h4 className="text-xs font-medium text-faint">{title}</h4>
        {aside}
      </div>
      {children}
    </section>
  );
}

export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="figures grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="max-w-40 truncate text-soft" title={name}>
            {name}
          </dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const LOOKS: Record<Verdict["decision"], { icon: ReactNode; tone: string }> = {
  allow: { icon: <ShieldCheck />, tone: "text-ok" },
  ask: { icon: <ShieldQuestion />, tone: "text-ask" },
  deny: { icon: <ShieldX />, tone: "text-bad" },
};

function VerdictFacts({ step }: { step: Step }) {
  const { timeline } = useWords();
  if (!step.verdicts.length) {
    return (
      <Section title={timeline.verdict}>
        <p className="text-soft">{timeline.noVerdict}</p>
      </Section>
    );
  }
  const last = step.verdicts.length - 1;
  return (
    <Section
      title={timeline.verdict}
      aside={last > 0 && <span className="text-2xs text-faint">{timeline.judgedAgain(step.verdicts.length)}</span>}
    >
      <div className="space-y-3">
        {step.verdicts.map((verdict, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: verdicts are only added
          <OneVerdict key={at} verdict={verdict} answer={at === last && <AnswerOf step={step} />} />
        ))}
      </div>
    </Section>
  );
}

function OneVerdict({ verdict, answer }: { verdict: Verdict; answer: ReactNode }) {
  const { timeline } = useWords();
  const why = useJudged().reason(verdict);
  const { icon, tone } = LOOKS[verdict.decision];
  const { touch } = verdict;
  const facts: [string, ReactNode][] = (
    [
      [timeline.target, oneLine(touch.target)],
      [timeline.where, touch.host || touch.app],
      ...Object.entries(touch.values).slice(0, 12),
    ] as [string, string][]
  ).filter(([, value]) => value);
  return (
    <div>
      <p className={join("flex items-center gap-1.5 font-[550] [&_svg]:size-4", tone)}>
        {icon} {timeline.decisions[verdict.decision]}
        {answer}
      </p>
      <p className="mt-1 text-soft [overflow-wrap:anywhere]">
        {why.text}
        <Recorded text={why.recorded} />
      </p>
      <div className="mt-2 flex flex-wrap gap-1">
        {touch.classes.map((each) => (
          <Chip key={each}>{timeline.classes[each] ?? each}</Chip>
        ))}
        {!verdict.undoable && <Chip bad>{timeline.noUndo}</Chip>}
      </div>
      {facts.length > 0 && (
        <div className="mt-2">
          <Facts facts={facts} />
        </div>
      )}
    </div>
  );
}

const Chip = ({ children, bad = false }: { children: ReactNode; bad?: boolean }) => (
  <span
    className={join(
      "rounded-full border px-2 text-2xs leading-5",
      bad ? "border-ask-line bg-ask-wash text-ask" : "border-line text-soft",
    )}
  >
    {children}
  </span>
);

/** Who answered the question that the verdict led to, and how. */
function AnswerOf({ step }: { step: Step }) {
  const { timeline, questions, conversation } = useWords();
  const { view } = useSession();
  const nameOf = useNameOf();
  const place = view.steps.indexOf(step);
  const question = view.questions.findLast((each) => each.step === place && each.answer);
  if (!question) return null;
  const answer = questions.answered[question.answer as keyof typeof questions.answered] ?? question.answer;
  return (
    <span className="font-normal text-soft">
      · {timeline.answeredBy(answer, nameOf(question.by) || conversation.somebody)}
    </span>
  );
}

function Requests({ held, sent }: { held: readonly HeldRequest[]; sent: boolean | null }) {
  const { timeline } = useWords();
  const told = sent === null ? timeline.waits : sent ? timeline.sent : timeline.notSent;
  return (
    <Section title={timeline.requests} aside={<span className="text-2xs text-faint">{told}</span>}>
      <ul className="space-y-2">
        {held.map((request) => (
          <li key={request.id}>
            <p className="flex items-start gap-1.5 [overflow-wrap:anywhere]">
              {sent ? (
                <Check className="mt-0.5 size-4 shrink-0 text-ok" />
              ) : (
                <X className="mt-0.5 size-4 shrink-0 text-ask" />
              )}
              <span>
                <code className="font-code text-xs">{request.method}</code> {request.address}
              </span>
            </p>
            {Object.keys(request.fields).length > 0 && (
              <div className="mt-1 pl-5.5">
                <Facts facts={Object.entries(request.fields)} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Suspicions({ step }: { step: Step }) {
  const { timeline } = useWords();
  return (
    <Section title={timeline.moments.suspected}>
      {step.suspected.map((event) => (
        <p key={`${event.place} ${event.words}`} className="flex gap-1.5 [overflow-wrap:anywhere]">
          <ShieldAlert className="mt-0.5 size-4 shrink-0 text-bad" />
          <span>
            <q className="italic">{oneLine(event.words).slice(0, 300)}</q>
            <span className="text-faint"> · {oneLine(event.place).slice(0, 100)}</span>
          </span>
        </p>
      ))}
    </Section>
  );
}

const CHARS_MAX = 1_200;

function Gave({ step }: { step: Step }) {
  const { timeline } = useWords();
  const [whole, setWhole] = useState(false);
  const told = textOf(step.content).trim();
  const pictures = step.content.flatMap((part) => (part.kind === "picture" ? [part] : []));
  if (!told && !pictures.length) return null;
  const isLong = told.length > CHARS_MAX;
  return (
    <Section title={timeline.gave}>
      {step.call.name === "bash" && typeof step.call.arguments.command === "string" && (
        <pre className="mb-1.5 font-code text-xs whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
          $ {step.call.arguments.command}
        </pre>
      )}
      {told && (
        <pre className="max-h-96 overflow-auto font-code text-xs whitespace-pre-wrap text-soft [overflow-wrap:anywhere]">
          {whole || !isLong ? told : `${told.slice(0, CHARS_MAX)}…`}
        </pre>
      )}
      {isLong && !whole && (
        <button type="button" onClick={() => setWhole(true)} className="mt-1 text-xs font-[550] text-hand">
          {timeline.wholeText}
        </button>
      )}
      {pictures.length > 0 && (
        <div className="mt-2 flex flex-wrap gap-2">
          {pictures.map((picture) => (
            <PictureView key={picture.blob} picture={picture} className="max-h-32 max-w-56" />
          ))}
        </div>
      )}
    </Section>
  );
}

function Raw({ step }: { step: Step }) {
  const { timeline } = useWords();
  const { name, arguments: given, malformed } = step.call;
  return (
    <details className="group py-2.5">
      <summary className="w-fit rounded-sm text-xs font-medium text-faint hover:text-ink">{timeline.raw}</summary>
      {malformed && (
        <p className="mt-1 text-bad">
          {timeline.malformed} {malformed}
        </p>
      )}
      <pre className="mt-1.5 max-h-72 overflow-auto font-code text-xs whitespace-pre-wrap text-soft [overflow-wrap:anywhere]">
        {name} {JSON.stringify(given, null, 2)}
      </pre>
    </details>
  );
}
