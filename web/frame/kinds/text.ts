// Plain text, exactly as it is.
import { breath, parts } from "../program/parts.ts";
import { type Draw, element } from "./kind.ts";

export const draw: Draw = async ({ root, text }) => {
  const plain = element("pre", { className: "plain" });
  root.append(plain);
  for (const part of parts(text)) {
    plain.append(element("span", { className: "part", text: part }));
    await breath();
  }
};
