// Which module shows which kind; each is loaded when it is first needed.
import type { Kind } from "../protocol.ts";
import type { Draw } from "./kind.ts";

export const DRAWS: Record<Kind, () => Promise<{ draw: Draw }>> = {
  html: () => import("./html.ts"),
  react: () => import("./react.ts"),
  svg: () => import("./svg.ts"),
  markdown: () => import("./markdown.ts"),
  code: () => import("./code.ts"),
  mermaid: () => import("./mermaid.ts"),
  slides: () => import("./slides.ts"),
  table: () => import("./table.ts"),
  chart: () => import("./chart.ts"),
  json: () => import("./json.ts"),
  text: () => import("./text.ts"),
  picture: () => import("./picture.ts"),
  pdf: () => import("./pdf.ts"),
};
