// Every request about the artifacts of a session, by what it is for.
import { ask, askFile, at, query } from "./client";
import type * as http from "./http";

const place = (session: string, artifact: string, ...rest: string[]) =>
  at("sessions", session, "artifacts", artifact, ...rest);

export const artifacts = (session: string) =>
  ask<http.ArtifactList>(at("sessions", session, "artifacts")).then((told) => told.artifacts);
export const artifact = (session: string, id: string) => ask<http.ArtifactView>(place(session, id));
export const renameArtifact = (session: string, id: string, title: string) =>
  ask<http.ArtifactView>(place(session, id), { method: "PATCH", json: { title } });
export const deleteArtifact = (session: string, id: string) => ask<void>(place(session, id), { method: "DELETE" });

/** What is written of it and is no version yet, and who is there. */
export const draft = (session: string, id: string) => ask<http.DraftView>(place(session, id, "draft"));
/** The WebSocket of the text that several write at once. */
export const liveAddress = (session: string, id: string): string => {
  const address = new URL(place(session, id, "live"), window.location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address.href;
};

/** What was said about it and what was proposed. */
export const reviews = (session: string, id: string) => ask<http.ReviewView>(place(session, id, "reviews"));
export const makeComment = (session: string, id: string, wish: http.CommentWish) =>
  ask<http.CommentView>(place(session, id, "comments"), { method: "POST", json: wish });
export const changeComment = (session: string, id: string, comment: number, resolved: boolean) =>
  ask<http.CommentView>(place(session, id, "comments", String(comment)), { method: "PATCH", json: { resolved } });
export const deleteComment = (session: string, id: string, comment: number) =>
  ask<void>(place(session, id, "comments", String(comment)), { method: "DELETE" });
/** Asks the session's model for a candidate because of these comments. */
export const sendComments = (session: string, id: string, wish: http.SendWish) =>
  ask<http.ReviewView>(place(session, id, "comments", "send"), { method: "POST", json: wish });
export const candidate = (session: string, id: string, number: number) =>
  ask<http.VersionContent>(place(session, id, "candidates", String(number)));
/** Makes a version of it. Where a newer one changed the same lines it is refused with the code "conflict". */
export const acceptCandidate = (session: string, id: string, number: number) =>
  ask<http.ArtifactView>(place(session, id, "candidates", String(number), "accept"), { method: "POST", json: {} });
export const refuseCandidate = (session: string, id: string, number: number) =>
  ask<http.ReviewView>(place(session, id, "candidates", String(number), "refuse"), { method: "POST", json: {} });

/** Links to versions of it. */
export const shares = (session: string, id: string) =>
  ask<http.ShareList>(place(session, id, "shares")).then((told) => told.shares);
export const makeShare = (session: string, id: string, wish: http.ShareWish) =>
  ask<http.ShareMadeView>(place(session, id, "shares"), { method: "POST", json: wish });
export const revokeShare = (session: string, id: string, share: string) =>
  ask<http.ShareView>(place(session, id, "shares", share), { method: "DELETE" });

export const version = (session: string, id: string, number: number) =>
  ask<http.VersionContent>(place(session, id, "versions", String(number)));
/** A version with all its files anew. A base that is not the newest is refused with the code "conflict". */
export const makeVersion = (session: string, id: string, wish: Partial<http.VersionWish> & { base: number }) =>
  ask<http.ArtifactView>(place(session, id, "versions"), { method: "POST", json: wish });
export const nameVersion = (session: string, id: string, number: number, name: string) =>
  ask<http.ArtifactView>(place(session, id, "versions", String(number)), { method: "PATCH", json: { name } });
export const restoreVersion = (session: string, id: string, number: number) =>
  ask<http.ArtifactView>(place(session, id, "restore"), { method: "POST", json: { number } });
/** A new artifact that begins with a version of this one. */
export const branchArtifact = (session: string, id: string, wish: http.BranchWish) =>
  ask<http.ArtifactView>(place(session, id, "branch"), { method: "POST", json: wish });
/** Brings a branch into where it came from: a version there, or a candidate to be looked at. */
export const bringBranch = (session: string, id: string, wish: http.BringWish) =>
  ask<http.BroughtView>(place(session, id, "bring"), { method: "POST", json: wish });
/** What changed between two versions, as a unified diff. */
export const difference = (session: string, id: string, from: number, to: number) =>
  ask<http.Diff>(`${place(session, id, "diff")}${query({ from, to })}`).then((told) => told.diff);

/** The forms that a version goes out as, the usual one first. */
export const forms = (session: string, id: string, number: number) =>
  ask<http.FormList>(place(session, id, "versions", String(number), "forms")).then((told) => told.forms);
/** A version in one form. said: what is not in it as it was: `word=count` with `; ` between them. */
export const form = (session: string, id: string, number: number, name: string) =>
  askFile(place(session, id, "versions", String(number), "forms", name), "Deskhand-Left");
/** How a version looks, as a picture. */
export const picture = (session: string, id: string, number: number, theme: "light" | "dark") =>
  askFile(`${place(session, id, "versions", String(number), "picture")}${query({ theme })}`).then(({ blob }) => blob);

export const artifactFileAddress = (session: string, id: string, number: number, path: string) =>
  `${place(session, id, "versions", String(number), "files")}/${path.split("/").map(encodeURIComponent).join("/")}`;

/** Puts the files of a version into a folder of the desk. Where files of these names are there, it is refused with the code
 * "conflict", unless they may be replaced; so it is while there is no desk. */
export const putOnDesk = (session: string, id: string, number: number, wish: http.FolderWish) =>
  ask<http.InFolder>(place(session, id, "versions", String(number), "desk"), { method: "POST", json: wish });

/** Commits the files of a version to a branch of a repository on the desk: a call, whose end the session's events tell. */
export const putIntoBranch = (session: string, id: string, number: number, wish: http.CommitWish) =>
  ask<http.Put>(place(session, id, "versions", String(number), "commit"), { method: "POST", json: wish });

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
/** What an artifact keeps for all who may see the session. since: what it had counted to when it was read last. */
export const common = (session: string, id: string, version: number, since?: number) =>
  ask<http.Common>(`${place(session, id, "common")}${query({ version, since })}`);
/** Refused with the code "conflict" where `base` is not the number of what is there. */
export const putCommon = (session: string, id: string, wish: http.CommonWish) =>
  ask<http.CommonCount>(place(session, id, "common"), { method: "PUT", json: wish });
/** Whether artifacts may ask the session's model for the person who looks, and what is left of their budget. */
export const asking = (session: string, id: string) => ask<http.AskView>(place(session, id, "ask"));
export const askModel = (session: string, id: string, wish: http.AskWish, signal: AbortSignal) =>
  ask<http.AskAnswer>(place(session, id, "ask"), { method: "POST", json: wish, signal }).then((told) => told.text);
export const deleteCommon = (session: string, id: string) =>
  ask<void>(place(session, id, "common"), { method: "DELETE" });
