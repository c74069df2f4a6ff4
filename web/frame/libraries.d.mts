export interface Library {
  specifier: string;
  from?: string;
  names?: "all" | "read";
  hasDefault?: boolean;
  global?: string;
}
export const LIBRARIES: Library[];
export const ALIASES: Record<string, string>;
