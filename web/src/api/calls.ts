// Every request that the workspace makes, by what it is for.
import { ask, at, newId, query } from "./client";
import type { Command } from "./events";
import type {
  Account,
  EventPage,
  Example,
  FileEntry,
  Me,
  ModelInfo,
  NewSession,
  ProfileInfo,
  Project,
  SessionPage,
  Summary,
  Upload,
} from "./types";

export const me = () => ask<Me>("/api/me");
export const logIn = (name: string, password: string) =>
  ask<void>("/api/login", { method: "POST", json: { name, password } });
export const logOut = () => ask<void>("/api/logout", { method: "POST" });
export const changeMe = (changes: Partial<Pick<Account, "name" | "language" | "theme">> & { password?: string }) =>
  ask<Me>("/api/me", { method: "PATCH", json: changes });

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
export const startSession = (given: NewSession) => ask<Summary>("/api/sessions", { method: "POST", json: given });
export const changeSession = (id: string, changes: { title?: string; archived?: boolean; project?: string }) =>
  ask<Summary>(at("sessions", id), { method: "PATCH", json: changes });
export const deleteSession = (id: string) => ask<void>(at("sessions", id), { method: "DELETE" });
export const duplicateSession = (id: string) =>
  ask<Summary>(at("sessions", id, "duplicate"), { method: "POST", json: {} });
/** A session of its own that holds the conversation up to event `seq`, and goes on with `words`. */
export const forkSession = (id: string, seq: number, words?: string) =>
  ask<Summary>(at("sessions", id, "fork"), { method: "POST", json: words === undefined ? { seq } : { seq, words } });

export const events = (id: string, after: number, limit: number, signal?: AbortSignal) =>
  ask<EventPage>(`${at("sessions", id, "events")}${query({ after, limit })}`, { signal });

/** Sends a command; the same id twice is taken once. connection: of the desk's socket that shall have control. */
export const command = (id: string, given: Command, commandId = newId(), connection?: string) =>
  ask<{ new: boolean }>(at("sessions", id, "commands"), {
    method: "POST",
    json: connection ? { id: commandId, command: given, connection } : { id: commandId, command: given },
  });

export const upload = (file: Blob, name: string, signal?: AbortSignal) =>
  ask<Upload>(`/api/uploads${query({ name })}`, {
    method: "POST",
    body: file,
    type: file.type || "application/octet-stream",
    signal,
  });

export const blobAddress = (session: string, hash: string) => at("sessions", session, "blobs", hash);
export const fileAddress = (session: string, path: string) =>
  `${at("sessions", session, "files")}/${path.split("/").map(encodeURIComponent).join("/")}`;
export const files = (session: string, path: string) =>
  ask<{ entries: FileEntry[] }>(`${at("sessions", session, "files")}${query({ path })}`);
export const putFile = (session: string, path: string, file: Blob) =>
  ask<void>(fileAddress(session, path), { method: "PUT", body: file, type: "application/octet-stream" });
export const reportAddress = (session: string) => at("sessions", session, "report");
export const videoAddress = (session: string) => at("sessions", session, "video");

export const projects = () => ask<Project[]>("/api/projects");
export const startProject = (given: Partial<Project>) => ask<Project>("/api/projects", { method: "POST", json: given });
export const models = () => ask<ModelInfo[]>("/api/models");
export const profiles = () => ask<ProfileInfo[]>("/api/profiles");
export const examples = () => ask<Example[]>("/api/examples");
export const runExample = (id: string) => ask<Summary>(at("examples", id, "run"), { method: "POST", json: {} });
