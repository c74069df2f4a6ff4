// Files dragged over a part of the page, and dropped on it.
import { type DragEvent, useCallback, useRef, useState } from "react";

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");

/** What was dropped: files, and the names of folders, which a browser does not read by itself. */
export interface Dropped {
  files: File[];
  folders: string[];
}

function droppedOf(event: DragEvent): Dropped {
  const made: Dropped = { files: [], folders: [] };
  for (const item of event.dataTransfer.items) {
    if (item.kind !== "file") continue;
    const entry = item.webkitGetAsEntry?.();
    const file = item.getAsFile();
    if (entry?.isDirectory) made.folders.push(entry.name);
    else if (file) made.files.push(file);
  }
  return made;
}

/** Whether files are held over it now, and the handlers for the element that takes them. */
export function useDropping(take: (dropped: Dropped) => void, possible: boolean) {
  const [over, setOver] = useState(false);
  // Moving over what lies in the element leaves and enters it over and over.
  const depth = useRef(0);
  const enter = useCallback((event: DragEvent) => {
    if (!holdsFiles(event)) return;
    depth.current += 1;
    setOver(true);
  }, []);
  const leave = useCallback((event: DragEvent) => {
    if (!holdsFiles(event)) return;
    depth.current = Math.max(0, depth.current - 1);
    if (!depth.current) setOver(false);
  }, []);
  const hold = useCallback((event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  }, []);
  const drop = useCallback(
    (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      take(droppedOf(event));
    },
    [take],
  );
  const handlers = possible ? { onDragEnter: enter, onDragLeave: leave, onDragOver: hold, onDrop: drop } : {};
  return { over: over && possible, handlers };
}
