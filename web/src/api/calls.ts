// Every request that the workspace makes, by what it is for.
import { ask, at, newId, query } from "./client";
import type { Command } from "./events";
import type * as http from "./http";
import type { Me, Recorded, SessionPage, Summary } from "./types";

export const me = () => ask<Me>("/api/me");
export const logIn = (name: string, password: string) =>
  ask<Me>("/api/login", { method: "POST", json: { name, password } });
export const linkOf = (token: string) => ask<http.LinkView>("/api/link", { method: "POST", json: { token } });
export const enterBy = (token: string) => ask<Me>("/api/enter", { method: "POST", json: { token } });
export const logOut = () => ask<void>("/api/logout", { method: "POST" });
export const changeMe = (changes: http.OwnChange) => ask<Me>("/api/me", { method: "PATCH", json: changes });
/** What of a trial of the seal arrived at the server. */
export const arrived = (token: string) => ask<http.Arrived>(at("seal", token));

export interface SessionQuery {
  project?: string;
  q?: string;
  archived?: boolean;
  before?: string | number;
  limit?: number;
}

export const sessions = (wanted: SessionQuery, signal?: AbortSignal) =>
  ask<SessionPage>(`/api/sessions${query({ ...wanted })}`, { signal });
export const session = (id: string) => ask<Summary>(at("sessions", id));
export const startSession = (given: http.SessionWish) => ask<Summary>("/api/sessions", { method: "POST", json: given });
export const changeSession = (id: string, changes: http.SessionChange) =>
  ask<Summary>(at("sessions", id), { method: "PATCH", json: changes });
export const deleteSession = (id: string) => ask<void>(at("sessions", id), { method: "DELETE" });
export const duplicateSession = (id: string) =>
  ask<Summary>(at("sessions", id, "duplicate"), { method: "POST", json: {} });
/** A session of its own with the conversation up to event `seq`; with words it goes on at once. */
export const forkSession = (id: string, wish: http.ForkWish) =>
  ask<Summary>(at("sessions", id, "fork"), { method: "POST", json: wish });

export const events = (id: string, after: number, limit: number, signal?: AbortSignal) =>
  ask<{ events: Recorded[]; last: number }>(`${at("sessions", id, "events")}${query({ after, limit })}`, { signal });

/** Sends a command; the same id twice is taken once. connection: of the desk's socket that shall have control. */
export const command = (id: string, given: Command, commandId = newId(), connection?: string) =>
  ask<http.Put>(at("sessions", id, "commands"), {
    method: "POST",
    json: connection ? { id: commandId, command: given, connection } : { id: commandId, command: given },
  });

/** The tools that can be used without the model. */
export const usableTools = (id: string) =>
  ask<http.UsableTools>(at("sessions", id, "tools")).then((told) => told.tools);

export const upload = (file: Blob, name: string, signal?: AbortSignal) =>
  ask<http.UploadView>(`/api/uploads${query({ name })}`, {
    method: "POST",
    body: file,
    type: file.type || "application/octet-stream",
    signal,
  });

export const blobAddress = (session: string, hash: string) => at("sessions", session, "blobs", hash);
export const fileAddress = (session: string, path: string) =>
  `${at("sessions", session, "files")}/${path.split("/").map(encodeURIComponent).join("/")}`;
export const files = (session: string, path: string) =>
  ask<http.FileList>(`${at("sessions", session, "files")}${query({ path })}`);
export const putFile = (session: string, path: string, file: Blob) =>
  ask<http.FilePut>(fileAddress(session, path), { method: "PUT", body: file, type: "application/octet-stream" });
export const reportAddress = (session: string) => at("sessions", session, "report");
export const videoAddress = (session: string) => at("sessions", session, "video");

export const accounts = () => ask<http.AccountList>("/api/accounts").then((told) => told.accounts);
export const projects = () => ask<http.ProjectList>("/api/projects").then((told) => told.projects);
export const models = () => ask<http.ModelList>("/api/models");
export const profiles = () => ask<http.ProfileList>("/api/profiles");
export const examples = () => ask<http.ExampleList>("/api/examples").then((told) => told.examples);
export const runExample = (id: string) => ask<Summary>(at("examples", id, "run"), { method: "POST", json: {} });
export const makeGallery = (language: "en" | "zh") =>
  ask<http.GalleryMade>("/api/examples/gallery", { method: "POST", json: { language } });
