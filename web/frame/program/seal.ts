// The part of the seal that no header holds: doors of the browser that are taken away before anything else runs, and the
// test that what the headers promise does hold in this browser.

const DOORS = [
  "RTCPeerConnection",
  "webkitRTCPeerConnection",
  "mozRTCPeerConnection",
  "RTCDataChannel",
  "RTCIceTransport",
  "WebTransport",
  "WebSocketStream",
  "fetchLater",
] as const;

/** Takes the doors away, for good. */
export function seal(): void {
  for (const name of DOORS) {
    Reflect.deleteProperty(window, name);
    if (name in window) Object.defineProperty(window, name, { value: undefined, configurable: false, writable: false });
  }
}

function refuses(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}

/** Whether a request of this document is stopped by its policy, told by the browser itself. Nothing would be sent to
 * anybody but the server that the frame came from. */
function requestsAreStopped(): Promise<boolean> {
  return new Promise((resolve) => {
    const told = (event: SecurityPolicyViolationEvent) => {
      if (event.effectiveDirective === "connect-src") resolve(true);
    };
    document.addEventListener("securitypolicyviolation", told);
    fetch(new URL("/frame", location.href), { method: "HEAD", mode: "no-cors" })
      .then(
        () => resolve(false),
        () => setTimeout(resolve, 0, false),
      )
      .finally(() => setTimeout(() => document.removeEventListener("securitypolicyviolation", told), 0));
  });
}

/** A frame inside of this one must not give back what was taken away. */
function innerFramesGiveNothing(): boolean {
  const inner = document.createElement("iframe");
  document.documentElement.append(inner);
  const closed = refuses(() => inner.contentWindow?.document) || !inner.contentDocument;
  inner.remove();
  return closed;
}

/** The renderer shows the frame without a page around it. */
const isAlone = () => window.parent === window;

/** What of the seal does not hold, in words; "" when all of it holds. */
export async function broken(): Promise<string> {
  const held: [string, () => boolean | Promise<boolean>][] = [
    ["the frame has an origin of its own", () => self.origin === "null"],
    ["peer connections are gone", () => DOORS.every((name) => !(window as unknown as Record<string, unknown>)[name])],
    ["inner frames are closed", innerFramesGiveNothing],
    ["words are not run as code", () => refuses(() => new Function("return 1")())],
    ["there is no storage", () => refuses(() => window.localStorage.length)],
    ["there are no cookies", () => refuses(() => document.cookie)],
    ["the page around is out of reach", () => isAlone() || refuses(() => window.parent.document)],
    ["requests are stopped", requestsAreStopped],
  ];
  for (const [promise, holds] of held) {
    if (!(await holds())) return `in this browser it does not hold that ${promise}`;
  }
  return "";
}
