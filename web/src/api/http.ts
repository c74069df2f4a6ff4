// Made by scripts/web_types.py from the server's OpenAPI: do not edit, run it again.
import type { Answer, Answered, Asked, BreakOff, BrokenOff, CallFinished, CallJudged, CallStarted, Called, ChangeLimits, CommandIgnored, Compacted, Concluded, Continue, Continued, ControlReturned, ControlTaken, DeskReady, DriverAttached, FilePart, Forked, LimitsChanged, ModelAsked, ModelReplied, Noticed, Pause, Paused, PicturePart, Remembered, Reply, RequestsHeld, RequestsSettled, ReturnControl, Said, Say, SessionStarted, SnapshotTaken, Stop, StopAsked, Suspected, TakeControl, TextPart, Unknown, Usage, UseTool, Warned } from "./events";

/** What changes of an account. link: make a one-time link for it. */
export interface AccountChange {
  name?: string | null;
  role?: "owner" | "member" | "viewer" | null;
  password?: string | null;
  link?: boolean;
}

export interface AccountList {
  accounts: readonly AccountView[];
}

/** An account. has_password: else only one-time links let it in. */
export interface AccountView {
  id: string;
  name: string;
  role: "owner" | "member" | "viewer";
  language: "" | "en" | "zh";
  theme: "" | "light" | "dark";
  has_password: boolean;
}

/** link: a one-time link that lets the account in; null when none was made. It is shown only this once. */
export interface AccountWithLink {
  account: AccountView;
  link: string | null;
}

/** allowed: just these. */
export interface AllowWish {
  allowed: readonly string[];
}

/** asked: what a version declares that it uses. allowed: what of it the person who looks has allowed. */
export interface Allowed {
  asked: readonly string[];
  allowed: readonly string[];
}

/** What requests took. input_tokens counts those from the cache too. cost_known: every price was known. */
export interface Amount {
  requests: number;
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
  cost_usd: number;
  cost_known: boolean;
}

/**
 * What a comment is about, in a version: a range of a file's text (characters from `start` to before `end`), or an
 * element of what was shown, by its selector. quote: the words there, as they were.
 */
export interface Anchor {
  version: number;
  path: string;
  start: number;
  end: number;
  selector: string;
  quote: string;
}

/** names: of the roads of this trial that led out of the frame. None, where the seal holds. */
export interface Arrived {
  names: readonly string[];
}

export interface ArtifactChange {
  title: string;
}

/** The artifacts of a session, the oldest first. */
export interface ArtifactList {
  artifacts: readonly ArtifactSummary[];
}

/**
 * An artifact with its newest version. source: the artifact that it is a copy or a branch of, "" for none;
 * source_version: of a branch, the version of it where it began, else 0.
 */
export interface ArtifactSummary {
  id: string;
  session: string;
  kind: "html" | "react" | "svg" | "markdown" | "code" | "mermaid" | "slides" | "table" | "chart" | "json" | "text" | "picture" | "pdf";
  title: string;
  source: string;
  source_version: number;
  made_at: number;
  newest: VersionView;
}

/** An artifact with all its versions, the oldest first. */
export interface ArtifactView {
  id: string;
  session: string;
  kind: "html" | "react" | "svg" | "markdown" | "code" | "mermaid" | "slides" | "table" | "chart" | "json" | "text" | "picture" | "pdf";
  title: string;
  source: string;
  source_version: number;
  made_at: number;
  newest: VersionView;
  versions: readonly VersionView[];
}

/** A new artifact. kind: without it the files tell; files: text by path; bytes: others in base64. */
export interface ArtifactWish {
  title?: string;
  kind?: "html" | "react" | "svg" | "markdown" | "code" | "mermaid" | "slides" | "table" | "chart" | "json" | "text" | "picture" | "pdf" | null;
  files?: Record<string, string>;
  bytes?: Record<string, string>;
  entry?: string;
  note?: string;
}

/** text: words, or JSON where a schema was given. */
export interface AskAnswer {
  text: string;
}

/**
 * Whether artifacts may ask the session's model for the person who looks. why: why not: "no_model" where it follows
 * a program, "viewer" for who may only look, "off" in the settings, else "". priced: it is counted in US dollars, else
 * by questions. asks, cost_usd: of the last 24 hours, with those of other artifacts.
 */
