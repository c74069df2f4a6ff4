// What is known of the artifacts of a session: asked for once, and again when the session's stream tells of a change.
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import * as api from "@/api/artifacts";
import type { ArtifactSummary, ArtifactView, VersionContent } from "@/api/http";
import type { Content } from "../../frame/protocol.ts";
import type { Wanted } from "./showing.ts";

const NONE: readonly ArtifactSummary[] = [];
const listKey = (session: string) => ["artifacts", session];
const viewKey = (session: string, id: string) => ["artifact", session, id];

/** Reads anew what may have changed. artifact: "" for all of the session. */
export async function artifactsAgain(client: QueryClient, session: string, artifact = ""): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: listKey(session) }),
    client.invalidateQueries({ queryKey: artifact ? viewKey(session, artifact) : ["artifact", session] }),
  ]);
}

/** Takes in what the server answered to a change. */
export function useTaken(session: string): (view: ArtifactView) => void {
  const client = useQueryClient();
  return (view) => {
    client.setQueryData(viewKey(session, view.id), view);
    void client.invalidateQueries({ queryKey: listKey(session) });
  };
}

export function useArtifacts(session: string): { found: readonly ArtifactSummary[]; known: boolean } {
  const { data } = useQuery({ queryKey: listKey(session), queryFn: () => api.artifacts(session) });
  return { found: data ?? NONE, known: data !== undefined };
}

export const useArtifact = (session: string, id: string) =>
  useQuery({ queryKey: viewKey(session, id), queryFn: () => api.artifact(session, id), enabled: id !== "" });

/** What is written of it and is no version yet. Asked for again with the artifact, when the stream tells of a change. */
export const useDraftOf = (session: string, id: string) =>
  useQuery({
    queryKey: [...viewKey(session, id), "draft"],
    queryFn: () => api.draft(session, id),
    enabled: id !== "",
  }).data;

/** What was said about it and what was proposed, asked for again as the one above. */
export const useReviews = (session: string, id: string) =>
  useQuery({
    queryKey: [...viewKey(session, id), "reviews"],
    queryFn: () => api.reviews(session, id),
    enabled: id !== "",
  }).data;

/** A candidate with its files, which never change either. */
export const useCandidate = (session: string, id: string, number: number) =>
  useQuery({
    queryKey: ["artifact-candidate", session, id, number],
    queryFn: () => api.candidate(session, id, number),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: id !== "" && number > 0,
  });

/** A version with its files. It never changes, so it is asked for once. */
export const useVersion = (session: string, id: string, number: number) =>
  useQuery({
    queryKey: ["artifact-version", session, id, number],
    queryFn: () => api.version(session, id, number),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: id !== "" && number > 0,
  });

/** The forms that a version goes out as. They are its kind's, so they are asked for once. */
export const useForms = (session: string, id: string, number: number, wanted: boolean) =>
  useQuery({
    queryKey: ["artifact-forms", session, id, number],
    queryFn: () => api.forms(session, id, number),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: wanted,
  });

function bytesOf(base64: string): ArrayBuffer {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place += 1) bytes[place] = letters.charCodeAt(place);
  return bytes.buffer;
}

export function contentOf(version: VersionContent, files: Readonly<Record<string, string>> = version.files): Content {
  const bytes = Object.entries(version.bytes).map(([path, text]) => [path, bytesOf(text)] as const);
  return {
    kind: version.kind,
    entry: version.entry,
    files: { ...files },
    ...(bytes.length ? { bytes: Object.fromEntries(bytes) } : {}),
  };
}

/** What a frame shows of a version; files: in place of its own, while they are edited. */
export function useWanted(
  version: VersionContent | undefined,
  files?: Readonly<Record<string, string>>,
): Wanted | null {
  return useMemo(
    () => (version ? { artifact: version.id, ...contentOf(version, files ?? version.files) } : null),
    [version, files],
  );
}
