// A question that waits: what would happen, to what, with which values, why it is asked, how long it waits; the answers.
import { Hourglass, ShieldQuestion, TriangleAlert } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { CATALOGUE } from "@/actions/catalogue";
import { act, useAction } from "@/actions/registry";
import { ActWords } from "@/conversation/ActWords";
import { PictureView } from "@/conversation/Parts";
import { Button } from "@/parts/Button";
import { INPUT } from "@/parts/Field";
import { Fold } from "@/parts/Fold";
import { titleOf, useJudged } from "@/session/judged";
import { Recorded } from "@/session/Recorded";
import { useSession } from "@/session/SessionContext";
import { useWhose } from "@/session/useWhose";
import type { Question, Step } from "@/session/view";
import { connection } from "@/views/desk/connection";
import { useWords } from "@/words";
import { countdown, leftOf } from "./asking";
import { Facts, Requests } from "./Facts";

/** `field`: with a line to answer in, where nothing else is there to write in. */
export function OpenQuestion({ question, field = false }: { question: Question; field?: boolean }) {
  const words = useWords();
  const { questions } = words;
  const { view, mayCommand } = useSession();
  const step = view.steps[question.step];
  const asks = question.kind === "approval";
  const title = titleOf(question, view, words);
  return (
    <section aria-label={title} className="@container rise mb-5 rounded-lg border border-ask-line bg-ask-wash p-4">
      <h3 className="flex items-start gap-2 text-read font-[620]">
        <ShieldQuestion className="mt-1 size-4.5 shrink-0 text-ask" />
        <span className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">{title}</span>
      </h3>
      {asks && step && <About question={question} step={step} />}
      <Patience question={question} />
      {mayCommand && (asks ? <Approve question={question} /> : <Options question={question} field={field} />)}
      {!mayCommand && <p className="mt-3 text-sm text-soft">{questions.readOnly}</p>}
    </section>
  );
}

function About({ question, step }: { question: Question; step: Step }) {
  const { questions, asking } = useWords();
  const judged = useJudged();
  const whose = useWhose()(step);
  const verdict = step.verdicts.at(-1);
  const touch = verdict?.touch;
  const would = touch ? judged.consequence(touch, question.consequence) : { text: question.text, recorded: "" };
  const why = verdict && judged.reason(verdict);
  const element = question.element?.kind === "picture" ? question.element : null;
  return (
    <>
      {whose && <p className="mt-1.5 font-[550] [overflow-wrap:anywhere]">{asking.wantedBy(whose)}</p>}
      <p className="mt-1.5 [overflow-wrap:anywhere]">
        {would.text} {verdict?.undoable === false && <b className="font-[550] text-ask">{questions.notUndoable}</b>}
        <Recorded text={would.recorded} />
      </p>
      <div className="mt-3 flex flex-col gap-x-4 gap-y-2 @2xs:flex-row">
        {element && (
          <PictureView
            picture={element}
            className="h-24 w-full shrink-0 bg-panel! @2xs:w-32 @md:w-44 [&_img]:object-contain! [&_img]:object-center!"
          />
        )}
        <div className="min-w-0 flex-1">
          <p className="text-sm text-soft">
            <ActWords step={step} />
          </p>
          {touch && <Facts touch={touch} requests={question.requests} />}
        </div>
      </div>
      {touch && touch.raised.length > 0 && (
        <p className="mt-3 flex items-start gap-2 text-sm font-[550] text-ask">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {asking.suspicious} <span className="font-normal">{touch.raised.join(" ")}</span>
          </span>
        </p>
      )}
      <Requests requests={question.requests} />
      {(verdict?.reason || touch?.said) && (
        <Fold title={asking.why} className="mt-3">
          <div className="mt-1 space-y-1 border-l-2 border-ask-line pl-3 [overflow-wrap:anywhere]">
            {why && (
              <p>
                {why.text}
                <Recorded text={why.recorded} />
              </p>
            )}
            {touch?.said && (
              <p>
                <b className="font-[550]">{asking.modelSays}:</b> “{touch.said}”
              </p>
            )}
          </div>
        </Fold>
      )}
    </>
  );
}

