// The work folder as it is listed: folders first, what the work changed, which step wrote what. Pure.
import type { FileEntry } from "@/api/types";
import type { SessionView, Step } from "@/session/view";

/** Who changed it: the work (since it began), or a person who put it there. step: the place of the step that wrote it. */
export interface Entry extends FileEntry {
  name: string;
  changed: boolean;
  step: number;
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** A path as the work folder has it: without /work before it, nor ./ nor slashes around it. */
export const inWork = (path: string): string =>
  path
    .replace(/^\/work(?=\/|$)/, "")
    .replace(/^\.?\/+/, "")
    .replace(/\/+$/, "")
    .replace(/^\.$/, "");

const WRITES = new Set(["write", "move", "create", "replace", "insert", "str_replace"]);

function written(step: Step): string[] {
  const { name, arguments: given } = step.call;
  if (step.status !== "ok" || (name !== "files" && name !== "edit")) return [];
  const action = String(given.action ?? given.command ?? "");
  if (!WRITES.has(action)) return [];
  return [given.path, given.target].flatMap((path) => (typeof path === "string" ? [inWork(path)] : []));
}

/** The last step that wrote each file by its name, as places in the view's steps. What a command wrote is not known. */
export function writersOf(steps: readonly Step[]): Map<string, number> {
  const writers = new Map<string, number>();
  steps.forEach((step, place) => {
    for (const path of written(step)) writers.set(path, place);
  });
  return writers;
}

/** When the work began: what is older was there before. The first copy of the files is made just then. Unix seconds. */
export const workBegan = (view: SessionView): number => view.snapshots[0]?.at || view.beganAt;

/** Files are made to the second on some disks. */
const SLACK_S = 1;

export function entriesOf(files: readonly FileEntry[], began: number, writers: ReadonlyMap<string, number>): Entry[] {
  return files
    .map((file): Entry => {
      const step = writers.get(file.path) ?? -1;
      const isNew = began > 0 && file.kind === "file" && file.modified >= began - SLACK_S;
      return { ...file, name: nameOf(file.path), changed: isNew || step >= 0, step };
    })
    .sort((a, b) => Number(b.kind === "folder") - Number(a.kind === "folder") || a.name.localeCompare(b.name));
}

/** The folders from the work folder down to `path`: "a/b" is [["", ""], ["a", "a"], ["b", "a/b"]] without the first. */
export function crumbsOf(path: string): { name: string; path: string }[] {
  const parts = path.split("/").filter(Boolean);
  return parts.map((name, at) => ({ name, path: parts.slice(0, at + 1).join("/") }));
}
