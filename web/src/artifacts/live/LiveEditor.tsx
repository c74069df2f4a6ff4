// A file that several write at once: what the others type appears as they do, and where they are.
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import { useNameOf } from "@/shell/people";
import { useWords } from "@/words";
import { languageOf, manner } from "../code.ts";
import type { Said, Spot } from "../Editor.tsx";
import { showMarks } from "../review/marks.ts";
import { reviewed } from "../review/reviewed.ts";
import { conflicts } from "./conflicts.ts";
import type { Line } from "./line.ts";
import { Presence } from "./presence.ts";
import { useLine } from "./useLine.ts";

interface Props {
  line: Line;
  path: string;
  label: string;
  /** Where to go: told anew each time by a new object. */
  spot?: Spot | null;
  said?: Said | undefined;
}

const LOOK = EditorView.theme({
  ".cm-ySelectionInfo": {
    opacity: "1",
    fontFamily: "var(--font-ui)",
    fontSize: "var(--text-2xs)",
    padding: "0 4px",
    borderRadius: "4px 4px 4px 0",
    top: "-1.25em",
    pointerEvents: "none",
  },
  ".cm-ySelectionCaretDot": { display: "none" },
});

export default function LiveEditor({ line, path, label, spot = null, said }: Props) {
  const room = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const presence = useRef<Presence | null>(null);
  const { turn, writes, people, me } = useLine(line);
  const { together } = useWords();
  const nameOf = useNameOf();
  const heard = useRef(said);
  heard.current = said;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn is another text
  useEffect(() => {
    if (!room.current) return;
    const language = new Compartment();
    const text = line.text(path);
    const here = new Presence(line.doc, path, writes ? (cursor) => line.at(path, cursor) : null);
    presence.current = here;
    const made = new EditorView({
      state: EditorState.create({
        doc: text.toString(),
        extensions: [
          // Only this ends a line: a text has the places that the shared one has, whatever is in it.
          EditorState.lineSeparator.of("\n"),
          keymap.of(yUndoManagerKeymap),
          manner(label, writes),
          LOOK,
          yCollab(text, here, { undoManager: writes ? line.undo(path) : false }),
          conflicts(together.marks, writes),
          language.of([]),
          reviewed(heard),
        ],
      }),
      parent: room.current,
    });
    view.current = made;
    let shown = true;
    void languageOf(path).then((found) => {
      if (shown && found) made.dispatch({ effects: language.reconfigure(found) });
    });
    return () => {
      shown = false;
      view.current = null;
      made.destroy();
      if (writes) line.at(path, null);
    };
  }, [line, path, label, writes, turn, together]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new editor is told at once
  useEffect(() => presence.current?.show(people, me, nameOf), [people, me, nameOf, path, writes, turn]);

  const marks = said?.marks;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is marked anew
  useEffect(() => {
    if (marks) view.current?.dispatch({ effects: showMarks.of(marks) });
  }, [marks, path, writes, turn]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text goes to its own spot
  useEffect(() => {
    const made = view.current;
    if (!made || !spot) return;
    const found = made.state.doc.line(Math.min(Math.max(1, spot.line), made.state.doc.lines));
    const at = Math.min(found.from + Math.max(0, spot.column - 1), found.to);
    made.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    made.focus();
  }, [spot, path, writes, turn]);

  return <div ref={room} className="h-full min-h-0 overflow-hidden" />;
}
