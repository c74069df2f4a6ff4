// Putting files from this machine into the work folder of a desk, one after the other.
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import * as api from "@/api/calls";
import { ApiError } from "@/api/client";
import { toast, wordsOfError } from "@/parts/toasts";
import { useWords } from "@/words";

export const filesKey = (session: string, path?: string) =>
  path === undefined ? ["files", session] : ["files", session, path];

/** A path in the work folder: `name` in `folder`, where "" is the work folder itself. */
export const joined = (folder: string, name: string): string => (folder ? `${folder}/${name}` : name);

/** The name that a file gets on the desk: nothing of it may lead out of the folder. */
export const plainName = (name: string): string => {
  const last = name.replace(/\\/g, "/").split("/").pop() ?? "";
  const clean = last.replace(/[\p{Cc}]/gu, "").trim();
  return clean === "" || clean === "." || clean === ".." ? "file" : clean;
};

export const readAgain = (client: QueryClient, session: string) =>
  client.invalidateQueries({ queryKey: filesKey(session) });

/** The way to put files, and how many are on their way. */
export function usePutting(session: string) {
  const words = useWords();
  const client = useQueryClient();
  const [busy, setBusy] = useState(0);
  const put = useCallback(
    async (files: readonly File[], folder = "") => {
      const { files: told } = words;
      setBusy((now) => now + files.length);
      const done: string[] = [];
      for (const file of files) {
        const name = plainName(file.name);
        try {
          await api.putFile(session, joined(folder, name), file);
          done.push(name);
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          const { text, hint } = wordsOfError(error, words);
          toast(told.putFailed(name), { hint: [text, hint].filter(Boolean).join(" "), bad: true });
        } finally {
          setBusy((now) => now - 1);
        }
      }
      if (!done.length) return;
      toast(done.length === 1 && done[0] ? words.desk.fileOnDesk(done[0]) : words.desk.filesOnDesk(done.length));
      await readAgain(client, session);
    },
    [session, words, client],
  );
  return { put, busy };
}
