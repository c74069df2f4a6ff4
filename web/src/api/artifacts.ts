// Every request about the artifacts of a session, by what it is for.
import { ask, at, query } from "./client";
import type * as http from "./http";

const place = (session: string, artifact: string, ...rest: string[]) =>
  at("sessions", session, "artifacts", artifact, ...rest);

export const artifacts = (session: string) =>
  ask<http.ArtifactList>(at("sessions", session, "artifacts")).then((told) => told.artifacts);
export const artifact = (session: string, id: string) => ask<http.ArtifactView>(place(session, id));
export const renameArtifact = (session: string, id: string, title: string) =>
  ask<http.ArtifactView>(place(session, id), { method: "PATCH", json: { title } });
export const deleteArtifact = (session: string, id: string) => ask<void>(place(session, id), { method: "DELETE" });

export const version = (session: string, id: string, number: number) =>
  ask<http.VersionContent>(place(session, id, "versions", String(number)));
/** A version with all its files anew. A base that is not the newest is refused with the code "conflict". */
export const makeVersion = (session: string, id: string, wish: Partial<http.VersionWish> & { base: number }) =>
  ask<http.ArtifactView>(place(session, id, "versions"), { method: "POST", json: wish });
export const nameVersion = (session: string, id: string, number: number, name: string) =>
  ask<http.ArtifactView>(place(session, id, "versions", String(number)), { method: "PATCH", json: { name } });
export const restoreVersion = (session: string, id: string, number: number) =>
  ask<http.ArtifactView>(place(session, id, "restore"), { method: "POST", json: { number } });
/** What changed between two versions, as a unified diff. */
export const difference = (session: string, id: string, from: number, to: number) =>
  ask<http.Diff>(`${place(session, id, "diff")}${query({ from, to })}`).then((told) => told.diff);

export const artifactFileAddress = (session: string, id: string, number: number, path: string) =>
  `${place(session, id, "versions", String(number), "files")}/${path.split("/").map(encodeURIComponent).join("/")}`;

/** What a version asks for, and what of it the person who looks has allowed to just this content. */
export const allowed = (session: string, id: string, number: number) =>
  ask<http.Allowed>(place(session, id, "versions", String(number), "allowed"));
export const allow = (session: string, id: string, number: number, uses: readonly string[]) =>
  ask<http.Allowed>(place(session, id, "versions", String(number), "allowed"), {
    method: "PUT",
    json: { allowed: uses },
  });
/** What an artifact keeps for the person who looks, by key. */
export const values = (session: string, id: string) =>
  ask<http.Values>(place(session, id, "mine")).then((told) => told.values);
export const putValue = (session: string, id: string, version: number, key: string, value: string | null) =>
  ask<void>(place(session, id, "mine"), { method: "PUT", json: { version, key, value } });
export const deleteValues = (session: string, id: string) =>
  ask<void>(place(session, id, "mine"), { method: "DELETE" });
