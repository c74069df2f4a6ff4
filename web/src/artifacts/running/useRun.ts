import { useState } from "react";
import * as api from "@/api/artifacts";
import { ApiError } from "@/api/client";
import { toastError } from "@/parts/toasts";
import { type SessionHere, useSession } from "@/session/SessionContext";
import type { Step } from "@/session/view";
import { useWords } from "@/words";
import { lineOf, programOf, runOf, scratchOf } from "./lines";

const RUN_S = 600;

export interface Run {
  /** The file is sent and the desk is not at it yet. */
  begins: boolean;
  goes: boolean;
  /** The last run, as the record has it. */
  step: Step | undefined;
  start: () => void;
  stop: () => void;
}

/** Puts a version into its scratch folder. Where there is no desk yet, the first call makes one. */
export async function onScratch({ id, use }: Pick<SessionHere, "id" | "use">, artifact: string, number: number) {
  const put = () => api.putOnDesk(id, artifact, number, { folder: scratchOf(artifact, number), replace: true });
  try {
    await put();
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "conflict") throw error;
    await use({ tool: "bash", arguments: { command: "true" } });
    await put();
  }
}

/** Runs a file of a version on the desk; null for what is not run, or not by whoever looks. */
export function useRun(artifact: string, number: number, path: string): Run | null {
  const { id, view, mayCommand, use, command } = useSession();
  const words = useWords();
  const [begins, setBegins] = useState(false);
  const step = runOf(view.steps, artifact, number, path);
  if (!mayCommand || !artifact || !number || !programOf(path)) return null;
  const begin = async () => {
    await onScratch({ id, use }, artifact, number);
    const given = { command: lineOf(artifact, number, path), timeout_s: RUN_S };
    await use({ tool: "bash", arguments: given, origin: { artifact, version: number } });
  };
  const start = () => {
    setBegins(true);
    begin()
      .catch((error) => toastError(error, words))
      .finally(() => setBegins(false));
  };
  const stop = () => {
    if (step) void command({ command: "break_off", call: step.call.id });
  };
  const isOpen = step !== undefined && !step.endSeq;
  return { begins: begins && !isOpen, goes: begins || isOpen, step, start, stop };
}
