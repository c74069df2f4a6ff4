// What a profile decides, class by class, so that nobody has to read the rules to know.
import { Check, CircleHelp, type LucideIcon, X } from "lucide-react";
import type { ClassView, ProfileTable as Table } from "@/api/http";
import { join } from "@/parts/join";
import { useFigures, useWords } from "@/words";
import { clockOf, conditionsOf, silenceOf } from "./profiles";

type Decision = ClassView["decide"];

const LOOKS: Record<Decision, { icon: LucideIcon; tone: string }> = {
  allow: { icon: Check, tone: "text-ok bg-ok-wash" },
  ask: { icon: CircleHelp, tone: "text-ask bg-ask-wash" },
  deny: { icon: X, tone: "text-bad bg-bad-wash" },
};

export function DecisionMark({ decide }: { decide: Decision }) {
  const { decisions } = useWords().settings.risk;
  const { icon: Icon, tone } = LOOKS[decide];
  return (
    <span
      className={join(
        "inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-[550] whitespace-nowrap",
        tone,
      )}
    >
      <Icon aria-hidden className="size-3.5" /> {decisions[decide]}
    </span>
  );
}

export function ProfileTable({ name, table }: { name: string; table: Table }) {
  const words = useWords();
  const { risk, risks } = words.settings;
  const figures = useFigures();
  return (
    <>
      <div className="overflow-hidden rounded-lg border border-line bg-panel">
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">{risk.tableOf(name)}</caption>
          <thead>
            <tr className="border-b border-line text-left text-xs text-faint [&_th]:px-3 [&_th]:py-2 [&_th]:font-medium">
              <th scope="col">{risk.what}</th>
              <th scope="col">{risk.decides}</th>
              <th scope="col" className="max-md:hidden">
                {risk.exceptions}
              </th>
            </tr>
          </thead>
          <tbody>
            {table.classes.map((each) => (
              <ClassRow key={each.risk} label={risks[each.risk]} row={each} />
            ))}
          </tbody>
        </table>
      </div>
      <ul className="mt-3 space-y-1 text-sm text-soft">
        {table.quiet && (
          <li>
            {risk.quiet(clockOf(table.quiet.start), clockOf(table.quiet.end), risk.decisions[table.quiet.decide])}
          </li>
        )}
        {table.silences.map((each) => (
          <li key={`${each.do} ${each.classes.join()}`}>
            {silenceOf(each, words, figures)}
            {each.classes.length > 0 && ` (${each.classes.map((one) => risks[one]).join(", ")})`}
          </li>
        ))}
      </ul>
    </>
  );
}

function ClassRow({ label, row }: { label: string; row: ClassView }) {
  const { risk } = useWords().settings;
  return (
    <tr className="border-b border-line align-top last:border-0 [&>*]:px-3 [&>*]:py-2">
      <th scope="row" className="text-left font-normal">
        {label}
        <span className="block md:hidden">
          <Exceptions row={row} />
        </span>
      </th>
      <td>
        <DecisionMark decide={row.decide} />
        {row.once && <span className="mt-0.5 block text-xs text-faint">{risk.once}</span>}
      </td>
      <td className="max-md:hidden">
        <Exceptions row={row} />
      </td>
    </tr>
  );
}

function Exceptions({ row }: { row: ClassView }) {
  const words = useWords();
  const { decisions } = words.settings.risk;
  const figures = useFigures();
  if (!row.exceptions.length) return null;
  return (
    <ul className="space-y-1 text-xs text-soft">
      {row.exceptions.map((rule, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules stand in an order that means something
        <li key={place} title={rule.why || undefined} className="[overflow-wrap:anywhere]">
          <b className="font-[550] text-ink">{decisions[rule.decide]}</b>{" "}
          {conditionsOf(rule, words, figures).join(", ")}
        </li>
      ))}
    </ul>
  );
}
