// A text that is read. Fetched when it is first wanted.
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { languageOf, reading } from "./code.ts";

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
}

export default function Editor({ path, text, label, spot = null }: Props) {
  const room = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const newest = useRef(text);
  newest.current = text;

  useEffect(() => {
    if (!room.current) return;
    const language = new Compartment();
    const made = new EditorView({
      state: EditorState.create({ doc: newest.current, extensions: [reading(label), language.of([])] }),
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
