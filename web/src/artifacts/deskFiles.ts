// Files of the session's desk, read for an artifact: by paths of the work folder, and nothing else of the server.
import { fileAddress, files } from "@/api/calls";
import { askBytes } from "@/api/client";
import type { Given } from "./serving";

/** Of one file. */
export const BYTES_MAX = 8 * 1024 * 1024;

/** A browser would make another address of the server out of ".." in a path. */
const leads = (path: string): boolean => path.split("/").some((part) => part === "" || part === "." || part === "..");

export async function serveFiles(session: string, act: string, path: string, gone: AbortSignal): Promise<Given> {
  if (path !== "" && leads(path)) return { error: `not a path of the work folder: ${path}` };
  if (act === "list") return { value: JSON.stringify((await files(session, path)).files) };
  if (act === "read" && path) return { value: await askBytes(fileAddress(session, path), BYTES_MAX, gone) };
  return { error: `there is no files.${act}` };
}
