// Two texts beside each other, or one below the other where there is little room.
import { goToNextChunk, goToPreviousChunk, MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { languageOf, reading } from "./code.ts";

interface Props {
  path: string;
  before: string;
  after: string;
  labels: [before: string, after: string];
  narrow: boolean;
}

const COLLAPSE = { margin: 3, minSize: 6 };
const KEYS = keymap.of([
  { key: "F7", run: goToNextChunk },
  { key: "Shift-F7", run: goToPreviousChunk },
]);

export default function TextDiff({ path, before, after, labels, narrow }: Props) {
  const room = useRef<HTMLDivElement>(null);
  const [first, second] = labels;

  useEffect(() => {
    const place = room.current;
    if (!place) return;
    let end: () => void = () => undefined;
    let here = true;
    void languageOf(path).then((language) => {
      if (!here) return;
      const support = language ?? [];
      const right = reading(second);
      if (narrow) {
        const merging = unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: COLLAPSE });
        const made = new EditorView({
          state: EditorState.create({ doc: after, extensions: [right, support, merging, KEYS] }),
          parent: place,
        });
        end = () => made.destroy();
        return;
      }
      const made = new MergeView({
        a: { doc: before, extensions: [reading(first), support, KEYS] },
        b: { doc: after, extensions: [right, support, KEYS] },
        parent: place,
        collapseUnchanged: COLLAPSE,
      });
      end = () => made.destroy();
    });
    return () => {
      here = false;
      end();
    };
  }, [path, before, after, first, second, narrow]);

  return <div ref={room} className="text-diff h-full min-h-0 overflow-auto" />;
}
