// The shapes of the server's JSON, apart from events and commands (those are made: events.ts).
import type { Command, FilePart, LimitsGiven, PicturePart, SessionEvent, TextPart } from "./events";

export type Part = TextPart | PicturePart | FilePart;

export type Role = "owner" | "member" | "viewer";
export type Theme = "light" | "dark" | "system";
export type Language = "en" | "zh" | "system";

export interface Account {
  id: string;
  name: string;
  role: Role;
  language: Language | "";
  theme: Theme | "";
}

export interface Me {
  account: Account;
  csrf: string;
  version: string;
  server: { host: string; tls: boolean };
  first_run: boolean;
}

/** What a session is doing, in one word; the server works it out from the journal. */
export type SessionState = "working" | "waiting" | "paused" | "yours" | "resting" | "done" | "failed" | "stopped";

export interface Summary {
  id: string;
  title: string;
  project: string;
  created_at: number;
  updated_at: number;
  model: string;
  profile: string;
  state: SessionState;
  question?: { id: string; text: string } | null;
  cost_usd: number;
  cost_known: boolean;
  steps: number;
  archived: boolean;
  picture?: string | null;
}

export interface SessionPage {
  sessions: Summary[];
  next: string | number | null;
}

export interface Project {
  id: string;
  name: string;
  instructions: string;
  defaults: { model?: string; profile?: string; desk?: Record<string, unknown> };
  members: { account: string; role: Role }[];
  archived: boolean;
}

export interface ModelInfo {
  id: string;
  provider: string;
  label: string;
  has_key: boolean;
  vision: boolean;
  tools: boolean;
  price?: { input_usd?: number | null; output_usd?: number | null } | null;
  [more: string]: unknown;
}

export interface ProfileInfo {
  name: string;
  builtin: boolean;
  text: string;
}

export interface Example {
  id: string;
  title: string;
  text: string;
}

export interface Upload {
  hash: string;
  media_type: string;
  size_bytes: number;
  name: string;
}

export interface FileEntry {
  path: string;
  kind: "file" | "folder" | "link" | string;
  size: number;
  modified_at?: number;
}

/** One event as it stands in the journal. at: unix seconds. */
export interface Recorded {
  seq: number;
  at: number;
  event: SessionEvent;
}

export interface EventPage {
  events: Recorded[];
}

export interface NewSession {
  task: string;
  parts?: Part[];
  title?: string;
  project?: string;
  model?: string;
  profile?: string;
  limits?: LimitsGiven;
  desk?: Record<string, unknown>;
}

/** What a person sends to a session. `id` makes sending it twice the same as once. */
export interface SentCommand {
  id: string;
  command: Command;
  connection?: string;
}

/** What passes on the driver's channel and is journaled nowhere. */
export type Signal =
  | { kind: "snapshot"; drafts: { kind: DraftKind; about: string; text: string }[]; wait: string }
  | { kind: DraftKind; about: string; text: string; offset: number }
  | { kind: "wait"; about: string; text: string; offset?: number }
  | { kind: "clear" };

export type DraftKind = "text" | "thought" | "arguments" | "output";

export type ErrorCode =
  | "bad_request"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "invalid"
  | "limited"
  | "unavailable"
  | "unreachable";
