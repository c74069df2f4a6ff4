// The picture of each kind.
import {
  AppWindow,
  Braces,
  ChartColumn,
  CodeXml,
  FileText,
  Globe,
  Image,
  type LucideIcon,
  NotepadText,
  Presentation,
  Shapes,
  Spline,
  Table2,
  Workflow,
} from "lucide-react";
import type { Kind } from "../../frame/protocol.ts";

const ICONS: Record<Kind, LucideIcon> = {
  html: Globe,
  react: AppWindow,
  svg: Spline,
  markdown: FileText,
  code: CodeXml,
  mermaid: Workflow,
  slides: Presentation,
  table: Table2,
  chart: ChartColumn,
  json: Braces,
  text: NotepadText,
  picture: Image,
  pdf: FileText,
};

export const iconOf = (kind: string | null): LucideIcon =>
  kind !== null && Object.hasOwn(ICONS, kind) ? ICONS[kind as Kind] : Shapes;

/** Kinds whose files are no text, and that nobody edits here. */
const BYTES = new Set(["picture", "pdf"]);
export const isText = (kind: string): boolean => !BYTES.has(kind);
