// What the session costs, as it goes on: money, tokens, waits, each request; and its limits, to be changed in mid-run.
import { Hourglass } from "lucide-react";
import { useState } from "react";
import { Button } from "@/parts/Button";
import { Empty } from "@/parts/Empty";
import { OneOf } from "@/parts/OneOf";
import { Section } from "@/parts/Section";
import { Spinner } from "@/parts/Spinner";
import { isLoading } from "@/session/loading";
import { useSession } from "@/session/SessionContext";
import type { Spent, Turn } from "@/session/view";
import { useFigures, useWords } from "@/words";
import { cacheShare, type Measure, type Piece, piecesOf } from "./amounts";
import { Bars, Legend, Meter } from "./Bars";
import { LimitsForm } from "./LimitsForm";

export default function Cost() {
  const { costs } = useWords();
  const here = useSession();
  const { view, live } = here;
  if (isLoading(here)) {
    return (
      <div className="grid h-full place-items-center text-faint">
        <Spinner />
      </div>
    );
  }
  return (
    <div className="@container mx-auto max-w-3xl p-4 md:p-5">
      <Money />
      <Tokens spent={view.spent} />
      {view.turns.length ? (
        <Requests turns={view.turns} />
      ) : (
        <div className="py-8">
          <Empty title={costs.nothingYet} text={costs.nothingYetText} />
        </div>
      )}
      <Waits turns={view.turns} now={live.wait} />
      <LimitsForm />
    </div>
  );
}

function Money() {
  const { costs, common } = useWords();
  const figures = useFigures();
  const { view } = useSession();
  const { spent, limits } = view;
  const most = limits?.cost_usd_max ?? null;
  const share = most ? spent.cost / most : 0;
  return (
    <section aria-label={costs.spent} className="mb-4 rounded-lg border border-line bg-panel p-4">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <h2 className="w-full text-xs text-faint">{costs.spent}</h2>
        <span className="figures text-2xl font-[620] tracking-tight">
          {figures.money(spent.cost)}
          {!spent.costKnown && "+"}
        </span>
        <span className="text-sm text-soft">
          {most === null ? costs.noLimit : costs.of(figures.money(most))}
          {!spent.costKnown && ` · ${costs.notAllKnown}`}
          {spent.costKnown && spent.cost === 0 && spent.modelCalls > 0 && ` · ${common.free}`}
        </span>
      </div>
      {most !== null && (
        <div className="mt-2.5">
          <Meter
            label={`${costs.spent}: ${figures.money(spent.cost)} ${costs.of(figures.money(most))}`}
            share={share}
            tone={share >= 1 ? "bad" : share >= 0.8 ? "ask" : "hand"}
          />
        </div>
      )}
      <p className="figures mt-2.5 text-sm text-soft">
        {[
          costs.requests(spent.modelCalls),
          common.steps(spent.steps),
          costs.worked(figures.span(spent.workS)),
          ...(spent.waitedS >= 0.5 ? [costs.waited(figures.seconds(spent.waitedS))] : []),
        ].join(" · ")}
      </p>
    </section>
  );
}

function Tokens({ spent }: { spent: Spent }) {
  const { costs } = useWords();
  const figures = useFigures();
  const share = cacheShare(spent);
  if (!spent.input && !spent.output) return null;
  const facts: [string, number][] = [
    [costs.fresh, Math.max(0, spent.input - spent.cacheRead)],
    [costs.cached, spent.cacheRead],
    [costs.written, spent.cacheWrite],
    [costs.answered, spent.output],
  ];
  return (
    <section aria-label={costs.tokens} className="mb-8 rounded-lg border border-line bg-panel p-4">
      <h2 className="text-xs text-faint">{costs.tokens}</h2>
      <dl className="mt-1.5 grid grid-cols-2 gap-x-6 gap-y-2 @md:grid-cols-4">
        {facts.map(([name, count]) => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="text-xs text-soft">{name}</dt>
            <dd className="figures text-lg font-[550]" title={figures.count(count)}>
              {figures.tokens(count)}
            </dd>
          </div>
        ))}
      </dl>
      {share !== null && <p className="mt-2 text-sm text-soft">{costs.cacheShare(share)}</p>}
    </section>
  );
}

const LOOKS: Record<Piece["kind"], string> = {
  plain: "fill-hand",
  cache: "fill-faint",
  out: "fill-ink",
  wait: "fill-ask",
};

const BARS_MOST = 120;

/** What there is something to see of: a model that costs nothing has no bars of money. */
function firstOf(turns: readonly Turn[]): Measure {
  const measures: Measure[] = ["cost", "tokens"];
  return measures.find((each) => turns.some((turn) => piecesOf(turn, each).some(({ value }) => value > 0))) ?? "time";
}

