// What all of it cost: by day, by model, by session; and what the providers' limits have left.
import { useQuery } from "@tanstack/react-query";
import { Wallet } from "lucide-react";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import type { Amount, PoolView, Costs as Told } from "@/api/http";
import * as workplace from "@/api/workplace";
import { Button } from "@/parts/Button";
import { Empty } from "@/parts/Empty";
import { OneOf } from "@/parts/OneOf";
import { Section } from "@/parts/Section";
import { Spinner } from "@/parts/Spinner";
import { Page } from "@/shell/Page";
import { byModel, columnsOf, todayHere } from "@/views/cost/amounts";
import { Bars, Legend, Meter } from "@/views/cost/Bars";
import { useFigures, useWords } from "@/words";

const RANGES = ["7", "30", "90"] as const;
type Range = (typeof RANGES)[number];

export default function Costs() {
  const { shell, costs } = useWords();
  const [range, setRange] = useState<Range>("30");
  const days = Number(range);
  const { data } = useQuery({
    queryKey: ["costs", days],
    queryFn: () => workplace.costs(days),
    refetchInterval: 60_000,
  });
  return (
    <Page
      title={shell.costs}
      right={
        <OneOf<Range>
          small
          label={costs.range}
          value={range}
          choices={RANGES.map((each) => ({ value: each, label: costs.days(Number(each)) }))}
          onChoose={setRange}
        />
      }
    >
      <div className="@container mx-auto max-w-5xl p-4 lg:p-8">
        {!data ? (
          <Spinner />
        ) : data.total.requests ? (
          <Shown told={data} days={days} />
        ) : (
          <div className="py-24">
            <Empty icon={<Wallet />} title={costs.noCosts} text={costs.noCostsText} />
          </div>
        )}
        {data && data.total.requests > 0 && <Pools />}
      </div>
    </Page>
  );
}

/** Grounds of models in the bars, the dearest first; the rest share the last. */
const LOOKS = ["fill-hand", "fill-ink", "fill-faint", "fill-line-strong"] as const;
const lookOf = (place: number) => LOOKS[Math.min(place, LOOKS.length - 1)] ?? LOOKS[0];

function Shown({ told, days }: { told: Told; days: number }) {
  const { costs } = useWords();
  const figures = useFigures();
  const [asTable, setAsTable] = useState(false);
  const models = useMemo(() => byModel(told.days), [told]);
  const columns = useMemo(() => columnsOf(told.days, days, todayHere()), [told, days]);
  const dayOf = (day: string) => figures.date(Date.parse(`${day}T00:00:00`) / 1_000).split(",")[0] ?? day;
  const bars = columns.map((column) => ({
    key: column.day,
    title: `${dayOf(column.day)}: ${figures.money(column.cost)}`,
    pieces: models.map(([model], place) => ({
      look: lookOf(place),
      value: column.amounts.get(model)?.cost_usd ?? 0,
    })),
  }));
  return (
    <>
      <Total total={told.total} artifacts={told.artifacts} />
      {told.total.cost_usd > 0 && (
        <Section
          title={costs.byDay}
          right={
            <Button size="sm" tone="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? costs.asChart : costs.asTable}
            </Button>
          }
        >
          {asTable ? (
            <AmountTable
              label={costs.byDay}
              first={costs.day}
              rows={told.days.map((each) => ({
                key: `${each.day} ${each.model}`,
                name: `${each.day} · ${each.model}`,
                amount: each.amount,
              }))}
              total={told.total}
            />
          ) : (
            <div className="rounded-lg border border-line bg-panel p-4">
              <Bars
                label={`${costs.byDay}: ${figures.money(told.total.cost_usd)}`}
                bars={bars}
                told={figures.money}
                ends={[dayOf(columns[0]?.day ?? ""), dayOf(columns.at(-1)?.day ?? "")]}
              />
              <div className="mt-2">
                <Legend
                  entries={models.slice(0, LOOKS.length).map(([label], place) => ({ look: lookOf(place), label }))}
                />
              </div>
            </div>
          )}
        </Section>
      )}
      <Section title={costs.byModel}>
        <AmountTable
          label={costs.byModel}
          first={costs.model}
          rows={models.map(([name, amount]) => ({ key: name, name, amount }))}
          total={told.total}
        />
      </Section>
      <Section title={costs.bySession}>
        <AmountTable
          label={costs.bySession}
          first={costs.session}
          rows={told.sessions.map((each) => ({
            key: each.session,
            name: each.title,
            to: `/s/${each.session}/cost`,
            amount: each.amount,
          }))}
          total={told.total}
        />
      </Section>
    </>
  );
}

function Total({ total, artifacts }: { total: Amount; artifacts: Amount }) {
  const { costs } = useWords();
  const figures = useFigures();
  const share = total.input_tokens ? Math.round((100 * total.cache_read_tokens) / total.input_tokens) : null;
  return (
    <section aria-label={costs.total} className="mb-8">
      <p className="figures font-title text-3xl tracking-tight">
        {figures.money(total.cost_usd)}
        {!total.cost_known && "+"}
      </p>
      <p className="figures mt-1 text-sm text-soft">
        {[
          costs.requests(total.requests),
          `${figures.tokens(total.input_tokens + total.output_tokens)} ${costs.tokens.toLowerCase()}`,
          ...(share === null ? [] : [costs.cacheShare(share)]),
          ...(total.cost_known ? [] : [costs.notAllKnown]),
        ].join(" · ")}
      </p>
      {artifacts.requests > 0 && (
        <p className="figures mt-1 text-sm text-soft">
          {costs.ofArtifacts(figures.money(artifacts.cost_usd), artifacts.requests)}
        </p>
      )}
    </section>
  );
}

