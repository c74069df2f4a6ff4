// Slides: Markdown, one slide between lines of three dashes; arrow keys, clicks and a swipe turn them.
import { type Draw, element } from "./kind.ts";
import { finish, prose } from "./prose.ts";
import { split } from "./splitting.ts";

const WORDS = {
  en: { back: "Previous slide", on: "Next slide", slide: "Slide" },
  zh: { back: "上一张", on: "下一张", slide: "幻灯片" },
};
const WIDTH = 960;
const HEIGHT = 540;

export const draw: Draw = async (shown) => {
  const { root, text, language } = shown;
  const words = WORDS[language];
  const slides = split(text).map((each) => element("section", { className: "slide prose" }, prose(each)));
  const stage = element("div", { className: "stage" }, ...slides);
  const place = element("output");
  const back = element("button", { text: "‹" });
  const on = element("button", { text: "›" });
  back.setAttribute("aria-label", words.back);
  on.setAttribute("aria-label", words.on);
  root.append(element("div", { className: "deck" }, stage, element("nav", {}, back, place, on)));
  let at = 0;
  const show = (number: number) => {
    at = Math.max(0, Math.min(slides.length - 1, number));
    slides.forEach((slide, index) => {
      slide.hidden = index !== at;
    });
    place.textContent = `${at + 1} / ${slides.length}`;
    place.setAttribute("aria-label", `${words.slide} ${at + 1} / ${slides.length}`);
  };
  const fit = () => {
    const scale = Math.min(root.clientWidth / WIDTH, (root.clientHeight - 56) / HEIGHT);
    stage.style.setProperty("--scale", String(Math.max(0.2, scale)));
  };
  const key = (event: KeyboardEvent) => {
    if (["ArrowRight", "PageDown", " "].includes(event.key)) show(at + 1);
    else if (["ArrowLeft", "PageUp"].includes(event.key)) show(at - 1);
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(slides.length - 1);
  };
  back.onclick = () => show(at - 1);
  on.onclick = () => show(at + 1);
  window.addEventListener("keydown", key);
  const watching = new ResizeObserver(fit);
  watching.observe(root);
  await Promise.all(slides.map((slide) => finish(slide, shown)));
  fit();
  show(shown.partial ? slides.length - 1 : 0);
  return {
    end() {
      window.removeEventListener("keydown", key);
      watching.disconnect();
    },
  };
};