export interface AskView {
  model: string;
  why: "" | "no_model" | "viewer" | "off";
  priced: boolean;
  asks: number;
  asks_max: number;
  cost_usd: number;
  cost_usd_max: number;
}

/** version: the number of the one that asks. answer_schema: a JSON schema that the answer shall fit. */
export interface AskWish {
  version: number;
  prompt: string;
  system?: string;
  answer_schema?: Record<string, unknown> | null;
}

/** A call and what was decided about it. verdicts, held, suspected: as they stand in the events. */
export interface AuditCall {
  number: number;
  at: number;
  call: string;
  tool: string;
  what: string;
  status: string;
  verdicts: readonly (Record<string, unknown>)[];
  questions: readonly AuditQuestion[];
  held: readonly (Record<string, unknown>)[];
  suspected: readonly (Record<string, unknown>)[];
}

export interface AuditQuestion {
  id: string;
  kind: string;
  text: string;
  asked_at: number;
  answer: string | null;
  by: string;
  words: string;
  answered_at: number | null;
  took_s: number | null;
  requests: readonly string[];
  remembered: Record<string, unknown> | null;
}

/** When a person took the desk, gave it back or stopped the work. */
export interface AuditTurn {
  at: number;
  what: string;
}

/** Who allowed what, when, by which rule. proof: what verifying the session's record found, in words. */
export interface AuditView {
  profile: string;
  totals: Record<string, number>;
  control: readonly AuditTurn[];
  calls: readonly AuditCall[];
  proof: string;
}

/** number: of the version where the branch begins. title: without it, that of the artifact, as a branch. */
export interface BranchWish {
  number: number;
  title?: string;
}

/** note: of the version that is made. */
export interface BringWish {
  note?: string;
}

/**
 * The artifact that a branch was brought into. candidate: its number, where both changed the same lines and
 * somebody has to look; else 0.
 */
export interface BroughtView {
  artifact: ArtifactView;
  candidate: number;
}

/**
 * A version that is proposed. decided: by which account, "" while nobody has; version: what came of it, 0 for
 * none.
 */
export interface CandidateView {
  number: number;
  base: number;
  entry: string;
  note: string;
  comments: readonly number[];
  by: "model" | "person" | "restore";
  who: string;
  call: string;
  at: number;
  bytes: number;
  decided: string;
  accepted: boolean;
  version: number;
}

/** ok: it can be used. error: why not. table: what it decides, where it can be used. */
export interface Checked {
  ok: boolean;
  error: Problem | null;
  table: ProfileTable | null;
  remarks: readonly RemarkView[];
}

/** What a profile decides about a class. decide: where no exception fits. exceptions: as they are tried. */
export interface ClassView {
  risk: "look" | "move" | "write_on_desk" | "run_code" | "visit_known" | "visit_new" | "sign_in" | "personal_data" | "submit" | "send" | "pay" | "delete" | "install" | "change_settings" | "accept_terms" | "grant_permission" | "take_out" | "bring_in";
  decide: "allow" | "ask" | "deny";
  once: boolean;
  exceptions: readonly Rule[];
}

export interface CommentChange {
  resolved: boolean;
}

/**
 * anchor: what it was said about, in the version of then; place: where that is now, null where the text does not
 * tell; lost: its words are not there any more. sent: a model was asked because of it. at: unix seconds.
 */
export interface CommentView {
  number: number;
  anchor: Anchor;
  text: string;
  who: string;
  at: number;
  resolved: boolean;
  sent: boolean;
  place: PlaceView | null;
  lost: boolean;
}

export interface CommentWish {
  anchor: TextAnchor | ElementAnchor;
  text: string;
}

/** id: of the command, as any other's. repository: a folder of the desk. folder: where in it, "" for its top. */
export interface CommitWish {
  id: string;
  repository?: string;
  branch: string;
  folder?: string;
  message: string;
}

/**
 * What an artifact keeps for everybody. count: of its changes; values: by key, null where nothing changed since it
 * was read last; writes: whether the person who asks may change them.
 */
export interface Common {
  count: number;
  values: Record<string, CommonValue> | null;
  me: Somebody;
  writes: boolean;
}

/** count: of the artifact's changes, with this one. */
export interface CommonCount {
  count: number;
}

