// A table of any length: only the rows that are seen are in the document. Sort by a heading, filter by words.
import { type Draw, element } from "./kind.ts";
import { type Cell, rowsOf } from "./rows.ts";

/** As the style has it. */
const ROW_PX = 34;
const MORE = 8;
/** Browsers cut elements that are higher than some 33 million pixels. */
const HEIGHT_MAX_PX = 15_000_000;
const SAMPLE = 200;
const WORDS = {
  en: { filter: "Filter rows", of: "of", rows: "rows" },
  zh: { filter: "筛选行", of: "/", rows: "行" },
};

export function compare(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === null || a === "") return 1;
  if (b === null || b === "") return -1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : 1;
}

/** The places of the rows in their order; of numbers by their values at once, which is several times as fast. */
function sortedBy(rows: Cell[][], column: number, down: boolean): number[] {
  const keys = rows.map((row) => row[column] ?? null);
  const order = rows.map((_, index) => index);
  const sign = down ? -1 : 1;
  const empty = (key: Cell) => key === null || key === "";
  return order.sort((a, b) => {
    const [one, two] = [keys[a] ?? null, keys[b] ?? null];
    const apart = empty(one) || empty(two) ? compare(one, two) : sign * compare(one, two);
    return apart || a - b;
  });
}

const wordsOf = (row: Cell[]): string => row.map((cell) => (cell === null ? "" : String(cell))).join("\u0000");

export const draw: Draw = ({ root, text, entry, language }) => {
  const words = WORDS[language];
  const { columns, rows } = rowsOf(text, entry);
  const numeric = columns.map((_, column) => isNumeric(rows, column));
  let found: string[] | null = null;
  let all = rows.map((_, index) => index);
  let order = all;
  let sorted = { column: -1, down: false };

  const filter = element("input");
  filter.type = "search";
  filter.placeholder = words.filter;
  filter.setAttribute("aria-label", words.filter);
  const count = element("output");
  const head = element("div", { className: "row head" });
  const body = element("div", { className: "rows" });
  const space = element("div", { className: "space" }, body);
  const scroll = element("div", { className: "scroll" }, head, space);
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "table");
  scroll.setAttribute("aria-rowcount", String(rows.length));
  head.setAttribute("role", "row");

  const widths = columns.map((name, column) => {
    const longest = rows
      .slice(0, SAMPLE)
      .reduce((most, row) => Math.max(most, wide(row[column] ?? null)), wide(name) + 2);
    return `${Math.min(44, Math.max(6, longest + 4))}ch`;
  });
  scroll.style.setProperty("--columns", widths.join(" "));

  const paint = () => {
    const seen = Math.ceil(scroll.clientHeight / ROW_PX) + 2 * MORE;
    const whole = order.length * ROW_PX;
    const height = Math.min(whole, HEIGHT_MAX_PX);
    const share = scroll.scrollTop / Math.max(1, height - scroll.clientHeight);
    const exact = whole <= HEIGHT_MAX_PX;
    const top = exact ? Math.floor(scroll.scrollTop / ROW_PX) : Math.floor(share * (order.length - seen + 2 * MORE));
    const first = Math.max(0, Math.min(top, order.length - seen + MORE) - MORE);
    space.style.height = `${height}px`;
    body.style.transform = `translateY(${exact ? first * ROW_PX : Math.max(0, scroll.scrollTop - MORE * ROW_PX)}px)`;
    body.replaceChildren(
      ...order.slice(first, first + seen).map((index, place) => line(rows[index] ?? [], first + place)),
    );
    count.textContent = `${order.length.toLocaleString(language)} ${words.of} ${rows.length.toLocaleString(language)} ${words.rows}`;
  };
  const arrange = () => {
    const wanted = filter.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    if (wanted.length) found ??= rows.map((row) => wordsOf(row).toLowerCase());
    order = wanted.length ? all.filter((index) => wanted.every((word) => found?.[index]?.includes(word))) : all;
    scroll.scrollTop = 0;
    paint();
  };
  columns.forEach((name, column) => {
    const button = element("button", { text: name });
    const heading = element("div", { className: numeric[column] ? "cell number" : "cell" }, button);
    button.title = name;
    heading.setAttribute("role", "columnheader");
    button.onclick = () => {
      sorted = { column, down: sorted.column === column && !sorted.down };
      for (const each of head.children) each.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      all = sortedBy(rows, column, sorted.down);
      arrange();
    };
    head.append(heading);
  });
  filter.oninput = arrange;
  scroll.onscroll = paint;
  root.append(element("div", { className: "table" }, element("div", { className: "tools" }, filter, count), scroll));
  paint();
  const watching = new ResizeObserver(paint);
  watching.observe(scroll);
  return { end: () => watching.disconnect() };
};

/** What it holds first is numbers: its heading stands above their ends. */
function isNumeric(rows: Cell[][], column: number): boolean {
  const seen = rows.slice(0, SAMPLE).map((row) => row[column] ?? "");
  return seen.some((cell) => typeof cell === "number") && seen.every((cell) => cell === "" || typeof cell === "number");
}

/** How many letters wide; those of East Asia count for two. */
function wide(cell: Cell): number {
  let sum = 0;
  for (const letter of String(cell ?? "")) sum += (letter.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1;
  return sum;
}

function line(row: Cell[], index: number): HTMLElement {
  const made = element("div", { className: "row" });
  made.setAttribute("role", "row");
  made.setAttribute("aria-rowindex", String(index + 1));
  for (const value of row) {
    const cell = element("div", {
      className: typeof value === "number" ? "cell number" : "cell",
      text: String(value ?? ""),
    });
    cell.setAttribute("role", "cell");
    made.append(cell);
  }
  return made;
}
