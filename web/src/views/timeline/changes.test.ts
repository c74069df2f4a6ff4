import { describe, expect, it } from "vitest";
import type { Box } from "@/api/events";
import { BOXES_MAX, changesBetween, type Pixels } from "./changes";

const [WIDTH, HEIGHT] = [320, 200];

/** A grey picture with black boxes in it. */
function picture(boxes: readonly Box[] = [], width = WIDTH, height = HEIGHT, grey = 200): Pixels {
  const data = new Uint8ClampedArray(width * height * 4).fill(grey);
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  for (const [x, y, w, h] of boxes) {
    for (let row = y; row < y + h; row++) {
      for (let column = x; column < x + w; column++)
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
    }
  }
  return { width, height, data };
}

const check = (before: readonly Box[], after: readonly Box[], expected: readonly Box[]) =>
  expect(changesBetween(picture(before), picture(after)).boxes).toEqual(expected);

describe("what changed between two pictures", () => {
  it("is nothing for the same picture", () => {
    expect(changesBetween(picture(), picture())).toEqual({ boxes: [], share: 0 });
  });

  it("is framed to the pixel", () => {
    check([], [[37, 41, 30, 9]], [[37, 41, 30, 9]]);
    check([[0, 0, 1, 1]], [], [[0, 0, 1, 1]]);
    check([], [[WIDTH - 1, HEIGHT - 1, 1, 1]], [[WIDTH - 1, HEIGHT - 1, 1, 1]]);
  });

  it("is one thing where it lies close, and several where it does not", () => {
    check(
      [],
      [
        [20, 20, 10, 10],
        [40, 20, 10, 10],
      ],
      [[20, 20, 30, 10]],
    );
    check(
      [],
      [
        [20, 20, 40, 10],
        [220, 150, 10, 10],
      ],
      [
        [20, 20, 40, 10],
        [220, 150, 10, 10],
      ],
    );
  });

  it("is not what a lossy picture makes of the same colour", () => {
    expect(changesBetween(picture([], WIDTH, HEIGHT, 200), picture([], WIDTH, HEIGHT, 206)).boxes).toEqual([]);
  });

  it("is all of it when the size is another", () => {
    const changes = changesBetween(picture([], 100, 100), picture([], 200, 100));
    expect(changes).toEqual({ boxes: [[0, 0, 200, 100]], share: 1 });
  });

  it("is never more boxes than can be looked at, and none is left out", () => {
    const specks: Box[] = [];
    for (let x = 0; x < 1_600; x += 80) for (let y = 0; y < 400; y += 80) specks.push([x, y, 3, 3]);
    const { boxes } = changesBetween(picture([], 1_600, 400), picture(specks, 1_600, 400));
    expect(boxes.length).toBeLessThanOrEqual(BOXES_MAX);
    for (const [x, y] of specks) {
      expect(boxes.some(([left, top, w, h]) => x >= left && x < left + w && y >= top && y < top + h)).toBe(true);
    }
  });

  it("tells how much of the picture it is", () => {
    expect(changesBetween(picture(), picture([[0, 0, WIDTH, HEIGHT / 2]])).share).toBeCloseTo(0.5);
  });
});