/** number: say it as `base` of a change, which is refused when somebody was first. */
export interface CommonValue {
  value: string;
  number: number;
}

/**
 * version: the number of the one that asks. value: null lets go of the key. base: the number of the value that is
 * changed, 0 for none; null: whatever is there.
 */
export interface CommonWish {
  version: number;
  key: string;
  value: string | null;
  base?: number | null;
}

/**
 * days: by day and model, the oldest first. sessions: the dearest first. artifacts: what of all that artifacts
 * asked for people who looked at them.
 */
export interface Costs {
  total: Amount;
  artifacts: Amount;
  days: readonly DayAmount[];
  sessions: readonly SessionAmount[];
}

/** day: "2026-11-29". */
export interface DayAmount {
  day: string;
  model: string;
  amount: Amount;
}

/** What a new session of the project gets when nobody says otherwise; empty: as the settings have it. */
export interface Defaults {
  model: string;
  profile: string;
  desk: DeskWish;
}

/** How a desk is wished to be, as far as anybody may say; None: as the settings have it. Sizes in pixels. */
export interface DeskWish {
  width: number | null;
  height: number | null;
  locale: string | null;
  timezone: string | null;
  hosts: readonly string[] | null;
}

/** What changed from one version to another, as a unified diff; "" for nothing. */
export interface Diff {
  diff: string;
}

/**
 * What is being written of an artifact together, and is no version yet. authors: accounts whose words are in it;
 * people: accounts that have it open; at: unix seconds of the last change.
 */
export interface DraftView {
  unsaved: boolean;
  authors: readonly string[];
  people: readonly string[];
  at: number;
}

/** A change of one place of a text file: `old` must stand there exactly once. An empty `old` makes a new file. */
export interface Edit {
  path: string;
  old: string;
  new: string;
}

/** An element of what was shown, by its selector. quote: its words. */
export interface ElementAnchor {
  version: number;
  selector: string;
  quote?: string;
}

/** stale: only where an artifact has a newer version than the one that was to be changed; else it is left out. */
export interface ErrorBody {
  error: Problem;
  stale: Stale | null;
}

/** An event with its number, from 1, and its time in unix seconds. */
export interface EventEntry {
  seq: number;
  at: number;
  event: SessionStarted | LimitsChanged | Said | Noticed | DriverAttached | DeskReady | ModelAsked | ModelReplied | Compacted | Warned | Called | BrokenOff | CallJudged | Asked | Answered | Remembered | Suspected | RequestsHeld | RequestsSettled | CallStarted | CallFinished | ControlTaken | ControlReturned | Paused | Continued | StopAsked | CommandIgnored | SnapshotTaken | Forked | Concluded | Unknown;
}

/** Events in order. last: the number of the session's last event when this was read. */
export interface EventPage {
  events: readonly EventEntry[];
  last: number;
}

/** Steps. title: their first line. */
export interface Example {
  id: string;
  title: string;
  text: string;
}

export interface ExampleList {
  examples: readonly Example[];
}

/** A file, folder or link. path is relative to the work folder, size in bytes, modified in unix seconds. */
export interface FileEntry {
  path: string;
  kind: "file" | "folder" | "link" | "other";
  size: number;
  modified: number;
}

/** What is in a folder. path: from the work folder on; sizes in bytes, times in unix seconds. */
export interface FileList {
  files: readonly FileEntry[];
}

export interface FilePut {
  path: string;
  size_bytes: number;
}

/** folder: from the work folder on, "" for itself. replace: whether files that are there may be written over. */
export interface FolderWish {
  folder?: string;
  replace?: boolean;
}

/**
 * seq: the last event that the new session shares with this one; it is cut at a quiet place, there or before.
 * words, parts: what is said there instead of what was said then; without any it rests until something is said.
 */
export interface ForkWish {
  seq: number;
  words?: string;
  parts?: readonly (TextPart | PicturePart | FilePart)[];
  title?: string | null;
}

export interface FormList {
  forms: readonly FormView[];
}

/** A form that a version goes out as (docs/exports.md). suffix: of the file, "" where it keeps its own. */
export interface FormView {
  id: string;
  suffix: string;
}

/** artifact: the id of the one to look at first. */
export interface GalleryMade {
  session: Summary;
  artifact: string;
}

/** language: of the titles. */
export interface GalleryWish {
  language?: "en" | "zh";
}

