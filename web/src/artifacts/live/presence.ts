// Where the others are in a text, in the form that the editor's binding to Yjs reads. Who they are comes from the server,
// which knows them: a page can't speak for somebody else.
import * as Y from "yjs";
import { colourOf } from "./colours.ts";

/** Somebody's page. at: what they have selected in a file; null where they only look. */
export interface Person {
  readonly n: number;
  readonly account: string;
  readonly at: { readonly path: string; readonly anchor: unknown; readonly head: unknown } | null;
}

interface State {
  user: { name: string; color: string; colorLight: string };
  cursor: { anchor: Y.RelativePosition; head: Y.RelativePosition };
}

type Cursor = { anchor: unknown; head: unknown } | null;
type Change = { added: number[]; updated: number[]; removed: number[] };
type Listener = (change: Change, origin: unknown) => void;

/** Of one editor. own: where one is oneself, told to the others; null for who may only look. */
export class Presence {
  private readonly states = new Map<number, State>();
  private readonly listeners = new Set<Listener>();
  private local: { cursor: Cursor } | null;

  constructor(
    readonly doc: Y.Doc,
    private readonly path: string,
    private readonly own: ((cursor: Cursor) => void) | null,
  ) {
    this.local = own ? { cursor: null } : null;
  }

  /** The people of the room as they are now. */
  show(people: readonly Person[], me: number, nameOf: (account: string) => string): void {
    const before = [...this.states.keys()];
    this.states.clear();
    for (const { n, account, at } of people) {
      if (n === me || at?.path !== this.path) continue;
      try {
        const cursor = {
          anchor: Y.createRelativePositionFromJSON(at.anchor),
          head: Y.createRelativePositionFromJSON(at.head),
        };
        const color = colourOf(account);
        this.states.set(n, { user: { name: nameOf(account), color, colorLight: `${color}40` }, cursor });
      } catch {
        // A place that can't be read is none.
      }
    }
    const updated = [...new Set([...before, ...this.states.keys()])];
    for (const listener of this.listeners) listener({ added: [], updated, removed: [] }, this);
  }

  // what the binding asks for

  getStates(): Map<number, State> {
    return this.states;
  }

  getLocalState(): { cursor: Cursor } | null {
    return this.local;
  }

  setLocalStateField(name: string, value: unknown): void {
    if (name !== "cursor" || !this.local) return;
    this.local = { cursor: value as Cursor };
    this.own?.(this.local.cursor);
  }

  on(_event: "change", listener: Listener): void {
    this.listeners.add(listener);
  }

  off(_event: "change", listener: Listener): void {
    this.listeners.delete(listener);
  }
}
