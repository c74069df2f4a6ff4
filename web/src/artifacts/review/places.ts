// Places in a text as the server counts them, in whole characters, and as a browser does, in halves of some.

/** How many characters stand before a place of a browser's. */
export const pointsBefore = (text: string, at: number): number => {
  let points = 0;
  for (const _ of text.slice(0, at)) points += 1;
  return points;
};

/** The browser's place with so many characters before it. */
export function unitsBefore(text: string, points: number): number {
  let [at, left] = [0, points];
  for (const letter of text) {
    if (left <= 0) break;
    at += letter.length;
    left -= 1;
  }
  return at;
}

/** Where the words stand that were at a place of another state of the text: there, or else nearest to it. -1: nowhere. */
export function nearest(text: string, quote: string, near: number): number {
  if (!quote) return -1;
  if (text.startsWith(quote, near)) return near;
  let best = -1;
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (best < 0 || Math.abs(at - near) < Math.abs(best - near)) best = at;
    else break;
  }
  return best;
}
