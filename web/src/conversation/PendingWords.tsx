// Words that were sent and are not in the journal yet; those that could not be sent stay, to be sent again.
import { Button } from "@/parts/Button";
import { textOf } from "@/session/fold";
import { useSession } from "@/session/SessionContext";
import { type Sent, wordsOf } from "@/session/sending";
import { useWords } from "@/words";
import { Attached } from "./Parts";
import { Bubble } from "./SaidBubble";

export function PendingWords() {
  const { sent } = useSession();
  return sent.filter((each) => each.command.command === "say").map((each) => <Pending key={each.id} sent={each} />);
}

function Pending({ sent }: { sent: Sent }) {
  const { conversation } = useWords();
  const { sending } = useSession();
  const parts = wordsOf(sent);
  const text = textOf(parts);
  return (
    <div className="mb-5 flex flex-col items-end gap-1.5 pl-8 md:pl-14">
      <Attached parts={parts} />
      {text && <Bubble text={text} faint />}
      {sent.failed ? (
        <div role="alert" className="flex flex-wrap items-center justify-end gap-2 text-xs text-bad">
          <span>
            {conversation.notSent}
            {sent.failed.message && `: ${sent.failed.message}`}
          </span>
          <Button size="sm" onClick={() => void sending.retry(sent.id)}>
            {conversation.sendAgain}
          </Button>
          <Button size="sm" tone="quiet" onClick={() => sending.drop(sent.id)}>
            {conversation.discard}
          </Button>
        </div>
      ) : (
        <span className="px-1 text-xs text-faint">{conversation.sending}</span>
      )}
    </div>
  );
}
