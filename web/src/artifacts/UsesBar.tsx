// What a version asks to be allowed, above it, and how it is taken back.
import { KeyRound, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { Button } from "@/parts/Button";
import { Confirm } from "@/parts/Confirm";
import { useFigures, useWords } from "@/words";
import type { Use } from "../../frame/protocol.ts";
import type { Uses } from "./useUses";

const LINK = "underline underline-offset-4 hover:text-ink";

/** What each of these means, in words. */
function useTold({ asks }: Uses) {
  const { artifacts } = useWords();
  const figures = useFigures();
  const notes: Partial<Record<Use, string>> = { ...artifacts.usesNotes };
  if (asks?.why) notes.model = artifacts.asksNothing[asks.why];
  else if (asks?.priced) notes.model = artifacts.asksUpTo(figures.money(asks.cost_usd_max));
  else if (asks) notes.model = artifacts.asksUpToTimes(asks.asks_max);
  return {
    asked: asks?.why
      ? artifacts.asksNothing[asks.why]
      : asks?.priced
        ? artifacts.askedSoFar(figures.money(asks.cost_usd), figures.money(asks.cost_usd_max))
        : asks && artifacts.askedTimes(asks.asks, asks.asks_max),
    names: (uses: readonly Use[]) => uses.map((each) => artifacts.uses[each]).join(artifacts.and),
    notes: (uses: readonly Use[]) => uses.flatMap((each) => notes[each] ?? []),
  };
}

/** works: whether the person may work in the session. */
export function UsesBar({ uses, works }: { uses: Uses; works: boolean }) {
  const { artifacts } = useWords();
  const told = useTold(uses);
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
        <Button size="sm" disabled={open.includes("model") && !uses.asks} onClick={() => uses.allow(asked)}>
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
      {allowed.includes("model") && told.asked && <span className="figures">{told.asked}</span>}
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
