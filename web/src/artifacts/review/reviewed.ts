import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Said } from "../Editor.tsx";
import { commentMarks } from "./marks.ts";

/** An editor whose places can be commented on: what was said is marked, what is selected is told. */
export const reviewed = (said: { readonly current: Said | undefined }): Extension => [
  commentMarks((comment) => said.current?.onPress(comment)),
  EditorView.updateListener.of(({ selectionSet, docChanged, state }) => {
    if (!selectionSet && !docChanged) return;
    const { from, to } = state.selection.main;
    said.current?.onSelect(from, state.sliceDoc(from, to));
  }),
];
