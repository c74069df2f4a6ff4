import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const TOKENS = readFileSync("src/design/tokens.css", "utf8");

function tokensOf(selector: string): Record<string, string> {
  const block = TOKENS.slice(TOKENS.indexOf(selector)).split("}")[0] ?? "";
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map((found) => [found[1], found[2]]),
  );
}

const THEMES = { light: tokensOf(":root {"), dark: tokensOf(':root[data-theme="dark"]') };

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["paper", "panel", "sunk", "raise"];
const PAIRS: [string, string][] = [
  ...["ink", "soft", "faint"].flatMap((text) => GROUNDS.map((ground): [string, string] => [text, ground])),
  ...["hand", "ask", "bad", "ok"].flatMap((text) =>
    ["paper", "panel", "sunk"].map((ground): [string, string] => [text, ground]),
  ),
  ["faint", "hand-wash"],
  ["hand-ink", "hand"],
  ["hand-ink", "hand-strong"],
  ["panel", "ask"],
  ...["hand", "ask", "bad", "ok"].map((name): [string, string] => [name, `${name}-wash`]),
  ...["hand", "ask", "bad", "ok"].flatMap((name) =>
    ["ink", "soft"].map((text): [string, string] => [text, `${name}-wash`]),
  ),
  ...["word", "text", "number", "name", "note"].map((name): [string, string] => [`code-${name}`, "sunk"]),
];

describe.each(Object.entries(THEMES))("in the %s theme", (_name, tokens) => {
  it.each(PAIRS)("%s can be read on %s (4.5 to 1)", (text, ground) => {
    expect(contrast(tokens[text] ?? "", tokens[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
  });
});
