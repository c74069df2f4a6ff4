// One file of TypeScript or JSX to JavaScript, by Sucrase: lines stay lines, so that an error's place needs no map.
import { transform } from "sucrase";
import { Failure } from "../program/telling.ts";

export type Form = "automatic" | "classic";

/** Throws a Failure that says where the source can't be read. */
export function compiled(source: string, path: string, form: Form = "automatic"): string {
  const isTyped = /\.[cm]?tsx?$/.test(path);
  const hasTags = !/\.[cm]?ts$/.test(path);
  try {
    return transform(source, {
      transforms: [...(isTyped ? (["typescript"] as const) : []), ...(hasTags ? (["jsx"] as const) : [])],
      jsxRuntime: form,
      production: true,
      filePath: path,
      preserveDynamicImport: true,
      disableESTransforms: true,
    }).code;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const place = /\((\d+):(\d+)\)\s*$/.exec(message);
    const said = message.replace(/^Error transforming [^:]+: /, "").replace(/\s*\(\d+:\d+\)\s*$/, "");
    throw new Failure("compile", said, {
      path,
      ...(place ? { line: Number(place[1]), column: Number(place[2]) } : {}),
    });
  }
}
