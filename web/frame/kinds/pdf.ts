// A PDF: its pages one below the other, each drawn when it comes into sight. Browsers open none in a sealed frame by
// themselves.
import * as pdf from "pdfjs-dist/build/pdf.min.mjs";
import * as worker from "pdfjs-dist/build/pdf.worker.min.mjs";
import { Failure } from "../program/telling.ts";
import { type Draw, element } from "./kind.ts";

const WIDTH_MAX = 920;
const SHARP_MAX = 2;
/** Pages from here on are not drawn: their number is said. */
const PAGES_MAX = 500;
const WORDS = {
  en: { page: "Page", more: "more pages" },
  zh: { page: "页", more: "页未显示" },
};

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof pdf.getDocument>["promise"]>["getPage"]>>;

async function put(page: Page, sheet: HTMLElement): Promise<void> {
  const canvas = element("canvas");
  const sharp = Math.min(SHARP_MAX, Math.max(1, devicePixelRatio));
  const viewport = page.getViewport({ scale: (sheet.clientWidth / page.getViewport({ scale: 1 }).width) * sharp });
  canvas.width = viewport.width;
  canvas.height = viewport.height;
  await page.render({ canvas, viewport }).promise;
  const { items } = await page.getTextContent();
  const words = items.map((item) => ("str" in item ? item.str : "")).join(" ");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", words.slice(0, 2_000));
  sheet.replaceChildren(canvas);
}

export const draw: Draw = async ({ root, bytes, entry, language }) => {
  const given = bytes?.[entry];
  if (!given) throw new Failure("compile", "the document's bytes are not there.", { path: entry });
  // Its program for a worker runs here: what it would be loaded from is not let in.
  Object.assign(globalThis, { pdfjsWorker: worker });
  const data = new Uint8Array(given.slice(0));
  const loading = pdf.getDocument({ data, useWasm: false, useWorkerFetch: false, isOffscreenCanvasSupported: false });
  const words = WORDS[language];
  let book: Awaited<typeof loading.promise>;
  try {
    book = await loading.promise;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Failure("load", `the PDF can't be read: ${message}`, { path: entry });
  }
  const place = element("div", { className: "pages" });
  const first = (await book.getPage(1)).getViewport({ scale: 1 });
  const sheets = Array.from({ length: Math.min(book.numPages, PAGES_MAX) }, (_, index) => {
    const sheet = element("div", { className: "sheet" });
    sheet.style.cssText = `max-width:${WIDTH_MAX}px;aspect-ratio:${first.width} / ${first.height}`;
    sheet.setAttribute("aria-label", `${words.page} ${index + 1} / ${book.numPages}`);
    return sheet;
  });
  place.append(...sheets);
  if (book.numPages > PAGES_MAX) {
    place.append(element("p", { className: "quiet", text: `+ ${book.numPages - PAGES_MAX} ${words.more}` }));
  }
  root.append(place);
  const show = async (sheet: HTMLElement) => {
    const page = await book.getPage(sheets.indexOf(sheet as HTMLDivElement) + 1);
    const { width, height } = page.getViewport({ scale: 1 });
    sheet.style.aspectRatio = `${width} / ${height}`;
    await put(page, sheet);
  };
  const watching = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        watching.unobserve(target);
        void show(target as HTMLElement);
      }
    },
    { rootMargin: "800px" },
  );
  if (sheets[0]) await show(sheets[0]);
  for (const sheet of sheets.slice(1)) watching.observe(sheet);
  return {
    end() {
      watching.disconnect();
      void loading.destroy();
    },
  };
};