function Requests({ turns }: { turns: readonly Turn[] }) {
  const { costs } = useWords();
  const figures = useFigures();
  const [chosen, choose] = useState<Measure | null>(null);
  const measure = chosen ?? firstOf(turns);
  const [asTable, setAsTable] = useState(false);
  const shown = turns.slice(-BARS_MOST);
  const told = { cost: figures.money, tokens: figures.tokens, time: figures.seconds }[measure];
  const legends = {
    cost: [],
    tokens: [
      { look: LOOKS.cache, label: costs.cached },
      { look: LOOKS.plain, label: costs.fresh },
      { look: LOOKS.out, label: costs.answered },
    ],
    time: [
      { look: LOOKS.plain, label: costs.work },
      { look: LOOKS.wait, label: costs.waits },
    ],
  }[measure];
  const bars = shown.map((turn) => {
    const pieces = piecesOf(turn, measure);
    const sum = pieces.reduce((all, piece) => all + piece.value, 0);
    return {
      key: String(turn.number),
      title: `${costs.request(turn.number)}: ${told(sum)}`,
      pieces: pieces.map((piece) => ({ look: LOOKS[piece.kind], value: piece.value })),
    };
  });
  const ends = [costs.request(shown[0]?.number ?? 1), costs.request(turns.length)] as const;
  return (
    <Section
      title={costs.perRequest}
      right={
        <>
          {!asTable && (
            <OneOf<Measure>
              small
              label={costs.measure}
              value={measure}
              choices={[
                { value: "cost", label: costs.byCost },
                { value: "tokens", label: costs.byTokens },
                { value: "time", label: costs.byTime },
              ]}
              onChoose={choose}
            />
          )}
          <Button size="sm" tone="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? costs.asChart : costs.asTable}
          </Button>
        </>
      }
    >
      <div className="rounded-lg border border-line bg-panel p-4">
        {asTable ? (
          <RequestTable turns={turns} />
        ) : (
          <>
            <Bars label={`${costs.perRequest}: ${ends.join(" – ")}`} bars={bars} told={told} ends={ends} />
            {legends.length > 0 && (
              <div className="mt-2">
                <Legend entries={legends} />
              </div>
            )}
          </>
        )}
      </div>
    </Section>
  );
}

function RequestTable({ turns }: { turns: readonly Turn[] }) {
  const { costs, common } = useWords();
  const figures = useFigures();
  const { columns } = costs;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="-mx-1 max-h-96 overflow-auto px-1" tabIndex={0} aria-label={costs.perRequest}>
      <table className="figures w-full text-right text-xs whitespace-nowrap [&_td]:py-1 [&_td]:pl-4 [&_th]:py-1 [&_th]:pl-4 [&_th]:font-medium">
        <caption className="sr-only">{costs.perRequest}</caption>
        <thead className="text-faint">
          <tr>
            <th scope="col" className="pl-0! text-left">
              {columns.request}
            </th>
            <th scope="col" className="text-left">
              {columns.model}
            </th>
            <th scope="col">{columns.read}</th>
            <th scope="col">{columns.cache}</th>
            <th scope="col">{columns.wrote}</th>
            <th scope="col">{columns.cost}</th>
            <th scope="col">{columns.time}</th>
            <th scope="col">{columns.wait}</th>
          </tr>
        </thead>
        <tbody>
          {turns.map((turn) => (
            <tr key={turn.number} className="border-t border-line">
              <th scope="row" className="pl-0! text-left">
                {turn.number}
              </th>
              <td className="text-left">{turn.model}</td>
              <td>{figures.tokens(turn.usage.input_tokens)}</td>
              <td>{figures.tokens(turn.usage.cache_read_tokens)}</td>
              <td>{figures.tokens(turn.usage.output_tokens)}</td>
              <td>{turn.usage.cost_usd === null ? common.costUnknown : figures.money(turn.usage.cost_usd)}</td>
              <td>{figures.seconds(turn.tookS)}</td>
              <td>{turn.waitedS ? figures.seconds(turn.waitedS) : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Waits({ turns, now }: { turns: readonly Turn[]; now: string }) {
  const { costs } = useWords();
  const figures = useFigures();
  const waited = turns.filter((turn) => turn.waitedS >= 0.5 || turn.turnedAway > 0);
  if (!turns.length && !now) return null;
  return (
    <Section title={costs.waits}>
      {now && (
        <p role="status" className="mb-2 flex items-start gap-2 rounded-md bg-ask-wash px-3 py-2 text-sm text-ask">
          <Hourglass className="mt-0.5 size-4 shrink-0" /> {costs.waitsNow(now)}
        </p>
      )}
      {waited.length ? (
        <ul className="divide-y divide-line rounded-lg border border-line bg-panel text-sm">
          {waited.map((turn) => (
            <li key={turn.number} className="flex gap-3 px-4 py-2">
              <span className="figures w-24 shrink-0 text-soft">{costs.request(turn.number)}</span>
              <span>
                {[
                  ...(turn.waitedS >= 0.5 ? [costs.waitedForLimit(figures.seconds(turn.waitedS))] : []),
                  ...(turn.turnedAway ? [costs.turnedAway(turn.turnedAway)] : []),
                ].join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        !now && <p className="text-sm text-soft">{costs.noWaits}</p>
      )}
    </Section>
  );
}
