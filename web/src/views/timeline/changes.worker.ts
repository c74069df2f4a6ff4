// Compares two pictures beside the page, so that scrubbing never waits for it.
import { type Changes, changesBetween, type Pixels } from "./changes";

export interface Asked {
  id: number;
  before: string;
  after: string;
}

/** changes: null when a picture could not be read. */
export interface Answer {
  id: number;
  changes: Changes | null;
}

async function pixelsOf(address: string): Promise<Pixels> {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status}`);
  const picture = await createImageBitmap(await response.blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  if (!drawing) throw new Error("no canvas");
  drawing.drawImage(picture, 0, 0);
  picture.close();
  return drawing.getImageData(0, 0, canvas.width, canvas.height);
}

/** The pixels of the picture asked for last: of two steps in a row, one's "after" is the other's "before". */
let kept: { address: string; pixels: Promise<Pixels> } | null = null;

function pixels(address: string): Promise<Pixels> {
  return kept?.address === address ? kept.pixels : pixelsOf(address);
}

async function answer({ before, after }: Asked): Promise<Changes> {
  const one = pixels(before);
  const other = pixels(after);
  kept = { address: after, pixels: other };
  return changesBetween(await one, await other);
}

self.addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  answer(data).then(
    (changes) => self.postMessage({ id: data.id, changes } satisfies Answer),
    () => {
      kept = null;
      self.postMessage({ id: data.id, changes: null } satisfies Answer);
    },
  );
});
