// Two texts beside each other, or one below the other where there is little room; what is on the right may be written.
import { goToNextChunk, goToPreviousChunk, MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { languageOf, reading, writing } from "./code.ts";

interface Props {
  path: string;
  before: string;
  after: string;
  labels: [before: string, after: string];
  narrow: boolean;
  /** The right one is written, and takes over from the left by arrows. */
  onWrite?: ((text: string) => void) | undefined;
}

const COLLAPSE = { margin: 3, minSize: 6 };
const KEYS = keymap.of([
  { key: "F7", run: goToNextChunk },
  { key: "Shift-F7", run: goToPreviousChunk },
]);

export default function TextDiff({ path, before, after, labels, narrow, onWrite }: Props) {
  const room = useRef<HTMLDivElement>(null);
  const write = useRef(onWrite);
  write.current = onWrite;
  const writes = onWrite !== undefined;
  const [first, second] = labels;
  // The text on the right is its own while it is written.
  const start = useRef(after);
  if (!writes) start.current = after;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is written does not begin it anew
  useEffect(() => {
    const place = room.current;
    if (!place) return;
    let end: () => void = () => undefined;
    let here = true;
    void languageOf(path).then((language) => {
      if (!here) return;
      const support = language ?? [];
      const right = writes ? writing(second, (text) => write.current?.(text)) : reading(second);
      if (narrow) {
        const merging = unifiedMergeView({ original: before, mergeControls: writes, collapseUnchanged: COLLAPSE });
        const made = new EditorView({
          state: EditorState.create({ doc: start.current, extensions: [right, support, merging, KEYS] }),
          parent: place,
        });
        end = () => made.destroy();
        return;
      }
      const made = new MergeView({
        a: { doc: before, extensions: [reading(first), support, KEYS] },
        b: { doc: start.current, extensions: [right, support, KEYS] },
        parent: place,
        collapseUnchanged: COLLAPSE,
        ...(writes ? { revertControls: "a-to-b" as const } : {}),
      });
      end = () => made.destroy();
    });
    return () => {
      here = false;
      end();
    };
  }, [path, before, writes ? "" : after, first, second, narrow, writes]);

  return <div ref={room} className="text-diff h-full min-h-0 overflow-auto" />;
}
