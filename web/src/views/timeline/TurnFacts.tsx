// What a step and the model's answer that asked for it used: time, tokens, pictures, money.
import type { ReactNode } from "react";
import { useSession } from "@/session/SessionContext";
import type { Step, Turn } from "@/session/view";
import { useFigures, useWords } from "@/words";
import { Facts, Section } from "./StepFacts";

function costOf(turn: Turn, money: (usd: number) => string, free: string, unknown: string): string {
  const { cost_usd: cost } = turn.usage;
  if (cost === null) return unknown;
  return cost === 0 ? free : money(cost);
}

export function TurnFacts({ step }: { step: Step }) {
  const { timeline, common } = useWords();
  const figures = useFigures();
  const { view } = useSession();
  const turn = view.turns[step.turn];
  const own: [string, ReactNode][] = [[timeline.took, figures.seconds(step.tookS)]];
  if (!turn) {
    return (
      <Section title={timeline.took}>
        <Facts facts={own} />
      </Section>
    );
  }
  const { usage } = turn;
  const read = usage.input_tokens;
  const cached = read > 0 ? Math.round((usage.cache_read_tokens / read) * 100) : 0;
  const cost = costOf(turn, figures.money, common.free, common.costUnknown);
  const facts: [string, ReactNode][] = [
    ...own,
    [timeline.model, [turn.model, turn.effort && `${timeline.effort} ${turn.effort}`].filter(Boolean).join(", ")],
  ];
  if (read + usage.output_tokens > 0) {
    facts.push([
      "Token",
      `${figures.tokens(read)} ${timeline.tokensIn}${cached ? ` (${cached}% ${timeline.fromCache})` : ""}, ` +
        `${figures.tokens(usage.output_tokens)} ${timeline.tokensOut}`,
    ]);
  }
  facts.push([
    timeline.cost,
    <>
      {cost}
      {turn.calls > 1 && usage.cost_usd ? (
        <span className="text-faint"> · {timeline.costShared(turn.calls)}</span>
      ) : null}
    </>,
  ]);
  if (turn.tookS >= 0.05) {
    const waited = turn.waitedS >= 0.5 ? `, ${figures.seconds(turn.waitedS)} ${timeline.held}` : "";
    facts.push([timeline.thought, figures.seconds(turn.tookS) + waited]);
  }
  if (turn.pictures > 0) {
    const cleared = turn.cleared > 0 ? `, ${timeline.cleared(turn.cleared)}` : "";
    facts.push([timeline.pictures, `${turn.pictures}${cleared}`]);
  }
  return (
    <Section
      title={timeline.cost}
      aside={<span className="figures text-2xs text-faint">{timeline.ofTurn(turn.number)}</span>}
    >
      <Facts facts={facts} />
    </Section>
  );
}