/** The clock as seconds, read anew each second while it is wanted. */
function useSeconds(wanted: boolean): number {
  const [now, setNow] = useState(() => Date.now() / 1_000);
  useEffect(() => {
    if (!wanted) return;
    const timer = window.setInterval(() => setNow(Date.now() / 1_000), 1_000);
    return () => window.clearInterval(timer);
  }, [wanted]);
  return now;
}

function Patience({ question }: { question: Question }) {
  const { asking } = useWords();
  const { unanswered } = question;
  const now = useSeconds(unanswered !== "wait" && question.patienceS !== null);
  const left = leftOf(question, now);
  if (left === null || unanswered === "wait") return null;
  return (
    <p role="timer" className="figures mt-3 flex items-center gap-2 text-sm text-ask">
      <Hourglass className="size-4 shrink-0" />
      {left > 0 ? asking.patience[unanswered](countdown(left)) : asking.overdue[unanswered]}
    </p>
  );
}

function Approve({ question }: { question: Question }) {
  const { questions, asking } = useWords();
  const { id: session, command } = useSession();
  const navigate = useNavigate();
  const [writes, setWrites] = useState(false);
  const [words, setWords] = useState("");
  const [sent, setSent] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const may = (value: string) => !question.options.length || question.options.includes(value);
  const lasts = may("always");
  const answer = async (value: string) => {
    setSent(true);
    const given = { command: "answer", question: question.id, answer: value, words: words.trim() } as const;
    const taken = await command(given, value === "take_over" ? connection() : undefined);
    if (!taken) setSent(false);
    else if (value === "take_over" && !act("go.desk")) navigate(`/s/${session}/desk`);
  };
  useAction("question.allow", () => void answer("allow"), !sent);
  useAction("question.always", () => void answer("always"), !sent && lasts);
  useAction("question.deny", () => void answer("deny"), !sent);
  useEffect(() => {
    if (writes) field.current?.focus();
  }, [writes]);
  return (
    <>
      {writes && (
        <textarea
          ref={field}
          id={id}
          rows={2}
          aria-label={asking.wordsLabel}
          placeholder={asking.wordsPlaceholder}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && setWrites(false)}
          className={`${INPUT} mt-4 h-auto! resize-y py-2`}
        />
      )}
      <div className="mt-4 grid grid-cols-2 gap-2 @md:flex @md:flex-wrap [&>button]:h-10 @md:[&>button]:h-8">
        <Button tone="go" disabled={sent} onClick={() => void answer("allow")} keys={CATALOGUE["question.allow"].keys}>
          {questions.allow}
        </Button>
        {lasts && (
          <Button disabled={sent} onClick={() => void answer("always")}>
            {questions.always}
          </Button>
        )}
        <Button disabled={sent} onClick={() => void answer("deny")} keys={CATALOGUE["question.deny"].keys}>
          {questions.deny}
        </Button>
        {may("take_over") && (
          <Button tone="quiet" disabled={sent} onClick={() => void answer("take_over")}>
            {questions.takeOver}
          </Button>
        )}
        {!writes && (
          <Button tone="quiet" disabled={sent} onClick={() => setWrites(true)}>
            {asking.withWords}
          </Button>
        )}
      </div>
    </>
  );
}

function Options({ question, field }: { question: Question; field: boolean }) {
  const { command } = useSession();
  const answer = (option: string) => void command({ command: "answer", question: question.id, answer: option });
  return (
    <>
      {question.options.length > 0 && (
        <div className="mt-4 flex flex-wrap gap-2">
          {question.options.map((option) => (
            <Button
              key={option}
              onClick={() => answer(option)}
              className="h-auto! min-h-9 py-1 text-left whitespace-normal"
            >
              {option}
            </Button>
          ))}
        </div>
      )}
      {field && <OwnAnswer answer={answer} />}
    </>
  );
}

function OwnAnswer({ answer }: { answer: (words: string) => void }) {
  const { questions } = useWords();
  const [words, write] = useState("");
  const given = words.trim();
  return (
    <form
      className="mt-3 flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (given) answer(given);
      }}
    >
      <input
        aria-label={questions.yourAnswer}
        placeholder={questions.yourAnswer}
        value={words}
        onChange={(event) => write(event.target.value)}
        className={INPUT}
      />
      <Button type="submit" tone="go" className="h-9!" disabled={!given}>
        {questions.answer}
      </Button>
    </form>
  );
}
