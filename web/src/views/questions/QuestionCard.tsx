// A question to the person, where it was asked in the conversation: what would happen, to what, and the answers.
import { Check, ShieldQuestion, X } from "lucide-react";
import { CATALOGUE } from "@/actions/catalogue";
import { useAction } from "@/actions/registry";
import type { HeldRequest, PicturePart, Touch } from "@/api/events";
import { ActWords } from "@/conversation/ActWords";
import { PictureView } from "@/conversation/Parts";
import { Button } from "@/parts/Button";
import { shortAddress } from "@/session/acts";
import { useSession } from "@/session/SessionContext";
import type { Question } from "@/session/view";
import { useNameOf } from "@/shell/people";
import { useWords } from "@/words";

type RiskClass = Touch["classes"][number];

export function QuestionCard({ place }: { place: number }) {
  const { view } = useSession();
  const question = view.questions[place];
  if (!question) return null;
  return question.answer || question.lapsed ? <Past question={question} /> : <Open question={question} />;
}

function Past({ question }: { question: Question }) {
  const { questions } = useWords();
  const { view } = useSession();
  const nameOf = useNameOf();
  const { answer, lapsed, kind } = question;
  const said = questions.answered[answer as keyof typeof questions.answered] ?? answer;
  const isNo = answer === "deny" || answer === "none" || lapsed;
  const step = kind === "approval" ? view.steps[question.step] : undefined;
  const who = nameOf(question.by);
  return (
    <div className="mb-5 flex items-start gap-2.5 text-sm text-soft">
      {isNo ? (
        <X className="mt-0.5 size-4 shrink-0 text-faint" />
      ) : (
        <Check className="mt-0.5 size-4 shrink-0 text-ok" />
      )}
      <p className="min-w-0 [overflow-wrap:anywhere]">
        {question.requests.length ? (
          question.requests.map(requestWords).join(", ")
        ) : step ? (
          <ActWords step={step} />
        ) : (
          question.text
        )}{" "}
        · <span className="font-[550] text-ink">{lapsed ? questions.lapsed : said}</span>
        {who && !lapsed && <span> {questions.by(who)}</span>}
        {question.words && <span> · {question.words}</span>}
      </p>
    </div>
  );
}

/** A request that waits, as far as people want to know: how, and where to. */
const requestWords = ({ method, address }: HeldRequest) => `${method} ${shortAddress(address)}`;

function useAnswers(question: Question) {
  const { command, mayCommand } = useSession();
  const answer = (value: string) => void command({ command: "answer", question: question.id, answer: value });
  const approves = question.kind === "approval" && mayCommand;
  useAction("question.allow", () => answer("allow"), approves);
  useAction("question.always", () => answer("always"), approves);
  useAction("question.deny", () => answer("deny"), approves);
  return answer;
}

/** The gravest of what it would do, to be asked about by name. */
const GRAVEST = [
  "pay",
  "send",
  "delete",
  "submit",
  "take_out",
  "sign_in",
  "personal_data",
  "accept_terms",
  "grant_permission",
  "install",
  "change_settings",
  "bring_in",
  "visit_new",
  "run_code",
] as const satisfies RiskClass[];

function Open({ question }: { question: Question }) {
  const words = useWords();
  const { questions } = words;
  const { view, mayCommand } = useSession();
  const answer = useAnswers(question);
  const step = view.steps[question.step];
  const touch = question.verdict?.touch;
  const element = question.element?.kind === "picture" ? question.element : null;
  const asks = question.kind === "approval";
  const gravest = GRAVEST.find((each) => touch?.classes.includes(each));
  const title = asks ? questions.may[gravest ?? "other"] : question.text;
  return (
    <section aria-label={title} className="@container rise mb-5 rounded-lg border border-ask-line bg-ask-wash p-4">
      <h3 className="flex items-start gap-2 text-read font-[620]">
        <ShieldQuestion className="mt-1 size-4.5 shrink-0 text-ask" />
        <span className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">{title}</span>
      </h3>
      <div className="mt-3 flex flex-col gap-4 @md:flex-row">
        {element && <ElementPicture picture={element} />}
        <div className="min-w-0 flex-1">
          {asks && step && (
            <p className="text-sm text-soft [overflow-wrap:anywhere]">
              {question.requests.length ? question.requests.map(requestWords).join(", ") : <ActWords step={step} />}
            </p>
          )}
          {touch && asks && <Facts touch={touch} />}
          {asks && (
            <p className="mt-2 text-sm text-soft [overflow-wrap:anywhere]">
              {question.consequence || (touch ? "" : question.text)}{" "}
              {question.verdict?.undoable === false && <b className="font-[550] text-ask">{questions.notUndoable}</b>}
            </p>
          )}
        </div>
      </div>
      {mayCommand && (
        <div className="mt-4 flex flex-wrap gap-2">
          {asks ? (
            <>
              <Button tone="go" onClick={() => answer("allow")} keys={CATALOGUE["question.allow"].keys}>
                {questions.allow}
              </Button>
              <Button onClick={() => answer("always")}>{questions.always}</Button>
              <Button tone="quiet" onClick={() => answer("deny")} keys={CATALOGUE["question.deny"].keys}>
                {questions.deny}
              </Button>
              <Button tone="quiet" onClick={() => answer("take_over")}>
                {questions.takeOver}
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

/** What was found on the desk about the act: where it goes, and what would go there. */
function Facts({ touch }: { touch: Touch }) {
  const { questions } = useWords();
  const amount = touch.amount === null ? "" : `${touch.amount} ${touch.currency}`.trim();
  const facts: [string, string][] = [
    [questions.where, touch.host || touch.app],
    [questions.sendsTo, touch.sends_to],
    [questions.amount, amount],
    ...Object.entries(touch.values).slice(0, 8),
  ];
  return (
    <dl className="mt-1.5 grid grid-cols-[fit-content(9rem)_1fr] gap-x-4 gap-y-0.5 text-sm">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="truncate text-soft">{name}</dt>
            <dd className="line-clamp-4 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function ElementPicture({ picture }: { picture: PicturePart }) {
  return (
    <PictureView
      picture={picture}
      className="w-fit max-w-full shrink-0 self-start @md:max-w-44 [&_img]:max-h-36! [&_img]:w-auto! [&_img]:object-contain!"
    />
  );
}
