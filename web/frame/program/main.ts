// The program of the sealed frame. It takes away the browser's doors, tests the seal, and waits for one port from the page
// that framed it; over that port it is told what to show. It knows nothing of sessions, accounts or the server.
import { HELLO, type ToFrame } from "../protocol.ts";
import { giveForms } from "./forms.ts";
import { giveLacking } from "./lacking.ts";
import { tellOfLinks } from "./leading.ts";
import { measured } from "./measuring.ts";
import { prepare, render, setTheme } from "./painting.ts";
import { point } from "./pointing.ts";
import { giveSaving } from "./saving.ts";
import { broken, seal } from "./seal.ts";
import { listen, speakTo, tell } from "./telling.ts";
import { answered, offer } from "./uses.ts";
import { warm } from "./warming.ts";

seal();
offer();

let sealed = false;
let rendering = Promise.resolve();

function obey(told: ToFrame): void {
  switch (told.type) {
    case "render":
      rendering = rendering.then(() => render(told, sealed));
      break;
    case "theme":
      setTheme(told.theme);
      break;
    case "ping":
      tell({ type: "pong", n: told.n });
      break;
    case "inspect":
      point(told.on);
      break;
    case "measure":
      tell(measured());
      break;
    case "answer":
      answered(told);
      break;
    case "warm":
      void warm(told.libraries);
      break;
  }
}

async function begin(port: MessagePort): Promise<void> {
  speakTo(port);
  const [why] = await Promise.all([broken(), prepare()]);
  sealed = why === "";
  giveForms();
  giveLacking();
  giveSaving();
  tellOfLinks();
  listen();
  tell({ type: "ready", sealed, ...(why ? { why } : {}) });
  port.onmessage = ({ data }: MessageEvent<ToFrame>) => obey(data);
}

function hello(event: MessageEvent): void {
  const [port] = event.ports;
  if (event.source !== window.parent || event.data !== HELLO || !port) return;
  window.removeEventListener("message", hello);
  void begin(port);
}

window.addEventListener("message", hello);
if (window.parent !== window) window.parent.postMessage(HELLO, "*");