/**
 * A command. id: chosen by who sends it; the same id again changes nothing, so it can be sent again after a broken
 * connection. connection: the one of the desk's socket that is to act, for taking control. `by` is set by the server.
 */
export interface Given {
  id: string;
  command: Say | Answer | Pause | Continue | Stop | TakeControl | ReturnControl | ChangeLimits | UseTool | BreakOff;
  connection?: string | null;
}

/** What was written, from the work folder on. */
export interface InFolder {
  folder: string;
  paths: readonly string[];
}

/** A file of a version: the hash of its bytes, and how many they are. */
export interface KeptFile {
  blob: string;
  bytes: number;
}

export interface Key {
  key: string;
}

/** How much of a limit is left. kind: requests, input_tokens, output_tokens or tokens. */
export interface LevelView {
  kind: string;
  capacity: number;
  left: number;
  per_minute: number;
}

/** The token of a one-time link. */
export interface Link {
  token: string;
}

/** Whom a link lets in: their name. now: the name of who is signed in already, "" for nobody. */
export interface LinkView {
  name: string;
  now: string;
}

export interface Login {
  name: string;
  password: string;
}

/** Who asks. csrf: what the header X-Deskhand-CSRF must say. first_run: there are no sessions yet. */
export interface Me {
  account: AccountView;
  csrf: string;
  version: string;
  server: ServerView;
  first_run: boolean;
}

/** account: an account's id. */
export interface Member {
  account: string;
  role: "owner" | "member" | "viewer";
}

/** usual: the model of a session when nobody says otherwise. */
export interface ModelList {
  models: readonly ModelView[];
  providers: readonly ProviderView[];
  usual: string;
}

/**
 * A turn of the model. thinking: whether its own thinking may be shown to it again.
 *
 * It may not where what stood before that turn is no longer sent as it was: some vendors bind thinking to it.
 */
export interface ModelMessage {
  role: "model";
  reply: Reply;
  thinking: boolean;
}

/**
 * A model. has_key: null where none is needed. vision: it takes pictures, else it reads what is on the screen as
 * words. thinks: false for one that follows a program. context_tokens: 0 when it is not known.
 */
export interface ModelView {
  id: string;
  provider: string;
  label: string;
  about: string;
  has_key: boolean | null;
  vision: boolean;
  tools: boolean;
  thinks: boolean;
  efforts: readonly string[];
  context_tokens: number;
  free: boolean;
  price: Price;
}

/** A folder of the person's own that is put on the desk at `/work/<name>`. */
export interface Mount {
  source: string;
  name: string;
  writable?: boolean;
}

/** Somebody new. Without a password, a one-time link is the only way in. */
export interface NewAccount {
  name: string;
  role?: "owner" | "member" | "viewer";
  password?: string | null;
}

export interface NewProject {
  name: string;
  instructions?: string;
  defaults?: Defaults;
}

/** What changes of one's own account. old_password: needed where there is a password already. */
export interface OwnChange {
  name?: string | null;
  password?: string | null;
  old_password?: string;
  language?: "" | "en" | "zh" | null;
  theme?: "" | "light" | "dark" | null;
}

/** What only an owner who sits at the machine itself may wish: its servers, its files and its folders. */
export interface OwnersDesk {
  width?: number | null;
  height?: number | null;
  locale?: string | null;
  timezone?: string | null;
  hosts?: readonly string[] | null;
  sites?: Record<string, string> | null;
  files?: Record<string, string> | null;
  mounts?: readonly Mount[] | null;
}

/** Words of a person, or of Deskhand itself (`notice`) to the model. */
export interface PersonMessage {
  role: "person" | "notice";
  parts: readonly (TextPart | PicturePart | FilePart)[];
}

/** Characters `start` to before `end` of a file of the newest version. words: those that stand there. */
export interface PlaceView {
  path: string;
  start: number;
  end: number;
  words: string;
}

export interface PoolList {
  pools: readonly PoolView[];
}

/**
 * Models of a provider that share limits. waiting, out: requests. shut_s: how long nobody is let through yet, and
 * shut_for why; 0 and "" when it is open. known: it was asked before, so the levels are what it told.
 */
export interface PoolView {
  name: string;
  provider: string;
  known: boolean;
  waiting: number;
  out: number;
  sessions: number;
  shut_s: number;
  shut_for: string;
  levels: readonly LevelView[];
}

