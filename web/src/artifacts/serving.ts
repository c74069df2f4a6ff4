// What an artifact asks for, done for it: only what the person allowed comes here. It is a stranger: what it names is made
// safe, and it gets its turn.
import * as api from "@/api/artifacts";
import type { Answer, Ask } from "../../frame/protocol.ts";
import { serveFiles } from "./deskFiles";
import { ModelAsks } from "./modelAsks";
import { SharedValues } from "./sharedValues";
import type { Wanted } from "./showing.ts";
import { ToolCalls, type Use } from "./toolCalls";
import { fileName, saveBlob } from "./zip";

const KEY_CHARS_MAX = 200;
/** More than these at once are refused. */
const AT_ONCE = 32;
/** Between two files to save. */
const SAVE_MS = 1_000;

export type Given = Omit<Answer, "type" | "n">;

/** Serves the artifacts of one session. */
export class Serving {
  private running = 0;
  private saved = Number.NEGATIVE_INFINITY;
  private last: Promise<unknown> = Promise.resolve();
  private readonly shared: SharedValues;
  private readonly tools: ToolCalls;
  private readonly model: ModelAsks;

  /** use: of the session's tools, null for who may only look. spent: of the person's budget for questions. */
  constructor(
    private readonly session: string,
    private readonly now: () => number = () => performance.now(),
    { use = null, spent = () => undefined }: { use?: Use | null; spent?: () => void } = {},
  ) {
    this.tools = new ToolCalls(session, use);
    this.shared = new SharedValues(session);
    this.model = new ModelAsks(session, spent);
  }

  readonly asked = (ask: Ask, of: Wanted, answer: (given: Given) => void, gone: AbortSignal): void => {
    if (this.running >= AT_ONCE) {
      answer({ error: "too much is asked for at once" });
      return;
    }
    this.running += 1;
    const done = (served: Promise<Given>) =>
      served
        .catch((error) => ({ error: error instanceof Error ? error.message : String(error) }))
        .then((given) => {
          this.running -= 1;
          answer(given);
        });
    const waits = this.waiting(ask, of, gone);
    // One after the other, so that what is read after it was written is what was written.
    if (waits) void done(waits);
    else this.last = done(this.last.then(() => this.served(ask, of, gone)));
  };

  /** What may take long, beside the others. */
  private waiting({ use, act, key, data }: Ask, of: Wanted, gone: AbortSignal): Promise<Given> | null {
    if (use === "tools") return this.tools.serve(act, key, data, of, gone);
    if (use === "model") return this.model.serve(act, typeof data === "string" ? data : "", of, gone);
    return use === "shared" && act === "wait" ? this.shared.wait(Number(data), of, gone) : null;
  }

  private async served({ use, act, key, data }: Ask, of: Wanted, gone: AbortSignal): Promise<Given> {
    if (use === "downloads" && act === "save") return this.save(key, data);
    if (use === "files") return serveFiles(this.session, act, key, gone);
    if (use !== "storage" && use !== "shared") return { error: `there is no ${use}.${act}` };
    const named = act !== "keys" && act !== "me";
    if (named && (!key || key.length > KEY_CHARS_MAX)) return { error: "a key has 1 to 200 letters" };
    if (use === "shared") return this.shared.serve(act, key, typeof data === "string" ? data : "", of);
    return this.keep(act, key, data, of);
  }

  /** Of the person who looks. */
  private async keep(act: string, key: string, data: Ask["data"], of: Wanted): Promise<Given> {
    const { session } = this;
    if (act === "set" && typeof data === "string") {
      await api.putValue(session, of.artifact, of.version ?? 0, key, data);
      return {};
    }
    if (act === "delete") {
      await api.putValue(session, of.artifact, of.version ?? 0, key, null);
      return {};
    }
    const values = await api.values(session, of.artifact);
    if (act === "keys") return { value: Object.keys(values) };
    if (act === "get") return { value: Object.hasOwn(values, key) ? (values[key] ?? null) : null };
    return { error: `there is no storage.${act}` };
  }

  private save(name: string, data: string | ArrayBuffer | null): Given {
    if (data === null) return { error: "the file is too large" };
    if (this.now() - this.saved < SAVE_MS) return { error: "one file a second can be saved" };
    this.saved = this.now();
    saveBlob(new Blob([data]), fileName(name));
    return {};
  }
}
