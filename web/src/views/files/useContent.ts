// A file's bytes, read once and only as many as can be shown.
import { useQuery } from "@tanstack/react-query";
import * as api from "@/api/calls";
import { ApiError } from "@/api/client";
import { isText, kindOf, pictureType } from "./kinds";

/** What a file shows as. address: of this page's own, to be given back when it is not shown any more. */
export type Content =
  | { kind: "text"; text: string; cut: boolean }
  | { kind: "picture"; blob: Blob }
  | { kind: "pdf"; blob: Blob }
  | { kind: "none" };

export const SHOWN_BYTES_MAX = 25e6;
export const TEXT_BYTES_MAX = 400_000;

async function read(session: string, path: string): Promise<Content> {
  const response = await fetch(api.fileAddress(session, path), { credentials: "same-origin" });
  if (!response.ok) {
    const told = await response.json().catch(() => null);
    throw new ApiError(
      told?.error?.code ?? "unavailable",
      told?.error?.message ?? "",
      told?.error?.hint ?? "",
      response.status,
    );
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const kind = kindOf(path);
  // The type is ours, by the name: what the bytes really are decides nothing but whether they can be drawn.
  if (kind === "picture") return { kind: "picture", blob: new Blob([bytes], { type: pictureType(path) }) };
  if (kind === "pdf") return { kind: "pdf", blob: new Blob([bytes], { type: "application/pdf" }) };
  if (!isText(bytes)) return { kind: "none" };
  const shown = bytes.subarray(0, TEXT_BYTES_MAX);
  return { kind: "text", text: new TextDecoder().decode(shown), cut: shown.length < bytes.length };
}

/** modified: of the file, so that a changed one is read again. */
export function useContent(session: string, path: string, modified: number, wanted: boolean) {
  return useQuery({
    queryKey: ["file", session, path, modified],
    queryFn: () => read(session, path),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}
