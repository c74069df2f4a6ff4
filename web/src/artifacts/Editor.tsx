// A text that is read. Fetched when it is first wanted.
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { languageOf, reading } from "./code.ts";
import { type Mark, showMarks } from "./review/marks.ts";
import { reviewed } from "./review/reviewed.ts";

export interface Spot {
  line: number;
  column: number;
}

interface Props {
  path: string;
  text: string;
  label: string;
  /** Where to go: told anew each time by a new object. */
  spot?: Spot | null;
  said?: Said | undefined;
}

/** What was said about places of the text, and what is selected in it now. */
export interface Said {
  marks: readonly Mark[];
  onPress: (comment: number) => void;
  onSelect: (from: number, words: string) => void;
}

export default function Editor({ path, text, label, spot = null, said }: Props) {
  const room = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const newest = useRef(text);
  newest.current = text;
  const heard = useRef(said);
  heard.current = said;

  useEffect(() => {
    if (!room.current) return;
    const language = new Compartment();
    const made = new EditorView({
      state: EditorState.create({
        doc: newest.current,
        extensions: [reading(label), reviewed(heard), language.of([])],
      }),
      parent: room.current,
    });
    view.current = made;
    let here = true;
    void languageOf(path).then((found) => {
      if (here && found) made.dispatch({ effects: language.reconfigure(found) });
    });
    return () => {
      here = false;
      view.current = null;
      made.destroy();
    };
  }, [path, label]);

  useEffect(() => {
    const doc = view.current?.state.doc;
    if (!doc || doc.toString() === text) return;
    // What only grew is added at its end, so that the place that is read stays.
    const kept = text.startsWith(doc.toString()) ? doc.length : 0;
    view.current?.dispatch({ changes: { from: kept, to: doc.length, insert: text.slice(kept) } });
  }, [text]);

  const marks = said?.marks;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is marked anew
  useEffect(() => {
    if (marks) view.current?.dispatch({ effects: showMarks.of(marks) });
  }, [marks, path, label, text]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text goes to its own spot
  useEffect(() => {
    const made = view.current;
    if (!made || !spot) return;
    const line = made.state.doc.line(Math.min(Math.max(1, spot.line), made.state.doc.lines));
    const at = Math.min(line.from + Math.max(0, spot.column - 1), line.to);
    made.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    made.focus();
  }, [spot, path]);

  return <div ref={room} className="h-full min-h-0 overflow-hidden" />;
}
