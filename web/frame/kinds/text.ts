// Plain text, exactly as it is.
import { type Draw, element } from "./kind.ts";

export const draw: Draw = ({ root, text }) => {
  root.append(element("pre", { className: "plain", text }));
};
