// Markdown to elements: tables and task lists, formulas, highlighted source, diagrams. Sanitised last.
import DOMPurify from "dompurify";
import highlighter from "highlight.js/lib/common";
import { Marked, type Tokens } from "marked";
import type { Shown } from "./kind.ts";

const markdown = new Marked({ gfm: true });
const FORMULA = /^\$\$([\s\S]+?)\$\$|^\$((?:\\.|[^$\\\n])+?)\$(?!\d)/;

interface Formula extends Tokens.Generic {
  text: string;
  display: boolean;
}

markdown.use({
  extensions: [
    {
      name: "formula",
      level: "inline",
      start: (source) => source.indexOf("$"),
      tokenizer(source) {
        const found = FORMULA.exec(source);
        if (!found) return undefined;
        return { type: "formula", raw: found[0], text: found[1] ?? found[2] ?? "", display: found[1] !== undefined };
      },
      renderer(token) {
        const { text, display } = token as Formula;
        const span = document.createElement("span");
        span.className = display ? "formula display" : "formula";
        span.textContent = text;
        return span.outerHTML;
      },
    },
  ],
});

/** Elements of a piece of Markdown, with nothing in them that runs. */
export function prose(text: string): DocumentFragment {
  const html = markdown.parse(text, { async: false });
  return DOMPurify.sanitize(html, { RETURN_DOM_FRAGMENT: true, FORBID_TAGS: ["form", "style"] });
}

/** Draws formulas, source and diagrams, which need libraries of their own. */
export async function finish(root: HTMLElement, { theme, entry }: Pick<Shown, "theme" | "entry">): Promise<void> {
  for (const code of root.querySelectorAll("pre > code")) {
    const language = /language-(\S+)/.exec(code.className)?.[1] ?? "";
    if (highlighter.getLanguage(language)) {
      code.innerHTML = highlighter.highlight(code.textContent ?? "", { language }).value;
    }
  }
  await Promise.all([formulas(root), diagrams(root, theme, entry)]);
}

async function formulas(root: HTMLElement): Promise<void> {
  const found = root.querySelectorAll<HTMLElement>(".formula");
  if (!found.length) return;
  const [{ default: katex }, { default: style }] = await Promise.all([import("katex"), import("made:katex-style")]);
  if (!document.getElementById("deskhand-katex")) {
    const sheet = document.createElement("style");
    sheet.id = "deskhand-katex";
    sheet.textContent = style;
    document.head.append(sheet);
  }
  for (const each of found) {
    const displayMode = each.classList.contains("display");
    katex.render(each.textContent ?? "", each, { displayMode, throwOnError: false });
  }
}

async function diagrams(root: HTMLElement, theme: Shown["theme"], entry: string): Promise<void> {
  const found = root.querySelectorAll("pre > code.language-mermaid");
  if (!found.length) return;
  const { diagram } = await import("./mermaid.ts");
  for (const code of found) {
    const place = document.createElement("div");
    place.className = "drawing";
    place.innerHTML = await diagram(code.textContent ?? "", theme, entry);
    code.parentElement?.replaceWith(place);
  }
}
