// What is commented on, seen in the text. Marks move with what is typed.
import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { nearest } from "./places.ts";

/** Of a comment: where its words begin, in the browser's count, and the words. */
export interface Mark {
  readonly number: number;
  readonly from: number;
  readonly quote: string;
}

export const showMarks = StateEffect.define<readonly Mark[]>();

function drawn(state: EditorState, marks: readonly Mark[]): DecorationSet {
  const text = state.doc.toString();
  const ranges = marks.flatMap(({ number, from, quote }) => {
    const at = nearest(text, quote, from);
    const mark = Decoration.mark({ class: "cm-commented", attributes: { "data-comment": String(number) } });
    return at < 0 ? [] : [mark.range(at, at + quote.length)];
  });
  return Decoration.set(ranges, true);
}

const FIELD = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (now, transaction) => {
    const shown = transaction.effects.findLast((each) => each.is(showMarks));
    if (shown) return drawn(transaction.state, shown.value);
    return now.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const LOOK = EditorView.theme({
  ".cm-commented": {
    backgroundColor: "color-mix(in oklab, var(--ask) 14%, transparent)",
    borderBottom: "2px solid var(--ask-line)",
    cursor: "pointer",
  },
});

/** The extension for an editor. opened: told which comment was pressed. */
export const commentMarks = (opened: (number: number) => void): Extension => [
  FIELD,
  LOOK,
  EditorView.domEventHandlers({
    click: (event) => {
      const mark = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-comment]") : null;
      if (mark) opened(Number(mark.dataset.comment));
      return false;
    },
  }),
];