/** US dollars a million tokens; null where it is not known. */
export interface Price {
  input: number | null;
  output: number | null;
  cache_read: number | null;
  cache_write: number | null;
}

/** What went wrong. hint: what to do now, in words; may be empty. */
export interface Problem {
  code: "bad_request" | "unauthenticated" | "forbidden" | "not_found" | "conflict" | "too_large" | "invalid" | "limited" | "internal" | "unavailable";
  message: string;
  hint: string;
}

/** usual: the profile of a session when nobody says otherwise. */
export interface ProfileList {
  profiles: readonly ProfileView[];
  usual: string;
}

/** A profile with what it is based on, class by class. silences: what happens when nobody answers. */
export interface ProfileTable {
  about: string;
  classes: readonly ClassView[];
  quiet: Quiet | null;
  silences: readonly Silence[];
}

export interface ProfileText {
  text: string;
}

/**
 * A profile as the text of its file. builtin: it ships with Deskhand and can't be changed. table: null where the
 * text can't be used.
 */
export interface ProfileView {
  name: string;
  builtin: boolean;
  text: string;
  table: ProfileTable | null;
}

/** What changes of a project. members: all of them, from now on; only its owner changes those, and archives it. */
export interface ProjectChange {
  name?: string | null;
  instructions?: string | null;
  defaults?: Defaults | null;
  archived?: boolean | null;
  members?: readonly Member[] | null;
}

export interface ProjectFileView {
  name: string;
  size_bytes: number;
  put_at: number;
}

export interface ProjectList {
  projects: readonly ProjectView[];
}

/** A project. role: what the asker may do in it. personal: it is somebody's own. sessions: how many it holds. */
export interface ProjectView {
  id: string;
  name: string;
  instructions: string;
  defaults: Defaults;
  members: readonly Member[];
  archived: boolean;
  personal: boolean;
  role: "owner" | "member" | "viewer";
  sessions: number;
  files: readonly ProjectFileView[];
}

/** A provider. key_place: where its key was found, "" for nowhere; variable: the one that could hold it. */
export interface ProviderView {
  id: string;
  needs_key: boolean;
  has_key: boolean;
  key_place: string;
  variable: string;
}

/** new: it was not there before. taken: the number of the event that took it, null while it waits. */
export interface Put {
  new: boolean;
  taken: number | null;
}

/** The question that waits. kind: "approval" of a call, or a "question" of the model. */
export interface Question {
  id: string;
  kind: string;
  text: string;
}

/** Hours in which more is asked or denied. start, end: minutes since midnight, over midnight where end is first. */
export interface Quiet {
  start: number;
  end: number;
  decide: "ask" | "deny";
  classes: readonly ("look" | "move" | "write_on_desk" | "run_code" | "visit_known" | "visit_new" | "sign_in" | "personal_data" | "submit" | "send" | "pay" | "delete" | "install" | "change_settings" | "accept_terms" | "grant_permission" | "take_out" | "bring_in")[];
}

/**
 * One thing to know about a profile. kind: "mend" for what does not do what it seems to say, else "note". rule:
 * its number, 0 for the profile as a whole; line: where it begins in the text, 0 for nowhere.
 */
export interface RemarkView {
  kind: string;
  rule: number;
  line: number;
  words: string;
}

export interface RememberedList {
  answers: readonly RememberedView[];
}

/**
 * An answer that holds from now on, in the sessions of whoever gave it. words: the rule as people read it; rule: as
 * data. account: the id of who gave it, "" for who sits at the machine itself, "nobody" where it is not known (it
 * counts in no session); by: their name.
 */
export interface RememberedView {
  id: number;
  given: string;
  session: string;
  account: string;
  by: string;
  words: string;
  rule: Record<string, unknown>;
}

export interface RestoreWish {
  number: number;
}

/** The answer to one call, in the order of the calls. confirmed: a person was asked about it and allowed it. */
export interface ResultMessage {
  role: "result";
  call_id: string;
  tool: string;
  parts: readonly (TextPart | PicturePart | FilePart)[];
  failed: boolean;
  confirmed: boolean;
}

/** What was said about an artifact and what was proposed, the oldest first. */
export interface ReviewView {
  comments: readonly CommentView[];
  candidates: readonly CandidateView[];
}

