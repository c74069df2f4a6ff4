// What every kind is: one small module that shows a content in an element that is in the page, but not seen yet.
import type { Content, Language, Theme } from "../protocol.ts";

export interface Shown extends Content {
  /** Where it goes. */
  root: HTMLElement;
  theme: Theme;
  language: Language;
  partial: boolean;
  /** The entry's text. */
  text: string;
}

export interface Drawn {
  /** Lets go of what it holds, when the next one is seen. */
  end?: () => void;
  /** The theme has changed; without this the styles do it. */
  theme?: (theme: Theme) => void;
}

/** Shows it. Throws a Failure, or whatever else went wrong. */
// biome-ignore lint/suspicious/noConfusingVoidType: a kind that holds nothing gives nothing back
export type Draw = (shown: Shown) => Promise<Drawn | void> | Drawn | void;

/** An element with text and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  given: { className?: string; text?: string } = {},
  ...children: Node[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (given.className) made.className = given.className;
  if (given.text !== undefined) made.textContent = given.text;
  made.append(...children);
  return made;
}

export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
