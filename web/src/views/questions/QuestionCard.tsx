// A question to the person, where it was asked in the conversation: open, or as it was answered.
import { Check, X } from "lucide-react";
import type { HeldRequest } from "@/api/events";
import { ActWords } from "@/conversation/ActWords";
import { shortAddress } from "@/session/acts";
import { useSession } from "@/session/SessionContext";
import type { Question } from "@/session/view";
import { useMe } from "@/shell/me";
import { useNameOf } from "@/shell/people";
import { useWords } from "@/words";
import { AlertOffer } from "./AlertOffer";
import { OpenQuestion } from "./OpenQuestion";

export function QuestionCard({ place }: { place: number }) {
  const { view } = useSession();
  const question = view.questions[place];
  if (!question) return null;
  const isOver = question.answer || question.lapsed;
  return isOver ? (
    <Past question={question} newest={place === view.questions.length - 1} />
  ) : (
    <OpenQuestion question={question} />
  );
}

function Past({ question, newest }: { question: Question; newest: boolean }) {
  const { questions } = useWords();
  const { view } = useSession();
  const nameOf = useNameOf();
  const me = useMe().account.id;
  const { answer, lapsed, kind } = question;
  const said = questions.answered[answer as keyof typeof questions.answered] ?? answer;
  const isNo = answer === "deny" || answer === "none" || lapsed;
  const step = kind === "approval" ? view.steps[question.step] : undefined;
  const who = nameOf(question.by);
  return (
    <>
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
      {newest && question.by.split(":")[0] === me && <AlertOffer since={question.answeredAt} />}
    </>
  );
}

/** A request that waits, as far as people want to know: how, and where to. */
const requestWords = ({ method, address }: HeldRequest) => `${method} ${shortAddress(address)}`;
