// KaTeX names each of its fonts in three forms; every browser that can run the workspace takes the first.
import type { Plugin } from "vite";

const OLDER_FORMS = /,\s*url\([^)]+\.(?:woff|ttf)\)\s*format\(["'](?:woff|truetype)["']\)/g;

export function katexFonts(): Plugin {
  return {
    name: "deskhand-katex-fonts",
    enforce: "pre",
    transform: (code, id) =>
      /katex(\.min)?\.css/.test(id) ? { code: code.replace(OLDER_FORMS, ""), map: null } : null,
  };
}
