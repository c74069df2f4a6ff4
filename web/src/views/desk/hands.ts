// Whose hands are on the desk. Pure: the journal says who took control, by account and connection.

/** agent: nobody took it. mine: this page has it. elsewhere: another page of this account. loose: this account, but no
 * page of it yet. other: somebody else. */
export type Hands = "agent" | "mine" | "elsewhere" | "loose" | "other";

export function handsOf(control: { readonly by: string } | null, account: string, connection: string): Hands {
  if (!control) return "agent";
  const [who, page] = split(control.by);
  if (who !== account) return "other";
  if (!page) return "loose";
  return page === connection ? "mine" : "elsewhere";
}

function split(by: string): [who: string, page: string] {
  const at = by.indexOf(":");
  return at < 0 ? [by, ""] : [by.slice(0, at), by.slice(at + 1)];
}
