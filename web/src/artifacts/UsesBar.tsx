// What a version asks to be allowed, above it, and how it is taken back.
import { KeyRound, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { Button } from "@/parts/Button";
import { Confirm } from "@/parts/Confirm";
import { useWords } from "@/words";
import type { Use } from "../../frame/protocol.ts";
import type { Uses } from "./useUses";

const LINK = "underline underline-offset-4 hover:text-ink";

/** What each of these means, in words. */
function useTold() {
  const { artifacts } = useWords();
  const notes: Partial<Record<Use, string>> = artifacts.usesNotes;
  return {
    names: (uses: readonly Use[]) => uses.map((each) => artifacts.uses[each]).join(artifacts.and),
    notes: (uses: readonly Use[]) => uses.flatMap((each) => notes[each] ?? []),
  };
}

/** works: whether the person may work in the session. */
export function UsesBar({ uses, works }: { uses: Uses; works: boolean }) {
  const { artifacts } = useWords();
  const told = useTold();
  const { asked, allowed } = uses;
  const open = asked.filter((each) => !allowed.includes(each));
  if (open.length && !uses.isLater) {
    return (
      <div
        role="status"
        className="flex flex-wrap items-center gap-2 border-b border-ask-line bg-ask-wash px-3 py-2 text-sm"
      >
        <KeyRound className="size-4 shrink-0 text-ask" />
        <p className="min-w-52 flex-1">
          {artifacts.asks(told.names(open))} {told.notes(open).join(" ")}{" "}
          <span className="text-soft">{artifacts.asksText}</span>
        </p>
        <Button size="sm" onClick={() => uses.allow(asked)}>
          {artifacts.allow}
        </Button>
        <Button size="sm" onClick={uses.notNow}>
          {artifacts.notNow}
        </Button>
      </div>
    );
  }
  if (!allowed.length) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1 text-xs text-soft">
      <ShieldCheck className="size-3.5 shrink-0" />
      <span className="min-w-40 flex-1">{artifacts.may(told.names(allowed))}</span>
      {allowed.includes("storage") && (
        <button type="button" className={LINK} onClick={uses.forget}>
          {artifacts.forgetValues}
        </button>
      )}
      {allowed.includes("shared") && works && <ForgetShared uses={uses} />}
      <button type="button" className={LINK} onClick={() => uses.allow([])}>
        {artifacts.takeBack}
      </button>
    </div>
  );
}

function ForgetShared({ uses }: { uses: Uses }) {
  const { artifacts } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={LINK} onClick={() => setOpen(true)}>
        {artifacts.forgetShared}
      </button>
      <Confirm
        open={open}
        onClose={() => setOpen(false)}
        title={artifacts.forgetSharedTitle}
        text={artifacts.forgetSharedText}
        act={artifacts.forgetShared}
        onAct={() => void uses.forgetShared()}
      />
    </>
  );
}
