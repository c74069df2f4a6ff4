// What a moment is, in one line.
import { oneLine, sentence } from "@/session/acts";
import { textOf } from "@/session/fold";
import { titleOf } from "@/session/judged";
import type { Question, SessionView } from "@/session/view";
import type { Words } from "@/words";
import { askedOf, type Moment } from "./moments";

const CHARS_MAX = 240;

const questionWords = (question: Question | null, view: SessionView, words: Words): string =>
  question ? titleOf(question, view, words) : "";

/** nameOf: the name for what an event says of who did it. */
export function toldOf(moment: Moment, view: SessionView, words: Words, nameOf: (by: string) => string): string {
  const { item } = moment;
  if (!item) {
    const step = view.steps[moment.step];
    return step ? oneLine(sentence(step, words)).slice(0, CHARS_MAX) : "";
  }
  const text = (): string => {
    switch (item.kind) {
      case "said":
        return textOf(item.parts) || words.conversation.file;
      case "reply":
        return item.text || item.error;
      case "question":
        return questionWords(askedOf(view, item), view, words);
      case "notice":
        return item.text;
      case "suspected":
        return item.event.words;
      case "outcome":
        return [words.conversation.outcomes[item.outcome.kind], item.outcome.summary].filter(Boolean).join(": ");
      case "mark":
        return words.conversation.marks[item.what](nameOf(item.by) || words.conversation.somebody);
    }
  };
  return oneLine(text()).slice(0, CHARS_MAX);
}