interface Row {
  key: string;
  name: string;
  to?: string;
  amount: Amount;
}

const ROWS_FIRST = 12;

function AmountTable({
  label,
  first,
  rows,
  total,
}: {
  label: string;
  first: string;
  rows: readonly Row[];
  total: Amount;
}) {
  const { costs, shell, common } = useWords();
  const figures = useFigures();
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, ROWS_FIRST);
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-panel">
      <table className="figures w-full text-right text-sm [&_td]:px-3 [&_td]:py-2 [&_th]:px-3 [&_th]:py-2">
        <caption className="sr-only">{label}</caption>
        <thead className="text-xs text-faint [&_th]:font-medium">
          <tr>
            <th scope="col" className="text-left">
              {first}
            </th>
            <th scope="col" className="@max-md:hidden">
              {costs.columns.requests}
            </th>
            <th scope="col" className="@max-md:hidden">
              {costs.tokens}
            </th>
            <th scope="col">{costs.cost}</th>
            <th scope="col" className="w-24 @max-md:hidden">
              {costs.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const share = total.cost_usd ? row.amount.cost_usd / total.cost_usd : 0;
            return (
              <tr key={row.key} className="border-t border-line">
                <th scope="row" className="max-w-64 truncate text-left font-normal">
                  {row.to ? (
                    <Link to={row.to} className="hover:text-hand hover:underline">
                      {row.name || shell.untitled}
                    </Link>
                  ) : (
                    row.name
                  )}
                </th>
                <td className="text-soft @max-md:hidden">{figures.count(row.amount.requests)}</td>
                <td className="text-soft @max-md:hidden">
                  {figures.tokens(row.amount.input_tokens + row.amount.output_tokens)}
                </td>
                <td>
                  {figures.money(row.amount.cost_usd)}
                  {!row.amount.cost_known && "+"}
                </td>
                <td className="@max-md:hidden">
                  <Meter label={`${costs.share}: ${Math.round(share * 100)}%`} share={share} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length > ROWS_FIRST && !all && (
        <Button tone="quiet" size="sm" className="m-1.5" onClick={() => setAll(true)}>
          {common.more} ({rows.length - ROWS_FIRST})
        </Button>
      )}
    </div>
  );
}

const POOLS_EVERY_MS = 5_000;

function Pools() {
  const { costs } = useWords();
  const { data: pools = [] } = useQuery({
    queryKey: ["limits"],
    queryFn: workplace.limits,
    refetchInterval: POOLS_EVERY_MS,
  });
  return (
    <Section title={costs.pools} note={costs.poolsNote}>
      {pools.length ? (
        <ul className="grid gap-3 @2xl:grid-cols-2">
          {pools.map((pool) => (
            <Pool key={pool.name} pool={pool} />
          ))}
        </ul>
      ) : (
        <p className="text-sm text-soft">{costs.noPools}</p>
      )}
    </Section>
  );
}

function Pool({ pool }: { pool: PoolView }) {
  const { costs } = useWords();
  const figures = useFigures();
  const state = pool.shut_s
    ? costs.poolShut(figures.span(pool.shut_s), pool.shut_for)
    : pool.known
      ? costs.poolOpen
      : costs.poolUnknown;
  return (
    <li className="rounded-lg border border-line bg-panel p-4">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <h3 className="min-w-0 flex-1 truncate text-sm font-[550]">{pool.name}</h3>
        <span className={pool.shut_s ? "text-xs text-ask" : "text-xs text-soft"}>{state}</span>
      </div>
      {(pool.waiting > 0 || pool.out > 0) && (
        <p className="figures mt-0.5 text-xs text-soft">
          {[
            ...(pool.out ? [costs.poolOut(pool.out)] : []),
            ...(pool.waiting ? [costs.poolWaiting(pool.waiting)] : []),
          ].join(" · ")}
        </p>
      )}
      <ul className="mt-2 space-y-2.5">
        {pool.levels.map((level) => {
          const kind = costs.levels[level.kind as keyof typeof costs.levels] ?? level.kind;
          const told = costs.levelLeft(figures.tokens(level.left), figures.tokens(level.capacity));
          const left = level.capacity ? level.left / level.capacity : 0;
          return (
            <li key={level.kind}>
              <p className="figures mb-1 flex justify-between text-xs text-soft">
                <span>{kind}</span>
                <span>
                  {told} · {costs.perMinute(figures.tokens(level.per_minute))}
                </span>
              </p>
              <Meter label={`${kind}: ${told}`} share={left} tone={left < 0.1 ? "bad" : left < 0.3 ? "ask" : "hand"} />
            </li>
          );
        })}
      </ul>
    </li>
  );
}
