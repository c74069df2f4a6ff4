// Under the picture: what the agent does, did, or waits for; while the keys go to the desk, how to get them back.
import { MessageSquare, ShieldQuestion } from "lucide-react";
import { useNavigate } from "react-router";
import { Button } from "@/parts/Button";
import { join } from "@/parts/join";
import { Kbd, keyNames } from "@/parts/Kbd";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import type { Acting } from "./acting";
import { LEAVE_KEYS } from "./keys";

interface Props {
  acting: Acting;
  /** Whether a person has the desk in this page, and whether their keys go to it. */
  mine: boolean;
  keysGo: boolean;
}

export function ActingLine({ acting, mine, keysGo }: Props) {
  const { desk } = useWords();
  const { phase, live } = useSession();
  if (mine) {
    return (
      <p className="flex min-h-8 items-center gap-1.5 text-xs text-soft">
        {keysGo ? (
          <>
            {desk.leaveKeys} <Kbd keys={LEAVE_KEYS} />
            <span className="sr-only">{keyNames(LEAVE_KEYS).join(" ")}</span>
            <span className="max-md:hidden">{desk.leaveBy}</span>
          </>
        ) : (
          desk.focusDesk
        )}
      </p>
    );
  }
  if (acting.kind === "ask") return <Asks text={acting.text} />;
  const prefix =
    phase === "yours" ? desk.agentWaits : phase === "paused" ? desk.paused : acting.kind === "think" ? desk.thinks : "";
  return (
    <p className="flex min-h-8 min-w-0 items-center gap-2 text-sm text-soft">
      {(acting.kind === "now" || acting.kind === "think") && (
        <span className="breathe size-1.5 shrink-0 rounded-full bg-hand" />
      )}
      {live.wait && <span className="truncate text-ask">{live.wait}</span>}
      {prefix && <span className="shrink-0 text-ink">{prefix}</span>}
      {acting.text && (
        <span className={join("min-w-0 truncate", acting.kind === "now" ? "text-ink" : "text-soft")}>
          {prefix && "· "}
          {acting.text}
          {acting.where && <span className="text-faint"> · {acting.where}</span>}
        </span>
      )}
    </p>
  );
}

function Asks({ text }: { text: string }) {
  const { desk } = useWords();
  const { id } = useSession();
  const navigate = useNavigate();
  return (
    <div className="flex min-h-8 items-center gap-2 text-sm">
      <ShieldQuestion className="size-4 shrink-0 text-ask" />
      <p className="min-w-0 flex-1 truncate">
        <span className="font-[550] text-ask">{desk.waitsForYou}</span> {text}
      </p>
      <Button size="sm" className="lg:hidden" onClick={() => navigate(`/s/${id}/talk`, { replace: true })}>
        <MessageSquare /> {desk.answer}
      </Button>
    </div>
  );
}
