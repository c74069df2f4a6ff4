// What was found on the desk about an act: where it goes, what is filled in, and what the browser holds back.
import type { HeldRequest, Touch } from "@/api/events";
import { Fold } from "@/parts/Fold";
import { useFigures, useWords } from "@/words";
import { valuesOf } from "./asking";

const VALUES_FIRST = 8;

export function Facts({ touch, requests }: { touch: Touch; requests: readonly HeldRequest[] }) {
  const { questions, asking } = useWords();
  const amount = touch.amount === null ? "" : `${touch.amount} ${touch.currency}`.trim();
  const facts: [string, string][] = [
    [questions.where, touch.host || touch.app],
    [questions.sendsTo, touch.sends_to],
    [questions.amount, amount],
  ];
  const values = valuesOf(touch, requests);
  const [first, rest] = [values.slice(0, VALUES_FIRST), values.slice(VALUES_FIRST)];
  return (
    <>
      <Pairs pairs={[...facts.filter(([, value]) => value), ...first]} />
      {rest.length > 0 && (
        <Fold title={asking.more(rest.length)} className="mt-1">
          <Pairs pairs={rest} />
        </Fold>
      )}
    </>
  );
}

function Pairs({ pairs }: { pairs: readonly [string, string][] }) {
  if (!pairs.length) return null;
  return (
    <dl className="mt-2 grid grid-cols-[fit-content(9rem)_1fr] gap-x-4 gap-y-0.5 text-sm text-ink">
      {pairs.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="truncate text-soft">{name}</dt>
          <dd className="line-clamp-4 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The requests that wait in the browser for the answer. */
export function Requests({ requests }: { requests: readonly HeldRequest[] }) {
  const { questions, asking } = useWords();
  const figures = useFigures();
  if (!requests.length) return null;
  return (
    <Fold title={questions.holdsBack(requests.length)} className="mt-3">
      <ul aria-label={asking.wouldSend} className="mt-1 space-y-2 border-l-2 border-ask-line pl-3">
        {requests.map((each) => (
          <li key={each.id}>
            <p className="font-code text-xs text-ink [overflow-wrap:anywhere]">
              {each.method} {each.address}
            </p>
            <p className="text-xs">
              {figures.bytes(each.size)}
              {each.files.length > 0 && ` · ${each.files.join(", ")}`}
            </p>
            <Pairs pairs={Object.entries(each.fields)} />
          </li>
        ))}
      </ul>
    </Fold>
  );
}
