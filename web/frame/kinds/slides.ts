// Slides: Markdown, one slide between lines of three dashes; arrow keys, clicks and a swipe turn them. A slide with a great
// heading and little else opens, one with a heading alone begins a section, one picture among words stands beside them.
import { type Draw, element } from "./kind.ts";
import { finish, prose } from "./prose.ts";
import { split } from "./splitting.ts";

const WORDS = {
  en: { back: "Previous slide", on: "Next slide", slide: "Slide" },
  zh: { back: "上一张", on: "下一张", slide: "幻灯片" },
};
const WIDTH = 960;
const HEIGHT = 540;
const BAR = 52;
/** Letters shrink, from the first to the last of these pixels, until a slide fits. */
const LETTERS = [26, 24, 22, 20, 18, 16, 14];
const SWIPE_PX = 40;
const OPENING_MAX = 4;

function formOf(slide: HTMLElement): string {
  const children = [...slide.children];
  const [first, ...rest] = children;
  if (!first || !/^H[1-6]$/.test(first.tagName)) return "";
  if (!rest.length) return "section";
  const plain = rest.every((each) => each.tagName === "P" && !each.querySelector("img"));
  return first.tagName === "H1" && children.length <= OPENING_MAX && plain ? "opening" : "";
}

/** One picture among words stands beside them. */
function beside(slide: HTMLElement): void {
  const pictures = [...slide.querySelectorAll(":scope > p > img:only-child")];
  const [picture] = pictures;
  const holder = picture?.parentElement;
  if (!holder || pictures.length > 1 || holder.textContent?.trim()) return;
  const words = [...slide.children].filter((each) => each !== holder && !/^H[12]$/.test(each.tagName));
  if (!words.length) return;
  const columns = element("div", { className: "columns" }, element("div", {}, ...words), holder);
  slide.append(columns);
}

function fitLetters(slide: HTMLElement): void {
  for (const size of LETTERS) {
    slide.style.fontSize = `${size}px`;
    if (slide.scrollHeight <= HEIGHT && slide.scrollWidth <= WIDTH) return;
  }
}

function made(text: string): HTMLElement {
  const body = element("div", { className: "prose" }, prose(text));
  beside(body);
  const slide = element("section", { className: "slide" }, body);
  const form = formOf(body);
  if (form) slide.classList.add(form);
  return slide;
}

export const draw: Draw = async (shown) => {
  const { root, language } = shown;
  const words = WORDS[language];
  const deck = split(shown.text);
  const slides = deck.slides.map(made);
  const stage = element("div", { className: "stage" }, ...slides);
  const place = element("output");
  const back = element("button", { text: "‹" });
  const on = element("button", { text: "›" });
  const bar = element("div", { className: "progress" });
  back.setAttribute("aria-label", words.back);
  on.setAttribute("aria-label", words.on);
  root.append(element("div", { className: "deck" }, stage, element("nav", {}, back, place, on), bar));
  if (deck.about.title) document.title = deck.about.title;
  let at = 0;
  const show = (number: number) => {
    at = Math.max(0, Math.min(slides.length - 1, number));
    slides.forEach((slide, index) => {
      slide.hidden = index !== at;
    });
    place.textContent = `${at + 1} / ${slides.length}`;
    place.setAttribute("aria-label", `${words.slide} ${at + 1} / ${slides.length}`);
    back.disabled = at === 0;
    on.disabled = at === slides.length - 1;
    bar.style.transform = `scaleX(${(at + 1) / slides.length})`;
  };
  const fit = () => {
    const scale = Math.min((root.clientWidth - 32) / WIDTH, (root.clientHeight - BAR - 32) / HEIGHT);
    stage.style.setProperty("--scale", String(Math.max(0.2, scale)));
  };
  const key = (event: KeyboardEvent) => {
    if (["ArrowRight", "ArrowDown", "PageDown", " "].includes(event.key)) show(at + 1);
    else if (["ArrowLeft", "ArrowUp", "PageUp"].includes(event.key)) show(at - 1);
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(slides.length - 1);
  };
  let from = 0;
  stage.onpointerdown = (event) => {
    from = event.clientX;
  };
  stage.onpointerup = (event) => {
    const way = event.clientX - from;
    if (Math.abs(way) > SWIPE_PX) show(way < 0 ? at + 1 : at - 1);
  };
  back.onclick = () => show(at - 1);
  on.onclick = () => show(at + 1);
  window.addEventListener("keydown", key);
  const watching = new ResizeObserver(fit);
  watching.observe(root);
  await Promise.all(slides.map((slide) => finish(slide, shown)));
  await document.fonts.ready;
  slides.forEach(fitLetters);
  fit();
  show(shown.partial ? slides.length - 1 : 0);
  return {
    end() {
      window.removeEventListener("keydown", key);
      watching.disconnect();
    },
  };
};
