// Where in the film one is. Who is at its end stays there while it grows; anybody else stays at the moment they look at.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import type { Moment } from "./moments";

const SETTLE_MS = 500;

const stepIn = (search: URLSearchParams): number | null => {
  const number = Number(search.get("step"));
  return Number.isInteger(number) && number > 0 ? number - 1 : null;
};

/** The place in `moments`, and the way to another. The address names the step, so that it can be sent to somebody. */
export function useFilm(moments: readonly Moment[]): { place: number; go: (place: number) => void } {
  const [search, setSearch] = useSearchParams();
  const wanted = stepIn(search);
  const [key, setKey] = useState<string | null>(() => (wanted === null ? null : `s${wanted}`));
  const places = useMemo(() => new Map(moments.map((moment, place) => [moment.key, place])), [moments]);
  const last = moments.length - 1;
  const place = key === null ? last : (places.get(key) ?? last);

  // The address was changed from outside: a link in the conversation.
  const handled = useRef(wanted);
  useEffect(() => {
    if (wanted === handled.current) return;
    handled.current = wanted;
    if (wanted !== null) setKey(`s${wanted}`);
  }, [wanted]);

  const go = useCallback(
    (to: number) => {
      const at = Math.min(last, Math.max(0, to));
      setKey(at === last ? null : (moments[at]?.key ?? null));
    },
    [moments, last],
  );

  // What the address names may be among the events that are still being read.
  const isThere = key === null || places.has(key);
  const step = key === null ? -1 : (moments[place]?.step ?? -1);
  useEffect(() => {
    const told = step >= 0 ? step : null;
    if (!isThere || told === handled.current || (key !== null && step < 0)) return;
    const timer = window.setTimeout(() => {
      handled.current = told;
      setSearch(told === null ? {} : { step: String(told + 1) }, { replace: true, preventScrollReset: true });
    }, SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [step, key, isThere, setSearch]);

  return { place, go };
}
