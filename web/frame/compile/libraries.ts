// From what people and models write (a bare import, the address of a CDN) to a library that is served here, by its
// specifier in the import map. What there is not is an error that names what there is.
import { ALIASES, LIBRARIES } from "../libraries.mjs";
import { Failure } from "../program/telling.ts";

const HERE = new Map(LIBRARIES.map(({ specifier, global = "" }) => [specifier, global]));
const CDN_HOSTS =
  /^(?:https?:)?\/\/(cdnjs\.cloudflare\.com|cdn\.jsdelivr\.net|unpkg\.com|esm\.sh|esm\.run|cdn\.skypack\.dev|ga\.jspm\.io|cdn\.tailwindcss\.com|d3js\.org|code\.jquery\.com|cdn\.plot\.ly|threejs\.org)(?:[/?#]|$)/;
/** Of cdnjs, whose names are its own. */
const CDNJS: Record<string, string> = {
  "Chart.js": "chart.js",
  "three.js": "three",
  "lodash.js": "lodash-es",
  PapaParse: "papaparse",
  KaTeX: "katex",
  "react-dom": "react-dom/client",
  "framer-motion": "motion/react",
  "babel-standalone": "@babel/standalone",
};
export const TAILWIND = "@tailwindcss/browser";
export const BABEL = "@babel/standalone";

export const available = (): string[] => [...HERE.keys(), TAILWIND];

/** The package and what is asked for in it: "three@0.1/addons/x.js" -> ["three", "addons/x.js"]. */
function split(path: string): [string, string] {
  const found = /^(@[^/@]+\/[^/@]+|[^/@]+)(?:@[^/]*)?(?:\/(.*))?$/.exec(path);
  return found ? [found[1] ?? "", found[2] ?? ""] : ["", ""];
}

function inPackage(name: string, inside: string): string | null {
  const addon = /(?:examples\/jsm|addons)\/(.+)$/.exec(inside)?.[1];
  if (name === "three" && addon) {
    const specifier = `three/addons/${addon.endsWith(".js") ? addon : `${addon}.js`}`;
    return HERE.has(specifier) ? specifier : null;
  }
  const exact = `${name}/${inside.replace(/\.(m?js|cjs)$/, "")}`;
  if (inside && HERE.has(exact)) return exact;
  if (inside && HERE.has(ALIASES[exact] ?? "")) return ALIASES[exact] ?? null;
  const whole = ALIASES[name] ?? name;
  return HERE.has(whole) || whole === TAILWIND || whole === BABEL ? whole : null;
}

const isCdn = (address: string): boolean => CDN_HOSTS.test(address);

function ofCdn(address: string): string | null {
  const url = new URL(address, "https://cdn");
  if (url.hostname === "cdn.tailwindcss.com") return TAILWIND;
  if (url.hostname === "d3js.org") return "d3";
  let path = url.pathname.slice(1);
  if (url.hostname === "cdnjs.cloudflare.com") {
    const [, , name = "", , file = ""] = path.split("/");
    const known = CDNJS[name] ?? name;
    return known === "three" && /^(addons|examples)/.test(file) ? inPackage(known, file) : inPackage(known, "");
  }
  path = path.replace(/^(npm|pin|stable|v\d+)\//, "").replace(/\/\+esm$/, "");
  const [name, inside] = split(path);
  return inPackage(name, inside);
}

/** The specifier of the library that this asks for; null where it asks for a file of the artifact itself.
 *
 * Throws a Failure for what is not here. */
export function libraryOf(asked: string, path?: string): string | null {
  if (HERE.has(asked)) return asked;
  if (/^(\.{0,2}\/|data:|blob:)/.test(asked) && !asked.startsWith("//")) return null;
  const isAddress = /^[a-z]+:|^\/\//i.test(asked);
  const bare = asked.replace(/^(npm|jsr):/, "");
  const found = isCdn(asked) ? ofCdn(asked) : isAddress && bare === asked ? null : inPackage(...split(bare));
  if (found) return found;
  const why =
    isAddress && !isCdn(asked) ? "an artifact reaches no network" : "it is not among the libraries served here";
  throw new Failure("compile", `"${asked}" can't be loaded: ${why}. Use one of: ${available().join(", ")}.`, {
    ...(path ? { path } : {}),
    available: available(),
  });
}

/** How a classic script knows a library; "" for one that has no such name. */
export const globalOf = (specifier: string): string => HERE.get(specifier) ?? "";
