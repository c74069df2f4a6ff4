// Formulas, fetched when a text holds one. KaTeX makes spans, no scripts; what it can't read is shown as it was written.
import "katex/dist/katex.min.css";
import rehypeKatex from "rehype-katex";
import remarkMath from "remark-math";

export const OPTIONS = {
  throwOnError: false,
  strict: "ignore",
  trust: false,
  maxSize: 40,
  maxExpand: 500,
  output: "htmlAndMathml",
};
export { rehypeKatex, remarkMath };
