// Requests about the workplace as a whole: who is in it, models and their keys, profiles, projects, what all of it cost.
import { ask, at, query } from "./client";
import type * as http from "./http";
import type { Project, Role } from "./types";

export const testModel = (id: string) => ask<http.Trial>(at("models", ...id.split("/"), "test"), { method: "POST" });
export const putKey = (provider: string, key: string) =>
  ask<http.ProviderView>(at("keys", provider), { method: "PUT", json: { key } });
export const deleteKey = (provider: string) => ask<void>(at("keys", provider), { method: "DELETE" });

export const putProfile = (name: string, text: string) =>
  ask<http.ProfileView>(at("profiles", name), { method: "PUT", json: { text } });
export const deleteProfile = (name: string) => ask<void>(at("profiles", name), { method: "DELETE" });
export const checkProfile = (text: string) =>
  ask<http.Checked>("/api/profiles/check", { method: "POST", json: { text } });
export const remembered = () => ask<http.RememberedList>("/api/remembered").then((told) => told.answers);
export const forget = (id: number) => ask<void>(at("remembered", String(id)), { method: "DELETE" });

export const makeAccount = (name: string, role: Role) =>
  ask<http.AccountWithLink>("/api/accounts", { method: "POST", json: { name, role } });
export const changeAccount = (id: string, changes: http.AccountChange) =>
  ask<http.AccountWithLink>(at("accounts", id), { method: "PATCH", json: changes });
export const deleteAccount = (id: string) => ask<void>(at("accounts", id), { method: "DELETE" });

export const costs = (days: number) =>
  ask<http.Costs>(`/api/costs${query({ days, offset_min: -new Date().getTimezoneOffset() })}`);
export const limits = () => ask<http.PoolList>("/api/limits").then((told) => told.pools);

export const makeProject = (name: string) => ask<Project>("/api/projects", { method: "POST", json: { name } });
export const changeProject = (id: string, changes: http.ProjectChange) =>
  ask<Project>(at("projects", id), { method: "PATCH", json: changes });
export const deleteProject = (id: string) => ask<void>(at("projects", id), { method: "DELETE" });
export const projectFileAddress = (id: string, name: string) => at("projects", id, "files", name);
export const putProjectFile = (id: string, file: File) =>
  ask<http.ProjectFileView>(projectFileAddress(id, file.name), {
    method: "PUT",
    body: file,
    type: file.type || "application/octet-stream",
  });
export const deleteProjectFile = (id: string, name: string) =>
  ask<void>(projectFileAddress(id, name), { method: "DELETE" });
