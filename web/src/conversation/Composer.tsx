// Where a person says something in a session: new words, a word while it works, or the answer to a question.
import { useRef } from "react";
import { useAction } from "@/actions/registry";
import type { Command, TextPartGiven } from "@/api/events";
import type { Part } from "@/api/types";
import { isLoading } from "@/session/loading";
import { useSession } from "@/session/SessionContext";
import { isOver, openQuestion } from "@/session/view";
import { useWords } from "@/words";
import { useAttachments } from "./attaching";
import { useDraft } from "./draft";
import { WriteBox, type WriteBoxHandle } from "./WriteBox";

export function Composer({ onSent }: { onSent: () => void }) {
  const here = useSession();
  const { id, view, phase, mayCommand, command } = here;
  const { conversation, questions } = useWords();
  const [text, write] = useDraft(id);
  const attachments = useAttachments(id);
  const box = useRef<WriteBoxHandle>(null);
  const question = openQuestion(view);
  const answers = question?.kind === "question" ? question : null;
  useAction("talk.focus", () => box.current?.focus(), mayCommand);
  useAction("talk.attach", () => box.current?.pick(), mayCommand);

  if (!mayCommand) return <p className="py-4 text-center text-sm text-faint">{questions.readOnly}</p>;

  const send = () => {
    const words: (TextPartGiven | Part)[] = text.trim() ? [{ kind: "text", text: text.trim() }] : [];
    const parts = [...words, ...attachments.held.flatMap((each) => each.part ?? [])];
    const given: Command =
      answers && !attachments.held.length
        ? { command: "answer", question: answers.id, answer: text.trim() }
        : { command: "say", parts };
    write("");
    attachments.clear();
    onSent();
    // What can't be sent stays in the conversation, with a button to send it again.
    void command(given);
  };
  const asked = answers ? conversation.answerOnly : conversation.answerHere;
  const placeholder = question ? asked : isOver(phase) ? conversation.goOnWith : conversation.addWord;
  return (
    <div className="pb-3 md:pb-4">
      <WriteBox
        ref={box}
        value={text}
        onChange={write}
        onSend={send}
        attachments={attachments}
        placeholder={isLoading(here) ? "" : view.items.length ? placeholder : conversation.write}
        label={conversation.write}
        sendLabel={answers ? questions.answer : conversation.send}
      />
    </div>
  );
}
