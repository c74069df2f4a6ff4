// The listing of a folder, read again when the work may have changed it; and what was changed, wherever it is.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import * as api from "@/api/calls";
import type { FileEntry } from "@/api/types";
import { useSession } from "@/session/SessionContext";
import { filesKey, readAgain } from "./putting";

const SETTLE_MS = 700;

/** Reads again a moment after steps have ended. */
export function useFreshFiles(): void {
  const { id, view } = useSession();
  const client = useQueryClient();
  const { steps } = view.spent;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step that ends may have changed a file
  useEffect(() => {
    const timer = window.setTimeout(() => void readAgain(client, id), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [client, id, steps, view.deskAt]);
}

export function useFolder(path: string, wanted: boolean) {
  const { id } = useSession();
  return useQuery({
    queryKey: filesKey(id, path),
    queryFn: () => api.files(id, path).then((told) => told.files),
    enabled: wanted,
  });
}

export const FOLDERS_MAX = 60;

/** All files below the work folder, as far as so many folders go. */
async function everything(session: string): Promise<{ files: FileEntry[]; cut: boolean }> {
  const found: FileEntry[] = [];
  const waiting = [""];
  let read = 0;
  while (waiting.length && read < FOLDERS_MAX) {
    const folder = waiting.shift() as string;
    read += 1;
    const { files } = await api.files(session, folder);
    for (const each of files) {
      if (each.kind === "folder") waiting.push(each.path);
      else found.push(each);
    }
  }
  return { files: found, cut: waiting.length > 0 };
}

export function useEverything(wanted: boolean) {
  const { id } = useSession();
  return useQuery({ queryKey: filesKey(id, "*everything*"), queryFn: () => everything(id), enabled: wanted });
}
