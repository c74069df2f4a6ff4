// CodeMirror in the manner of the workspace: its colours, its languages, fetched with the editor and not before.
import { defaultKeymap } from "@codemirror/commands";
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  type LanguageSupport,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

const NAMES = [
  tags.function(tags.variableName),
  tags.definition(tags.variableName),
  tags.propertyName,
  tags.attributeName,
  tags.typeName,
  tags.className,
  tags.link,
  tags.url,
];

const STYLE = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.tagName], color: "var(--code-word)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.attributeValue], color: "var(--code-text)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.unit, tags.color], color: "var(--code-number)" },
  { tag: NAMES, color: "var(--code-name)" },
  { tag: [tags.comment, tags.meta, tags.processingInstruction], color: "var(--code-note)" },
  { tag: tags.heading, color: "var(--code-name)", fontWeight: "600" },
  { tag: tags.strong, fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
]);

const mixed = (name: string, percent: number) => `color-mix(in oklab, var(--${name}) ${percent}%, transparent)`;

const LOOK = EditorView.theme({
  "&": { height: "100%", fontSize: "var(--text-sm)", color: "var(--ink)", backgroundColor: "var(--panel)" },
  "&.cm-focused": { outline: "2px solid var(--hand)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--font-code)", lineHeight: "1.6" },
  ".cm-content": { padding: "12px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 16px 0 8px" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--faint)", border: "none", paddingLeft: "6px" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: mixed("sunk", 70) },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--sunk)", border: "1px solid var(--line)", color: "var(--soft)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: mixed("hand", 24),
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--hand-wash)", outline: "1px solid var(--hand-line)" },
  ".cm-changedLine, &.cm-merge-b .cm-changedLine": { backgroundColor: "var(--ok-wash)" },
  "&.cm-merge-a .cm-changedLine, .cm-deletedChunk": { backgroundColor: "var(--bad-wash)" },
  ".cm-changedText, &.cm-merge-b .cm-changedText": { background: mixed("ok", 24) },
  "&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText": { background: mixed("bad", 24) },
  ".cm-collapsedLines": {
    background: "var(--sunk)",
    color: "var(--soft)",
    fontFamily: "var(--font-ui)",
    fontSize: "var(--text-xs)",
    padding: "4px 12px",
  },
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: '"⋯"' },
});

const base = (label: string): Extension => [
  lineNumbers(),
  foldGutter(),
  drawSelection(),
  bracketMatching(),
  syntaxHighlighting(STYLE),
  LOOK,
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ "aria-label": label }),
];

/** Text that is read. It takes the focus, so that it can be scrolled and copied by keys. */
export const reading = (label: string): Extension => [
  base(label),
  keymap.of([...defaultKeymap, ...foldKeymap]),
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.contentAttributes.of({
    tabindex: "0",
    role: "textbox",
    "aria-readonly": "true",
    "aria-multiline": "true",
  }),
];

/** Text that several write, or that one watches them write: what was done is kept by the text, not by the editor.
 * Tab leaves it, as everywhere: nobody is caught in it. */
export const manner = (label: string, writes: boolean): Extension => [
  base(label),
  ...(writes
    ? [indentOnInput(), highlightActiveLine(), highlightActiveLineGutter()]
    : [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ "aria-readonly": "true" })]),
  keymap.of([...defaultKeymap, ...foldKeymap]),
];

const javascript = (config: { jsx?: boolean; typescript?: boolean }) =>
  import("@codemirror/lang-javascript").then((found) => found.javascript(config));
const html = () => import("@codemirror/lang-html").then((found) => found.html());
const markdown = () => import("@codemirror/lang-markdown").then((found) => found.markdown());

const LANGUAGES: Record<string, () => Promise<LanguageSupport>> = {
  js: () => javascript({ jsx: true }),
  jsx: () => javascript({ jsx: true }),
  mjs: () => javascript({}),
  ts: () => javascript({ typescript: true }),
  tsx: () => javascript({ jsx: true, typescript: true }),
  html,
  htm: html,
  svg: html,
  xml: html,
  css: () => import("@codemirror/lang-css").then((found) => found.css()),
  json: () => import("@codemirror/lang-json").then((found) => found.json()),
  md: markdown,
  markdown,
  py: () => import("@codemirror/lang-python").then((found) => found.python()),
};

/** The language of a file by how its name ends; null for one that is not known here. */
export async function languageOf(path: string): Promise<LanguageSupport | null> {
  const ending = path.split(".").at(-1)?.toLowerCase() ?? "";
  return Object.hasOwn(LANGUAGES, ending) ? ((await LANGUAGES[ending]?.()) ?? null) : null;
}
