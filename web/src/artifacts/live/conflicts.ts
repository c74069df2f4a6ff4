// What two changed at the same lines stands in the text between marks. Here it is seen as what it is, and decided.
import { type EditorState, type Extension, type Range, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";

export interface ConflictWords {
  title: string;
  keepDraft: string;
  keepTheirs: (name: string) => string;
  keepBoth: string;
}

/** Places in the text: of the first mark, the first side, the one between, the second side, the last mark and its end. */
export interface Conflict {
  readonly start: number;
  readonly draft: readonly [number, number];
  readonly theirs: readonly [number, number];
  readonly end: number;
  readonly name: string;
}

/** Longer texts are not looked through at every key. */
const LOOKED_CHARS_MAX = 1_000_000;
const MARKED = /^<<<<<<< (draft|typed apart)\n([\s\S]*?)^=======\n([\s\S]*?)^>>>>>>> ([^\n]*)(?:\n|$)/gm;

/** Where both sides still stand in a text, first to last. */
export function conflictsIn(text: string): Conflict[] {
  if (text.length > LOOKED_CHARS_MAX || !text.includes("<<<<<<< ")) return [];
  return [...text.matchAll(MARKED)].map((found) => {
    const [whole, side = "", draft = "", theirs = "", name = ""] = found;
    const start = found.index;
    const first = start + `<<<<<<< ${side}\n`.length;
    const second = first + draft.length + "=======\n".length;
    return {
      start,
      draft: [first, first + draft.length],
      theirs: [second, second + theirs.length],
      end: start + whole.length,
      name,
    };
  });
}

type Choice = "draft" | "theirs" | "both";

/** What stands there once it is decided. */
export function decided(text: string, { draft, theirs }: Conflict, choice: Choice): string {
  const sides = { draft: text.slice(...draft), theirs: text.slice(...theirs) };
  return choice === "both" ? sides.draft + sides.theirs : sides[choice];
}

class Choices extends WidgetType {
  constructor(
    private readonly number: number,
    private readonly name: string,
    private readonly words: ConflictWords,
    private readonly writes: boolean,
  ) {
    super();
  }

  override eq(other: Choices): boolean {
    return other.number === this.number && other.name === this.name && other.writes === this.writes;
  }

  override toDOM(view: EditorView): HTMLElement {
    const bar = document.createElement("div");
    bar.className = "cm-conflict-bar";
    const title = document.createElement("span");
    title.textContent = this.words.title;
    bar.append(title);
    if (!this.writes) return bar;
    const labels: [Choice, string][] = [
      ["draft", this.words.keepDraft],
      ["theirs", this.words.keepTheirs(this.name)],
      ["both", this.words.keepBoth],
    ];
    for (const [choice, label] of labels) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.onclick = () => decide(view, this.number, choice);
      bar.append(button);
    }
    return bar;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

function decide(view: EditorView, number: number, choice: Choice): void {
  const text = view.state.doc.toString();
  const conflict = conflictsIn(text)[number];
  if (!conflict) return;
  const insert = decided(text, conflict, choice);
  view.dispatch({ changes: { from: conflict.start, to: conflict.end, insert }, userEvent: "input.conflict" });
  view.focus();
}

const DRAFT = Decoration.line({ class: "cm-conflict-draft" });
const THEIRS = Decoration.line({ class: "cm-conflict-theirs" });
const MARK = Decoration.line({ class: "cm-conflict-mark" });

function shown(state: EditorState, words: ConflictWords, writes: boolean): DecorationSet {
  const built: Range<Decoration>[] = [];
  conflictsIn(state.doc.toString()).forEach((conflict, number) => {
    const widget = new Choices(number, conflict.name, words, writes);
    built.push(Decoration.widget({ widget, block: true, side: -1 }).range(conflict.start));
    for (let at = conflict.start; at < conflict.end; ) {
      const line = state.doc.lineAt(at);
      const within = ([from, to]: readonly [number, number]) => line.from >= from && line.from < to;
      built.push((within(conflict.draft) ? DRAFT : within(conflict.theirs) ? THEIRS : MARK).range(line.from));
      at = line.to + 1;
    }
  });
  return Decoration.set(built, true);
}

const LOOK = EditorView.theme({
  ".cm-conflict-bar": {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "4px 10px",
    padding: "4px 8px",
    fontFamily: "var(--font-ui)",
    fontSize: "var(--text-xs)",
    color: "var(--ask)",
    background: "var(--ask-wash)",
    borderTop: "1px solid var(--ask-line)",
  },
  ".cm-conflict-bar button": {
    padding: "1px 8px",
    borderRadius: "6px",
    border: "1px solid var(--ask-line)",
    background: "var(--panel)",
    color: "var(--ink)",
    cursor: "pointer",
  },
  ".cm-conflict-mark": { color: "var(--faint)", backgroundColor: "var(--ask-wash)" },
  ".cm-conflict-draft": { backgroundColor: "var(--hand-wash)" },
  ".cm-conflict-theirs": { backgroundColor: "var(--ok-wash)" },
});

/** The extension for an editor. */
export function conflicts(words: ConflictWords, writes: boolean): Extension {
  const field = StateField.define<DecorationSet>({
    create: (state) => shown(state, words, writes),
    update: (now, transaction) => (transaction.docChanged ? shown(transaction.state, words, writes) : now),
    provide: (field) => EditorView.decorations.from(field),
  });
  return [field, LOOK];
}
