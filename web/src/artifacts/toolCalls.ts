// Tools of the session, used for an artifact that a person let: one call after the other, each judged by the session.
import { usableTools } from "@/api/calls";
import { textOf } from "@/session/fold";
import type { Used, UseWish } from "@/session/using";
import type { Given } from "./serving";
import type { Wanted } from "./showing";

export type Use = (wish: UseWish) => Promise<Used>;

/** Between the end of a call and the next one: the model has its turn, too. */
const APART_MS = 250;

/** What was given, where it is a mapping. Throws for anything else. */
function mapping(data: unknown): UseWish["arguments"] {
  const given: unknown = typeof data === "string" ? JSON.parse(data) : null;
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw new Error("arguments are an object");
  return given as UseWish["arguments"];
}

export class ToolCalls {
  private last: Promise<unknown> = Promise.resolve();

  /** use: null for who may only look. */
  constructor(
    private readonly session: string,
    private readonly use: Use | null,
  ) {}

  serve(act: string, name: string, data: unknown, of: Wanted, gone: AbortSignal): Promise<Given> {
    const { use } = this;
    if (!use) return Promise.resolve({ error: "this is not allowed" });
    if (act === "list") return usableTools(this.session).then((tools) => ({ value: JSON.stringify(tools) }));
    if (act !== "call") return Promise.resolve({ error: `there is no tools.${act}` });
    const called = this.last.then(() => this.call(use, name, data, of, gone));
    this.last = called.catch(() => undefined).then(() => new Promise((resolve) => setTimeout(resolve, APART_MS)));
    return called;
  }

  private async call(use: Use, tool: string, data: unknown, of: Wanted, gone: AbortSignal): Promise<Given> {
    if (gone.aborted) return { error: "nobody waits for it any more" };
    const origin = { kind: "artifact" as const, artifact: of.artifact, version: of.version ?? 0 };
    const used = await use({ tool, arguments: mapping(data), origin });
    return { value: JSON.stringify({ text: textOf(used.content), isError: used.status !== "ok" }) };
  }
}
