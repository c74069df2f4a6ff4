// Where on the screen a step acted, in pixels of the desk. What the desk resolved counts more than what the model gave.
import type { Box } from "@/api/events";
import type { Step } from "@/session/view";

export type Point = readonly [x: number, y: number];

export interface Place {
  /** Where the pointer acted. */
  point: Point | null;
  /** What it acted on. */
  box: Box | null;
  /** Where it dragged along. */
  path: readonly Point[];
  /** Whether it pressed a button there. */
  clicks: boolean;
}

const NOWHERE: Place = { point: null, box: null, path: [], clicks: false };
const CLICKS = /click$|^mouse_down$|^mouse_up$/;
const POINTS = /click$|^mouse_|^drag$|^scroll$/;

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function pointOf(value: unknown): Point | null {
  return Array.isArray(value) && isNumber(value[0]) && isNumber(value[1]) ? [value[0], value[1]] : null;
}

function boxOf(value: unknown): Box | null {
  if (!Array.isArray(value) || value.length !== 4 || !value.every(isNumber)) return null;
  const [x, y, width, height] = value as [number, number, number, number];
  return width > 0 && height > 0 ? [x, y, width, height] : null;
}

/** A region of `zoom` is given by its edges. */
function edges(value: unknown): Box | null {
  if (!Array.isArray(value) || value.length !== 4 || !value.every(isNumber)) return null;
  const [left, top, right, bottom] = value as [number, number, number, number];
  return boxOf([left, top, right - left, bottom - top]);
}

export const middleOf = ([x, y, width, height]: Box): Point => [x + width / 2, y + height / 2];

/** Where the step acted; nothing where it only looked, or worked without the screen. */
export function placeOf(step: Step): Place {
  const { name, arguments: given } = step.call;
  const box = boxOf(step.verdict?.touch.box);
  if (name !== "computer") return box ? { ...NOWHERE, box } : NOWHERE;
  const action = typeof given.action === "string" ? given.action : "";
  if (action === "zoom") return { ...NOWHERE, box: edges(given.region) };
  const act = (step.details.act ?? {}) as Record<string, unknown>;
  const path = [act.path, given.path]
    .map((each) => (Array.isArray(each) ? each.flatMap((point) => [pointOf(point)].filter((p) => p !== null)) : []))
    .find((each) => each.length > 1);
  const given_point = POINTS.test(action) ? (pointOf(act.at) ?? pointOf(given.coordinate)) : null;
  const clicks = CLICKS.test(action);
  const point = path?.at(-1) ?? given_point ?? (clicks && box ? middleOf(box) : null);
  return { point, box, path: path ?? [], clicks };
}

export const isNowhere = (place: Place): boolean => !place.point && !place.box;
