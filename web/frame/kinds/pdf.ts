// A PDF: browsers open none in a sealed frame, so that the page offers it as a download.
import { Failure } from "../program/telling.ts";
import type { Draw } from "./kind.ts";

export const draw: Draw = ({ entry }) => {
  throw new Failure("load", "a PDF is not shown in a sealed frame; download it.", { path: entry });
};
