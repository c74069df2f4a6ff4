// What design/first-paint.js asked for before the page's own scripts were there: each answer is given out once, to whoever
// asks for the same address first.

declare global {
  var deskhandEarly: Record<string, Promise<Response | null>> | undefined;
}

/** The answer that is on its way already, if it is a good one; undefined where the server must be asked. */
export async function early(address: string): Promise<Response | undefined> {
  const coming = globalThis.deskhandEarly?.[address];
  if (!coming) return undefined;
  delete globalThis.deskhandEarly?.[address];
  const response = await coming;
  return response?.ok ? response : undefined;
}

/** Somebody else may sign in: what was asked for in the name of who was signed in before is let go of. */
export function forgetEarly(): void {
  globalThis.deskhandEarly = undefined;
}
