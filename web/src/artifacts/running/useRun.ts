import { useState } from "react";
import * as api from "@/api/artifacts";
import { toastError } from "@/parts/toasts";
import { useSession } from "@/session/SessionContext";
import type { Step } from "@/session/view";
import { useWords } from "@/words";
import { lineOf, programOf, runOf, scratchOf } from "./lines";
import { withDesk } from "./withDesk";

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

/** Runs a file of a version on the desk; null for what is not run, or not by whoever looks. */
export function useRun(artifact: string, number: number, path: string): Run | null {
  const { id, view, mayCommand, use, command } = useSession();
  const words = useWords();
  const [begins, setBegins] = useState(false);
  const step = runOf(view.steps, artifact, number, path);
  if (!mayCommand || !artifact || !number || !programOf(path)) return null;
  const begin = async () => {
    const scratch = { folder: scratchOf(artifact, number), replace: true };
    await withDesk(use, () => api.putOnDesk(id, artifact, number, scratch));
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
