// What a closed connection to a desk means, by its code (src/deskhand/server/desk/closing.py). Pure.

/** lost: connect again soon. absent: there is no desk now; look again later. full: too many watch. replaced: a newer page
 * has this one's name. refused: not any more. */
export type Ending = "lost" | "absent" | "full" | "replaced" | "refused";

const BY_CODE: Record<number, Ending> = {
  1012: "absent",
  1013: "full",
  4403: "refused",
  4404: "refused",
  4409: "replaced",
};

export const endingOf = (code: number): Ending => BY_CODE[code] ?? "lost";

const WAITS_MS: Record<Ending, readonly number[]> = {
  lost: [300, 800, 1_500, 3_000, 5_000, 8_000],
  absent: [700, 1_500, 3_000, 6_000, 12_000, 20_000],
  full: [4_000, 8_000, 15_000],
  replaced: [],
  refused: [],
};

/** How long to wait before the next try, in ms; null: don't. tries: how many have failed since it was last live. */
export function waitFor(ending: Ending, tries: number): number | null {
  const waits = WAITS_MS[ending];
  return waits[Math.min(tries, waits.length - 1)] ?? null;
}
