// What an artifact keeps for all who may see the session: read no more often than it changed, and looked at now and then.
import * as api from "@/api/artifacts";
import { ApiError } from "@/api/client";
import type { Common } from "@/api/http";
import type { Given } from "./serving";
import type { Shown } from "./showing";

/** Between two looks, while the page is seen. */
const EVERY_MS = 2_500;

/** Shown the artifacts of one session. */
export class SharedValues {
  private known: { of: string; told: Common } | null = null;
  private waits = new AbortController();

  constructor(private readonly session: string) {}

  async serve(act: string, key: string, data: string, of: Shown): Promise<Given> {
    if (act === "set") return this.set(key, data, of);
    const { values, me, writes } = await this.read(of);
    const found = values && Object.hasOwn(values, key) ? values[key] : undefined;
    if (act === "read") return { value: JSON.stringify(found ?? { value: null, number: 0 }) };
    if (act === "keys") return { value: Object.keys(values ?? {}) };
    if (act === "me") return { value: JSON.stringify({ ...me, writes }) };
    return { error: `there is no shared.${act}` };
  }

  /** Answers once the count is another. Only the newest waits: what it takes the place of is on its way out. */
  async wait(since: number, of: Shown, gone: AbortSignal): Promise<Given> {
    this.waits.abort();
    this.waits = new AbortController();
    const ended = AbortSignal.any([gone, this.waits.signal]);
    while (!ended.aborted) {
      const count = document.hidden ? since : await this.count(of);
      if (count !== since) return { value: String(count) };
      await pause(ended);
    }
    return { error: "it is not shown any more" };
  }

  /** The last one known where the server is out of reach for a moment. */
  private async count(of: Shown): Promise<number> {
    try {
      return (await this.read(of)).count;
    } catch (error) {
      const passes = error instanceof ApiError && ["unreachable", "unavailable", "internal"].includes(error.code);
      if (!passes || !this.known) throw error;
      return this.known.told.count;
    }
  }

  private async read({ artifact, version = 0 }: Shown): Promise<Common> {
    const of = `${artifact} ${version}`;
    const known = this.known?.of === of ? this.known.told : null;
    const told = await api.common(this.session, artifact, version, known?.count);
    this.known = { of, told: { ...told, values: told.values ?? known?.values ?? {} } };
    return this.known.told;
  }

  private async set(key: string, data: string, { artifact, version = 0 }: Shown): Promise<Given> {
    const { value, base } = JSON.parse(data);
    try {
      await api.putCommon(this.session, artifact, { version, key, value, base });
      return { value: "kept" };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === "conflict") return { value: "conflict" };
      if (error.code === "forbidden") return { error: "who may only look here changes nothing" };
      throw error;
    }
  }
}

const pause = (gone: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = window.setTimeout(resolve, EVERY_MS);
    gone.addEventListener(
      "abort",
      () => {
        window.clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
