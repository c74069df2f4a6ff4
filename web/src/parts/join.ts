/** Class names as one string; what is false, null or empty is left out. */
export const join = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(" ");
