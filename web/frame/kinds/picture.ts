// A picture: its bytes, shown whole.
import { Failure } from "../program/telling.ts";
import { type Draw, element } from "./kind.ts";

export const draw: Draw = async ({ root, bytes, entry }) => {
  const given = bytes?.[entry];
  if (!given) throw new Failure("compile", "the picture's bytes are not there.", { path: entry });
  const picture = element("img");
  picture.alt = entry;
  picture.src = URL.createObjectURL(new Blob([given]));
  root.append(element("div", { className: "drawing" }, picture));
  try {
    await picture.decode();
  } catch {
    throw new Failure("load", "it is no picture that this browser can read.", { path: entry });
  }
  return { end: () => URL.revokeObjectURL(picture.src) };
};
