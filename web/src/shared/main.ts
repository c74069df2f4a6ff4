// One version of an artifact, for whoever has a link to it: the sealed frame, its title, and nothing of the workspace.
//
// The token stands behind the # of the address, which browsers send nowhere, and goes to the server in a request's body.
import "./shared.css";
import type { SharedView } from "@/api/http";
import { bytesOf } from "@/artifacts/live/bytes.ts";
import type { Ended } from "@/artifacts/sealed.ts";
import { Showing, type Wanted } from "@/artifacts/showing.ts";
import type { FromFrame } from "../../frame/protocol.ts";
import { sharedWords, tongue } from "./words.ts";

const words = sharedWords();
const root = document.getElementById("root");
const darkness = window.matchMedia("(prefers-color-scheme: dark)");

function made<K extends keyof HTMLElementTagNameMap>(name: K, text = "", className = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

function notice(place: Element, title: string, hint = "", again?: () => void): void {
  place.querySelector(".notice")?.remove();
  const box = made("div", "", "notice");
  box.setAttribute("role", "status");
  box.append(made("strong", title));
  if (hint) box.append(made("span", hint));
  if (again) {
    const button = made("button", words.again);
    button.type = "button";
    button.onclick = () => {
      box.remove();
      again();
    };
    box.append(button);
  }
  place.append(box);
}

async function asked(token: string): Promise<SharedView | number> {
  const response = await fetch("/api/shared", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
    // Who is signed in here is of no concern to what is shown.
    credentials: "omit",
    cache: "no-store",
  }).catch(() => null);
  if (!response) return 0;
  return response.ok ? ((await response.json()) as SharedView) : response.status;
}

function wantedOf(shared: SharedView): Wanted {
  const bytes = Object.entries(shared.bytes).map(([path, text]) => [path, bytesOf(text).buffer] as const);
  return {
    artifact: "shared",
    kind: shared.kind,
    entry: shared.entry,
    files: { ...shared.files },
    ...(bytes.length ? { bytes: Object.fromEntries(bytes) } : {}),
  };
}

const theme = () => (darkness.matches ? ("dark" as const) : ("light" as const));

function show(place: HTMLElement, shared: SharedView): void {
  const begin = () => {
    let seen = false;
    const heard = (said: FromFrame) => {
      if (said.type === "painted") {
        seen = true;
        place.querySelector(".notice")?.remove();
      } else if (said.type === "failed" && !seen) notice(place, words.broken, said.message.slice(0, 300));
      else if (said.type === "ready" && !said.sealed && !root?.querySelector(".unsealed"))
        place.before(made("p", words.unsealed, "unsealed"));
    };
    const ended = (why: Ended) => {
      showing.end();
      notice(place, words.ended[why], "", begin);
    };
    const look = { theme: theme(), language: tongue() };
    const showing = new Showing(place, shared.frame, shared.title, look, { said: heard, ended });
    darkness.onchange = () => {
      document.documentElement.dataset.theme = theme();
      showing.setTheme(theme());
    };
    showing.show(wantedOf(shared));
  };
  notice(place, words.coming);
  begin();
}

async function open(): Promise<void> {
  if (!root) return;
  document.documentElement.lang = tongue() === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset.theme = theme();
  root.replaceChildren();
  const place = made("main");
  const shared = await asked(window.location.hash.slice(1));
  if (typeof shared === "number") {
    root.append(place);
    const gone = shared >= 400 && shared < 500;
    notice(place, gone ? words.none : words.unreachable, gone ? words.noneHint : words.unreachableHint);
    return;
  }
  document.title = shared.title;
  const head = made("header");
  const until = new Date(shared.until * 1_000).toLocaleString(navigator.language, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  const facts = made("p", `${words.version(shared.number)} · ${words.readOnly}`);
  head.append(made("h1", shared.title), facts, made("p", words.until(until), "until"));
  root.append(head, place);
  show(place, shared);
}

window.addEventListener("hashchange", () => void open());
void open();