/**
 * One line of a profile. Conditions that are not given fit everything.
 *
 * at: the page's site, a glob; sends_to: the site that something goes to. to: globs of those whom a message goes to.
 * bytes_max: how much leaves, where that is known. app: the program. path: a file or folder of the desk. command: how
 * a simple command begins, word by word; line: the whole of a shell line. target: the name of the element, a glob.
 * amount_max, amount_above: of money, in `currency`. undoable: whether it can be undone. on_desk: no site has part in
 * it. fills: it only fills something in, which another act sends. waits: it sends nothing by itself; what a script
 * sends because of it waits in the browser. per_hour: of a rule that allows, how often in an hour; beyond it is asked.
 * once: of a rule that asks, not again at this place for an hour. over: of a remembered answer, which rules it
 * answers.
 */
export interface Rule {
  classes: readonly ("look" | "move" | "write_on_desk" | "run_code" | "visit_known" | "visit_new" | "sign_in" | "personal_data" | "submit" | "send" | "pay" | "delete" | "install" | "change_settings" | "accept_terms" | "grant_permission" | "take_out" | "bring_in")[];
  at: string;
  sends_to: string;
  to: readonly string[];
  bytes_max: number | null;
  app: string;
  path: string;
  command: string;
  line: string;
  target: string;
  amount_max: number | null;
  amount_above: number | null;
  currency: string;
  undoable: boolean | null;
  on_desk: boolean;
  fills: boolean;
  waits: boolean;
  per_hour: number | null;
  once: boolean;
  over: readonly string[];
  decide: "allow" | "ask" | "deny";
  why: string;
}

/** The comments that a model shall answer with a candidate. language: of the request. */
export interface SendWish {
  comments: readonly number[];
  language?: "en" | "zh";
}

/**
 * A request to the model. seq: of its `model_asked`; number: of the request, from 1; changed: why earlier messages
 * were sent otherwise than before; usage: null while there is none.
 */
export interface Sent {
  seq: number;
  number: number;
  asked: ModelAsked;
  changed: string;
  usage: Usage | null;
  took_s: number;
  messages: readonly (PersonMessage | ModelMessage | ResultMessage)[];
}

/** frame: the address of the frame that artifacts run in. */
export interface ServerView {
  host: string;
  tls: boolean;
  frame: string;
}

export interface SessionAmount {
  session: string;
  title: string;
  amount: Amount;
}

/** What changes of a session. project: the id of the one that it goes to. */
export interface SessionChange {
  title?: string | null;
  archived?: boolean | null;
  project?: string | null;
}

/**
 * Sessions, those in which something happened last first. next: `before` of the next page, null on the last one.
 * found: where in them what was looked for is, by session; a title alone has no place.
 */
export interface SessionPage {
  sessions: readonly Summary[];
  next: string | null;
  found: Record<string, readonly SnippetView[]>;
}

/** A session that is wished for. Empty: as the project, else the settings have it. limits: those that differ. */
export interface SessionWish {
  task: string;
  parts?: readonly (TextPart | PicturePart | FilePart)[];
  title?: string;
  project?: string;
  model?: string;
  profile?: string;
  effort?: string;
  limits?: Record<string, unknown>;
  desk?: OwnersDesk;
}

/** The newest first. */
export interface ShareList {
  shares: readonly ShareView[];
}

/** token: told this once. The link is `/shared#` and the token, at the server's address. */
export interface ShareMadeView {
  token: string;
  share: ShareView;
}

export interface ShareToken {
  token: string;
}

/** A link. until, made_at, opened_at: unix seconds. stands: it was not revoked, and its time is not over. */
export interface ShareView {
  id: string;
  version: number;
  who: string;
  made_at: number;
  until: number;
  revoked: boolean;
  stands: boolean;
  opened: number;
  opened_at: number;
}

export interface ShareWish {
  version: number;
  life_s?: number;
}

/** One version, as whoever has its link sees it. frame: where the sealed frame is; until: unix seconds. */
export interface SharedView {
  title: string;
  kind: "html" | "react" | "svg" | "markdown" | "code" | "mermaid" | "slides" | "table" | "chart" | "json" | "text" | "picture" | "pdf";
  number: number;
  entry: string;
  files: Record<string, string>;
  bytes: Record<string, string>;
  until: number;
  frame: string;
}

