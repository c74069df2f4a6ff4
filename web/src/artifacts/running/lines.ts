// How a file of an artifact is run on the desk: which program takes it, where its version lies, the line of the shell.
import type { Step } from "@/session/view";
import { shortId } from "../problems";

/** What runs a file, by how its name ends. A desk has Python and bash; the others where its machine does. */
const PROGRAMS: Readonly<Record<string, string>> = {
  py: "python3 -u",
  sh: "bash",
  bash: "bash",
  js: "node",
  mjs: "node",
  cjs: "node",
  rb: "ruby",
  pl: "perl",
};

/** The program's name; "" for a file that is not run. */
export function programOf(path: string): string {
  const ending = path.split("/").at(-1)?.split(".").slice(1).at(-1)?.toLowerCase() ?? "";
  return Object.hasOwn(PROGRAMS, ending) ? (PROGRAMS[ending] ?? "") : "";
}

/** Where the files of a version lie while they are used, apart from people's own. */
export const scratchOf = (artifact: string, number: number): string => `.scratch/${shortId(artifact)}-v${number}`;

/** A word of a shell's line, whatever is in it. */
export const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

export const lineOf = (artifact: string, number: number, path: string): string =>
  `cd ${quoted(`/work/${scratchOf(artifact, number)}`)} && ${programOf(path)} ${quoted(path)}`;

/** The last run of a file of this version, by whomever. */
export const runOf = (steps: readonly Step[], artifact: string, number: number, path: string): Step | undefined => {
  const line = programOf(path) && lineOf(artifact, number, path);
  return steps.findLast(
    ({ origin, call }) =>
      origin?.kind === "person" &&
      origin.artifact === artifact &&
      call.name === "bash" &&
      call.arguments.command === line,
  );
};
