// Speaks with the sealed frame's program from a world of its own in the same page: what is shown can't reach it.
// `deskhandHeard` is the renderer's binding; what it is given is data of a stranger.
(() => {
  const WORDS_MAX = 4000;
  const CHARS_MAX = 100000;
  let port = null;
  let words = 0;

  const begin = () => {
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => {
      if (words++ > WORDS_MAX) return;
      const text = JSON.stringify(data) ?? "";
      if (text.length <= CHARS_MAX) deskhandHeard(text);
    };
    window.postMessage("deskhand-frame", "*", [channel.port2]);
  };
  addEventListener("load", begin, { once: true }); // a page of HTML is told of another one

  const bytesOf = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0)).buffer;

  globalThis.say = (told) => {
    if (told.bytes) told.bytes = Object.fromEntries(Object.entries(told.bytes).map(([path, text]) => [path, bytesOf(text)]));
    port.postMessage(told);
  };

  // What is scrolled is the page, or the largest thing in it that scrolls: a table has its own place for that.
  const scrolled = () => {
    const page = document.scrollingElement;
    if (page.scrollHeight > page.clientHeight) return page;
    const area = (each) => each.clientWidth * each.clientHeight;
    const able = [...document.querySelectorAll("*")].filter(
      (each) => each.scrollHeight > each.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(each).overflowY),
    );
    return able.sort((one, other) => area(other) - area(one))[0] ?? page;
  };

  globalThis.scrollDown = (top) => scrolled().scrollTo({ top, behavior: "instant" });
  globalThis.heightOf = () => Math.max(document.documentElement.scrollHeight, scrolled().scrollHeight);
  // What fits itself to a window takes the height that it has by itself.
  globalThis.unfold = () => document.documentElement.classList.add("whole");

  globalThis.entitle = (title) => {
    document.title = title;
  };

  // Resolves when a frame was drawn after so many milliseconds in which the page could work.
  globalThis.rest = (ms) =>
    new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve())), ms));
})();