/**
 * What happens when nobody answers a question. after_s: so long is waited; None: at once when nobody watches, else
 * without end. classes: only for questions about these; none: for all.
 */
export interface Silence {
  do: "wait" | "stop" | "go_on";
  after_s: number | null;
  classes: readonly ("look" | "move" | "write_on_desk" | "run_code" | "visit_known" | "visit_new" | "sign_in" | "personal_data" | "submit" | "send" | "pay" | "delete" | "install" | "change_settings" | "accept_terms" | "grant_permission" | "take_out" | "bring_in")[];
}

/** A place where something was found. who: person, model, desk or deskhand; start and length: of it, in text. */
export interface SnippetView {
  seq: number;
  at: number;
  who: string;
  text: string;
  start: number;
  length: number;
}

/** id: stable for a person and an artifact, and no account's. */
export interface Somebody {
  id: string;
  name: string;
}

/**
 * Of a change to an artifact that was made from an old version. newest: the number of the newest one; diff: what
 * changed since, as a unified diff.
 */
export interface Stale {
  newest: number;
  diff: string;
}

/**
 * A session. Times are unix seconds. outcome: how its last work ended, "" while there is no end; seq: the number of
 * its last event; picture: the hash of the last one of its screen.
 */
export interface Summary {
  id: string;
  title: string;
  project: string;
  created_at: number;
  updated_at: number;
  model: string;
  profile: string;
  state: "working" | "waiting" | "paused" | "yours" | "resting" | "done" | "failed" | "stopped";
  outcome: string;
  question: Question | null;
  cost_usd: number;
  cost_known: boolean;
  steps: number;
  archived: boolean;
  picture: string | null;
  seq: number;
  problem: string;
}

/** A range of a file's text. */
export interface TextAnchor {
  version: number;
  path: string;
  start: number;
  end: number;
}

/** What came of asking a model for a word. */
export interface Trial {
  ok: boolean;
  message: string;
  hint: string;
  took_s: number;
}

/**
 * What was uploaded. width and height: of a picture that can be shown, in pixels; null for any other file.
 *
 * It can be sent as a part of words: {"kind": "picture", "blob", "media_type", "width", "height"} or
 * {"kind": "file", "blob", "media_type", "name"}.
 */
export interface UploadView {
  hash: string;
  media_type: string;
  size_bytes: number;
  name: string;
  width: number | null;
  height: number | null;
}

/** A tool that can be used without the model. takes: the schema of its arguments. */
export interface UsableTool {
  name: string;
  description: string;
  takes: Record<string, unknown>;
}

export interface UsableTools {
  tools: readonly UsableTool[];
}

/** version: the number of the one that asks. value: null lets go of the key. */
export interface ValueWish {
  version: number;
  key: string;
  value: string | null;
}

/** What an artifact keeps for a person, by key. */
export interface Values {
  values: Record<string, string>;
}

/** name: "" takes it away. */
export interface VersionChange {
  name: string;
}

/** A version with what is in its files: text by path, in base64 under `bytes` for what is no text. */
export interface VersionContent {
  id: string;
  kind: "html" | "react" | "svg" | "markdown" | "code" | "mermaid" | "slides" | "table" | "chart" | "json" | "text" | "picture" | "pdf";
  title: string;
  number: number;
  base: number | null;
  entry: string;
  digest: string;
  files: Record<string, string>;
  bytes: Record<string, string>;
}

/**
 * A version without what is in its files. by, who: a person's account or a model; call: the model's call in the
 * session. at: unix seconds. restored: the number of the version that was put back, 0 for none. authors: accounts that
 * wrote it together. source, source_version: the branch that was brought in with it, and its version; "" and 0.
 */
export interface VersionView {
  number: number;
  base: number | null;
  files: Record<string, KeptFile>;
  entry: string;
  digest: string;
  note: string;
  name: string;
  restored: number;
  authors: readonly string[];
  source: string;
  source_version: number;
  by: "model" | "person" | "restore";
  who: string;
  call: string;
  at: number;
  bytes: number;
}

/** A version made from `base`: by edits of it, or with all its files anew. */
export interface VersionWish {
  base: number;
  edits?: readonly Edit[];
  files?: Record<string, string>;
  bytes?: Record<string, string>;
  entry?: string;
  note?: string;
}
