// Commands on their way: shown at once, kept until the journal holds them, sent again under the same id after a failure
// or a reload. The server takes an id once, so nothing is ever said twice.
import * as api from "@/api/calls";
import { ApiError, newId } from "@/api/client";
import type { Command } from "@/api/events";
import type { Part, Recorded } from "@/api/types";

export interface Sent {
  readonly id: string;
  readonly command: Command;
  readonly at: number;
  readonly failed: { message: string; hint: string } | null;
}

type Listener = () => void;
const KEPT = (session: string) => `deskhand.sending.${session}`;

export class Sending {
  private sent: readonly Sent[] = [];
  private readonly listeners = new Set<Listener>();

  constructor(readonly session: string) {
    for (const kept of readKept(session)) {
      this.sent = [...this.sent, kept];
      void this.post(kept);
    }
  }

  readonly get = (): readonly Sent[] => this.sent;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Sends a command; resolves when the server has it. Throws ApiError; words stay, to be sent again. */
  async send(command: Command, connection?: string): Promise<void> {
    const sent: Sent = { id: newId(), command, at: Date.now() / 1_000, failed: null };
    this.set([...this.sent, sent]);
    await this.post(sent, connection);
    const failed = this.sent.find((each) => each.id === sent.id)?.failed;
    if (!failed) return;
    if (command.command !== "say") this.drop(sent.id);
    throw new ApiError("unavailable", failed.message, failed.hint, 0);
  }

  async retry(id: string): Promise<void> {
    const sent = this.sent.find((each) => each.id === id);
    if (!sent) return;
    this.replace(id, { failed: null });
    await this.post(sent);
  }

  drop(id: string): void {
    this.set(this.sent.filter((each) => each.id !== id));
  }

  /** What the journal holds is on its way no more. */
  journaled(events: readonly Recorded[]): void {
    if (!this.sent.length) return;
    const held = new Set(events.flatMap(({ event }) => ("command" in event ? [event.command] : [])));
    const left = this.sent.filter((each) => !held.has(each.id));
    if (left.length !== this.sent.length) this.set(left);
  }

  private async post(sent: Sent, connection?: string): Promise<void> {
    try {
      await api.command(this.session, sent.command, sent.id, connection);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.replace(sent.id, { failed: { message: error.message, hint: error.hint } });
    }
  }

  private replace(id: string, changes: Partial<Sent>): void {
    this.set(this.sent.map((each) => (each.id === id ? { ...each, ...changes } : each)));
  }

  private set(sent: readonly Sent[]): void {
    this.sent = sent;
    writeKept(this.session, sent);
    for (const listener of this.listeners) listener();
  }
}

/** The words among what is on its way, as the conversation shows them. */
export const wordsOf = (sent: Sent): readonly Part[] =>
  sent.command.command === "say" ? (sent.command.parts as readonly Part[]) : [];

function readKept(session: string): readonly Sent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT(session)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each?.id === "string" && each.command) : [];
  } catch {
    return [];
  }
}

function writeKept(session: string, sent: readonly Sent[]): void {
  const words = sent.filter((each) => each.command.command === "say");
  try {
    if (words.length) localStorage.setItem(KEPT(session), JSON.stringify(words));
    else localStorage.removeItem(KEPT(session));
  } catch {
    // Without storage a reload before the server answers loses the words; nothing else depends on it.
  }
}
