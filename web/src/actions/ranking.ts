/** How well `wanted` fits `text`: 0 for not at all. Letters must come in order; beginnings of words count most. */
export function score(text: string, wanted: string): number {
  const [hay, needle] = [text.toLowerCase(), wanted.toLowerCase().replace(/\s+/g, " ").trim()];
  if (!needle) return 1;
  const at = hay.indexOf(needle);
  if (at >= 0) return 100 - Math.min(at, 40) + (at === 0 || /\W/.test(hay[at - 1] ?? "") ? 60 : 0);
  let [place, sum] = [0, 0];
  for (const letter of needle.replace(/ /g, "")) {
    const found = hay.indexOf(letter, place);
    if (found < 0) return 0;
    sum += found === 0 || /\W/.test(hay[found - 1] ?? "") ? 8 : found === place ? 3 : 1;
    place = found + 1;
  }
  return sum / needle.length;
}

/** Those that fit, the best first. */
export function rank<T>(all: readonly T[], wanted: string, text: (each: T) => string): T[] {
  return all
    .map((each) => ({ each, fits: score(text(each), wanted) }))
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits)
    .map(({ each }) => each);
}
