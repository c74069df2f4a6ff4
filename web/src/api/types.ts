// The shapes that the workspace speaks of, by the names that it has for them. Those of the server's JSON are made
// (events.ts, http.ts); what is not JSON of a route is written here.
import type { Command, FilePart, PicturePart, SessionEvent, TextPart } from "./events";
import type { AccountView, EventEntry, ModelView, ProfileView, ProjectView, Summary } from "./http";

export type {
  Example,
  FileEntry,
  Me,
  ProviderView,
  SessionPage,
  SessionWish,
  SnippetView,
  Summary,
  UploadView,
} from "./http";

export type Part = TextPart | PicturePart | FilePart;
export type Account = AccountView;
export type Role = AccountView["role"];
/** "": as the machine has it. */
export type Theme = AccountView["theme"];
export type Project = ProjectView;
export type ModelInfo = ModelView;
export type ProfileInfo = ProfileView;

/** What a session is doing, in one word; the server works it out from the journal. */
export type SessionState = Summary["state"];

/** One event as it stands in the journal. at: unix seconds. */
export type Recorded = Omit<EventEntry, "event"> & { event: SessionEvent };

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
  | "internal"
  | "unavailable"
  | "unreachable";
