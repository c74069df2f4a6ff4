// What differs between two pictures of a screen, as a few boxes. Pure; changes.worker.ts runs it beside the page.
import type { Box } from "@/api/events";

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA, as in ImageData. */
  readonly data: Uint8ClampedArray;
}

/** boxes: in pixels, the largest first. share: of the picture, from 0 to 1. */
export interface Changes {
  boxes: Box[];
  share: number;
}

/** Changes that lie closer than this belong together: letters of a word, lines of a list. */
const CELL_PX = 16;
/** What a lossy picture makes of the same colour. */
const SAME = 12;
export const BOXES_MAX = 12;

interface Cells {
  across: number;
  down: number;
  /** The edges of what changed in each cell: left, top, right, bottom; right 0 where nothing did. */
  edges: Int32Array;
  changed: number;
}

function differs(a: number, b: number): boolean {
  return (
    Math.abs((a & 255) - (b & 255)) > SAME ||
    Math.abs(((a >> 8) & 255) - ((b >> 8) & 255)) > SAME ||
    Math.abs(((a >> 16) & 255) - ((b >> 16) & 255)) > SAME
  );
}

function cellsOf(before: Pixels, after: Pixels): Cells {
  const { width, height } = after;
  const [across, down] = [Math.ceil(width / CELL_PX), Math.ceil(height / CELL_PX)];
  const edges = new Int32Array(across * down * 4);
  const a = new Uint32Array(before.data.buffer, before.data.byteOffset, width * height);
  const b = new Uint32Array(after.data.buffer, after.data.byteOffset, width * height);
  let changed = 0;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const [one, other] = [a[row + x] as number, b[row + x] as number];
      if (one === other || !differs(one, other)) continue;
      changed += 1;
      widen(edges, (Math.floor(y / CELL_PX) * across + Math.floor(x / CELL_PX)) * 4, x, y);
    }
  }
  return { across, down, edges, changed };
}

function widen(edges: Int32Array, at: number, x: number, y: number): void {
  const isFresh = edges[at + 2] === 0;
  edges[at] = isFresh ? x : Math.min(edges[at] as number, x);
  edges[at + 1] = isFresh ? y : Math.min(edges[at + 1] as number, y);
  edges[at + 2] = Math.max(edges[at + 2] as number, x + 1);
  edges[at + 3] = Math.max(edges[at + 3] as number, y + 1);
}

/** The cells that touch each other, or have only one between them, as one box. */
function gathered({ across, down, edges }: Cells): Box[] {
  const seen = new Uint8Array(across * down);
  const boxes: Box[] = [];
  const has = (cell: number) => edges[cell * 4 + 2] !== 0;
  for (let cell = 0; cell < seen.length; cell++) {
    if (seen[cell] || !has(cell)) continue;
    let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
    const waiting = [cell];
    seen[cell] = 1;
    for (let now = waiting.pop(); now !== undefined; now = waiting.pop()) {
      left = Math.min(left, edges[now * 4] as number);
      top = Math.min(top, edges[now * 4 + 1] as number);
      right = Math.max(right, edges[now * 4 + 2] as number);
      bottom = Math.max(bottom, edges[now * 4 + 3] as number);
      for (const near of around(now, across, down)) {
        if (seen[near] || !has(near)) continue;
        seen[near] = 1;
        waiting.push(near);
      }
    }
    boxes.push([left, top, right - left, bottom - top]);
  }
  return boxes;
}

function* around(cell: number, across: number, down: number): Generator<number> {
  const [column, row] = [cell % across, Math.floor(cell / across)];
  for (let y = Math.max(0, row - 2); y <= Math.min(down - 1, row + 2); y++) {
    for (let x = Math.max(0, column - 2); x <= Math.min(across - 1, column + 2); x++) yield y * across + x;
  }
}

const sizeOf = (box: Box): number => box[2] * box[3];

const together = (a: Box, b: Box): Box => {
  const [x, y] = [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
  return [x, y, Math.max(a[0] + a[2], b[0] + b[2]) - x, Math.max(a[1] + a[3], b[1] + b[3]) - y];
};

const overlap = (a: Box, b: Box): boolean =>
  a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];

/** Boxes that lie on each other as one, until none do. */
function apart(boxes: readonly Box[]): Box[] {
  const left: Box[] = [];
  for (const box of boxes) {
    let grown = box;
    for (let at = left.findIndex((each) => overlap(each, grown)); at >= 0; ) {
      grown = together(grown, left[at] as Box);
      left.splice(at, 1);
      at = left.findIndex((each) => overlap(each, grown));
    }
    left.push(grown);
  }
  return left;
}

/** What changed; everything when the pictures are not of one size. */
export function changesBetween(before: Pixels, after: Pixels): Changes {
  const all = after.width * after.height;
  if (before.width !== after.width || before.height !== after.height) {
    return { boxes: [[0, 0, after.width, after.height]], share: 1 };
  }
  const cells = cellsOf(before, after);
  if (!cells.changed) return { boxes: [], share: 0 };
  const boxes = apart(gathered(cells)).sort((a, b) => sizeOf(b) - sizeOf(a));
  const [kept, rest] = [boxes.slice(0, BOXES_MAX), boxes.slice(BOXES_MAX)];
  const shown = rest.length ? apart([...kept.slice(0, -1), rest.reduce(together, kept.at(-1) as Box)]) : kept;
  return { boxes: shown, share: shown.reduce((sum, box) => sum + sizeOf(box), 0) / all };
}
