const COLOURS = ["#c2410c", "#0f766e", "#7c3aed", "#be185d", "#1d4ed8", "#4d7c0f", "#a16207", "#0e7490"];

/** Of somebody's cursor and name, the same wherever they are. White can be read on each. */
export function colourOf(account: string): string {
  let sum = 0;
  for (const letter of account) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return COLOURS[sum % COLOURS.length] ?? "#1d4ed8";
}
