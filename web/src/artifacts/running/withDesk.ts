import { ApiError } from "@/api/client";
import type { SessionHere } from "@/session/SessionContext";

/** Does what needs a desk. Where there is none yet, a first call makes one. */
export async function withDesk<T>(use: SessionHere["use"], act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "unavailable") throw error;
    await use({ tool: "bash", arguments: { command: "true" } });
    return act();
  }
}
