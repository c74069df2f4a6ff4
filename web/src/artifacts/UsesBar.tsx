// What a version asks to be allowed, above it, and how it is taken back.
import { KeyRound, ShieldCheck } from "lucide-react";
import { Button } from "@/parts/Button";
import { useWords } from "@/words";
import type { Uses } from "./useUses";

export function UsesBar({ uses }: { uses: Uses }) {
  const { artifacts } = useWords();
  const { asked, allowed } = uses;
  const open = asked.filter((each) => !allowed.includes(each));
  const told = (names: readonly (keyof typeof artifacts.uses)[]) =>
    names.map((name) => artifacts.uses[name]).join(artifacts.and);
  if (open.length && !uses.isLater) {
    return (
      <div
        role="status"
        className="flex flex-wrap items-center gap-2 border-b border-ask-line bg-ask-wash px-3 py-2 text-sm"
      >
        <KeyRound className="size-4 shrink-0 text-ask" />
        <p className="min-w-52 flex-1">
          {artifacts.asks(told(open))} <span className="text-soft">{artifacts.asksText}</span>
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
      <span className="min-w-40 flex-1">{artifacts.may(told(allowed))}</span>
      {allowed.includes("storage") && (
        <button type="button" className="underline underline-offset-4 hover:text-ink" onClick={uses.forget}>
          {artifacts.forgetValues}
        </button>
      )}
      <button type="button" className="underline underline-offset-4 hover:text-ink" onClick={() => uses.allow([])}>
        {artifacts.takeBack}
      </button>
    </div>
  );
}
