// Long texts are put into the page in parts, with a breath between two of them: the frame answers while it works, and what
// is not in sight is not laid out yet.

const PART_CHARS = 64_000;

/** The text in parts that end with a line, each of some 64,000 letters; a line is never cut. */
export function parts(text: string): string[] {
  const found: string[] = [];
  let at = 0;
  while (at < text.length) {
    const end = at + PART_CHARS >= text.length ? -1 : text.indexOf("\n", at + PART_CHARS);
    const next = end < 0 ? text.length : end + 1;
    found.push(text.slice(at, next));
    at = next;
  }
  return found.length ? found : [""];
}

/** What else is waited for comes first. */
export const breath = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
