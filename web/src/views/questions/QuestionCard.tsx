// A question to the person, where it was asked in the conversation: what would happen, to what, and the answers.
import { Check, Hand, ShieldQuestion, X } from "lucide-react";
import { CATALOGUE } from "@/actions/catalogue";
import { useAction } from "@/actions/registry";
import type { PicturePart } from "@/api/events";
import { PictureView } from "@/conversation/Parts";
import { Button } from "@/parts/Button";
import { useSession } from "@/session/SessionContext";
import type { Question } from "@/session/view";
import { useWords } from "@/words";

export function QuestionCard({ place }: { place: number }) {
  const { view } = useSession();
  const question = view.questions[place];
  if (!question) return null;
  return question.answer || question.lapsed ? <Past question={question} /> : <Open question={question} />;
}

function Past({ question }: { question: Question }) {
  const { questions } = useWords();
  const { answer, lapsed } = question;
  const said = questions.answered[answer as keyof typeof questions.answered] ?? answer;
  const isNo = answer === "deny" || answer === "none" || lapsed;
  return (
    <div className="mb-5 flex items-start gap-2.5 text-sm text-soft">
      {isNo ? (
        <X className="mt-0.5 size-4 shrink-0 text-faint" />
      ) : (
        <Check className="mt-0.5 size-4 shrink-0 text-ok" />
      )}
      <p className="min-w-0 [overflow-wrap:anywhere]">
        {question.text} <span className="font-[550] text-ink">{lapsed ? questions.lapsed : said}</span>
        {question.words && <span> · {question.words}</span>}
      </p>
    </div>
  );
}

function useAnswers(question: Question) {
  const { command, mayCommand } = useSession();
  const answer = (value: string) => void command({ command: "answer", question: question.id, answer: value });
  const approves = question.kind === "approval" && mayCommand;
  useAction("question.allow", () => answer("allow"), approves);
  useAction("question.always", () => answer("always"), approves);
  useAction("question.deny", () => answer("deny"), approves);
  return answer;
}

function Open({ question }: { question: Question }) {
  const { questions } = useWords();
  const { view, mayCommand } = useSession();
  const answer = useAnswers(question);
  const touch = view.steps[question.step]?.verdicts.at(-1)?.touch;
  const element = question.element?.kind === "picture" ? question.element : null;
  const facts: [string, string][] = touch
    ? ([
        [questions.where, touch.host || touch.app],
        [questions.sendsTo, touch.sends_to],
        [questions.amount, touch.amount === null ? "" : `${touch.amount} ${touch.currency}`.trim()],
        ...Object.entries(touch.values).slice(0, 8),
        [questions.after, question.consequence],
      ].filter(([, value]) => value) as [string, string][])
    : [];
  return (
    <section aria-label={questions.approval} className="rise mb-5 rounded-lg border border-ask-line bg-ask-wash p-4">
      <div className="flex flex-col gap-4 sm:flex-row">
        {element && <ElementPicture picture={element} />}
        <div className="min-w-0 flex-1">
          <h3 className="flex items-start gap-2 text-read font-[620]">
            {!element && <ShieldQuestion className="mt-1 size-4.5 shrink-0 text-ask" />}
            <span className="[overflow-wrap:anywhere] whitespace-pre-wrap">{question.text}</span>
          </h3>
          {facts.length > 0 && (
            <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-sm">
              {facts.map(([name, value]) => (
                <div key={name} className="contents">
                  <dt className="text-soft">{name}</dt>
                  <dd className="[overflow-wrap:anywhere]">{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      </div>
      {mayCommand && (
        <div className="mt-4 flex flex-wrap gap-2">
          {question.kind === "approval" ? (
            <>
              <Button tone="go" onClick={() => answer("allow")} keys={CATALOGUE["question.allow"].keys}>
                {questions.allow}
              </Button>
              <Button onClick={() => answer("always")}>{questions.always}</Button>
              <Button tone="quiet" onClick={() => answer("deny")} keys={CATALOGUE["question.deny"].keys}>
                {questions.deny}
              </Button>
              <Button tone="quiet" onClick={() => answer("take_over")}>
                <Hand /> {questions.takeOver}
              </Button>
            </>
          ) : (
            question.options.map((option) => (
              <Button
                key={option}
                onClick={() => answer(option)}
                className="h-auto! min-h-8 py-1 text-left whitespace-normal"
              >
                {option}
              </Button>
            ))
          )}
        </div>
      )}
    </section>
  );
}

function ElementPicture({ picture }: { picture: PicturePart }) {
  return <PictureView picture={picture} className="max-h-28 w-full shrink-0 sm:w-40" />;
}
