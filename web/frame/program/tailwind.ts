// Tailwind, as classes are used. Dark is what the frame's theme says, not what the machine prefers.
const OWN = `@import "tailwindcss";
@custom-variant dark (&:where(.dark, .dark *));
@theme {
  --font-sans: Inter, ui-sans-serif, system-ui, sans-serif;
  --font-mono: "IBM Plex Mono", ui-monospace, monospace;
}`;

let ready: Promise<void> | null = null;

const made = () =>
  [...document.head.querySelectorAll("style")].filter((each) => each.textContent?.includes("tailwindcss v"));

let isOn = false;

function apply(): void {
  for (const style of made()) style.media = isOn ? "" : "not all";
}

/** A spare frame loads it for whoever comes; of a document that did not ask for it, it would take the look away. */
export function withoutTailwind(): void {
  isOn = false;
  apply();
}

function applied(): Promise<void> {
  return new Promise((resolve) => {
    const isThere = () => made().length > 0;
    if (isThere()) {
      resolve();
      return;
    }
    const watching = new MutationObserver(() => {
      if (!isThere()) return;
      watching.disconnect();
      resolve();
    });
    watching.observe(document.head, { childList: true, subtree: true, characterData: true });
  });
}

/** Resolves when its first style is in the document. It counts only once it is asked for. */
export function loadTailwind(): Promise<void> {
  ready ??= (async () => {
    if (!document.querySelector('style[type="text/tailwindcss"]')) {
      const style = document.createElement("style");
      style.setAttribute("type", "text/tailwindcss");
      style.textContent = OWN;
      document.head.append(style);
    }
    const first = applied();
    await import("@tailwindcss/browser");
    await first;
  })();
  return ready.then(apply);
}

/** Resolves when its style counts; later classes are seen as they come. */
export function withTailwind(): Promise<void> {
  isOn = true;
  return loadTailwind();
}
