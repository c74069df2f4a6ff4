// Made by scripts/web_types.py from src/deskhand/core: do not edit, run it again.

/**
 * A person's answer; `words` may add why. For an approval it is "allow" (once), "always" (here, from now on),
 * "deny" or "take_over"; "none" when nobody answered in time.
 */
export interface Answered {
  type: "answered";
  question: string;
  answer: string;
  words: string;
  by: string;
  command: string;
}

/**
 * A question to the person: an approval of a call, or a question of the model (`ask_person`).
 *
 * picture: the screen; element: the very thing that it is about, cut out of it. consequence: one sentence on what
 * would happen. patience_s: after so long without an answer `unanswered` counts; None: at once when nobody watches.
 * requests: ids of the held requests that it is about.
 */
export interface Asked {
  type: "asked";
  question: string;
  call: string;
  kind: "approval" | "question";
  text: string;
  options: readonly string[];
  picture: TextPart | PicturePart | FilePart | null;
  element: TextPart | PicturePart | FilePart | null;
  consequence: string;
  unanswered: "wait" | "stop" | "go_on";
  patience_s: number | null;
  requests: readonly string[];
}

export type Box = [x: number, y: number, width: number, height: number];

/** A person wants such a call to end now; what else goes on is left alone. */
export interface BrokenOff {
  type: "broken_off";
  call: string;
  by: string;
  command: string;
}

/**
 * A tool call of the model. `arguments` are as the model gave them, not yet checked.
 *
 * caution: what the model's provider says must be confirmed by a person before the call is made; "" for nothing.
 * shows_screen: its answer must hold a picture of the whole screen, because the vendor's form takes nothing else.
 */
export interface Call {
  id: string;
  name: string;
  arguments: Record<string, JsonValue>;
  malformed: string;
  caution: string;
  shows_screen: boolean;
}

/**
 * Journaled after. content is what the model is told; details are for people and later readers.
 *
 * screen: the screen after the call, kept for people when it changed; the model is not shown it.
 */
export interface CallFinished {
  type: "call_finished";
  call: string;
  status: "ok" | "failed" | "denied" | "skipped" | "interrupted";
  content: readonly (TextPart | PicturePart | FilePart)[];
  details: Record<string, unknown>;
  frame: number | null;
  screen: PicturePart | null;
  outcome: Outcome | null;
  took_s: number;
}

export interface CallJudged {
  type: "call_judged";
  call: string;
  verdict: Verdict;
}

/** Journaled before a call takes effect. at: unix seconds. */
export interface CallStarted {
  type: "call_started";
  call: string;
  frame: number | null;
  at: number;
}

/**
 * A call that is not the model's: a person, or an artifact that they let, uses a tool of the session on its desk.
 *
 * What follows about the call (CallJudged, Asked, CallStarted, CallFinished) is as of any other.
 */
export interface Called {
  type: "called";
  call: Call;
  origin: Origin;
  command: string;
  by: string;
}

/** One thing that the outcome rests on: `evidence` says what was seen. */
export interface Check {
  name: string;
  holds: boolean;
  evidence: string;
}

/** A command in the inbox could not be read, and was taken away. */
export interface CommandIgnored {
  type: "command_ignored";
  command: string;
  reason: string;
}

/**
 * The oldest `messages` of the conversation are from now on the person's own words and this digest.
 *
 * by: "model" when it wrote the digest, "deskhand" when that failed and words were only cut. 0 messages: there was
 * nothing that could be left out. usage and took_s: of the request for it.
 */
export interface Compacted {
  type: "compacted";
  messages: number;
  digest: readonly (TextPart | PicturePart | FilePart)[];
  by: "model" | "deskhand";
  reason: string;
  usage: Usage;
  took_s: number;
}

/** This piece of work is over; a session may go on with new words. */
export interface Concluded {
  type: "concluded";
  outcome: Outcome;
}

export interface Continued {
  type: "continued";
  command: string;
  by: string;
}

export interface ControlReturned {
  type: "control_returned";
  words: string;
  command: string;
  by: string;
}

/** A person has the desk's keys and pointer; the agent waits. by: who, down to the connection that may use them. */
export interface ControlTaken {
  type: "control_taken";
  by: string;
  command: string;
}

/** The desk stands. `fresh`: it was made anew, what ran on an earlier one is gone. */
export interface DeskReady {
  type: "desk_ready";
  desk: string;
  width: number;
  height: number;
  walls: Record<string, string>;
  fresh: boolean;
  note: string;
}

/** A driver took the session's lock. `resumed`: there were events before it. */
export interface DriverAttached {
  type: "driver_attached";
  driver: string;
  resumed: boolean;
}

/** A file by its blob. */
export interface FilePart {
  kind: "file";
  blob: string;
  media_type: string;
  name: string;
}

/**
 * What stands before this was copied from another session, its events 1 to `seq`; what follows is this one's own.
 *
 * source: that session. asked: up to which event a person wanted it, where that was in the middle of something and
 * `seq` is the last quiet place before it. snapshot: which copy of its files this desk began with, "now" for the files
 * as they were when it was forked, "" for none. Copied events keep their times; what they cost is not counted again.
 * The snapshots that they name are those of the source's desk.
 */
export interface Forked {
  type: "forked";
  source: string;
  seq: number;
  asked: number;
  snapshot: string;
  by: string;
}

/**
 * A request that would change or tell something outside, stopped in the browser before it left.
 *
 * address and method as they would be sent; host: of the address. page: the address of the document that sends it, ""
 * where that is not known. kind: how it is sent. fields: what it carries, as far as it can be read, each value cut.
 * size: of its body, in bytes. files: names of files in it. of_act: whether an act was what set it off; a page also
 * sends by itself. reads: whether it only asks for something, as far as its body tells (a query, a search). cause:
 * what the act was done on that set it off, in words; undo: whether that can be set back on its page; said: the
 * classes that it was judged to be of; back: whether its label or the words around say that it can be taken back;
 * seen: what stood there (`Touch.seen`).
 */
export interface HeldRequest {
  id: string;
  method: string;
  address: string;
  host: string;
  page: string;
  kind: "navigation" | "fetch" | "beacon" | "upload" | "socket" | "worker" | "other";
  fields: Record<string, string>;
  size: number;
  files: readonly string[];
  of_act: boolean;
  reads: boolean;
  cause: string;
  undo: boolean;
  said: readonly ("look" | "move" | "write_on_desk" | "run_code" | "visit_known" | "visit_new" | "sign_in" | "personal_data" | "submit" | "send" | "pay" | "delete" | "install" | "change_settings" | "accept_terms" | "grant_permission" | "take_out" | "bring_in")[];
  back: boolean;
  seen: readonly string[];
}

export type JsonValue = unknown;

/**
 * Where a session stops by itself. None: no limit. Money in US dollars, time in seconds of work, not of waiting.
 *
 * day_cost_usd_max: what all sessions of a day may cost together. step_cost_usd_warn: people are told of a request
 * that costs more; nothing stops.
 */
export interface Limits {
  steps_max: number | null;
  model_calls_max: number | null;
  cost_usd_max: number | null;
  work_s_max: number | null;
  day_cost_usd_max: number | null;
  step_cost_usd_warn: number | null;
}

export interface LimitsChanged {
  type: "limits_changed";
  limits: Limits;
  command: string;
  by: string;
}

/**
 * A request is about to be sent: the conversation so far, but for what follows.
 *
 * strategy: by what rule old pictures are cleared. cleared: how many of them, from the first, are sent as words.
 * unthought: the turns from the first to before the second of these messages are sent without their thinking.
 * changed: why what was sent before is sent otherwise now; "" when it is not. pictures, picture_tokens: those that are
 * sent as pictures. context_tokens: what the model can read and write at once; 0 when that is not known. day_cost_usd:
 * what all sessions of the last 24 hours had cost by then, where there is a limit for it. effort: how hard the model
 * is to think, "" for its own usual level. rule: which of the person's rules for a step chose model or effort.
 */
export interface ModelAsked {
  type: "model_asked";
  model: string;
  messages: number;
  pictures: number;
  strategy: string;
  cleared: number;
  unthought: [number, number];
  changed: string;
  picture_tokens: number;
  context_tokens: number;
  day_cost_usd: number;
  effort: string;
  rule: string;
}

/** The model's turn. took_s counts as work, as that of a call does: the only way time reaches the fold. */
export interface ModelReplied {
  type: "model_replied";
  reply: Reply;
  took_s: number;
}

/** Words of Deskhand to the model (and to people): a crash, a circle, a take-over, a changed screen, a fork. */
export interface Noticed {
  type: "noticed";
  topic: "desk" | "circle" | "control" | "limit" | "resumed" | "model" | "fork";
  parts: readonly (TextPart | PicturePart | FilePart)[];
}

/**
 * Where a call comes from that is not the model's: a person's own hand, or the program of an artifact they let.
 *
 * artifact, version, title: whose program it is; of a person's own call, what it is about, "" and 0 for nothing.
 */
export interface Origin {
  kind: "person" | "artifact";
  artifact: string;
  version: number;
  title: string;
}

/** The end of one piece of work. */
export interface Outcome {
  kind: "done" | "partly" | "failed" | "answered" | "limit" | "stuck" | "stopped" | "refused" | "lost";
  summary: string;
  checks: readonly Check[];
}

export interface Paused {
  type: "paused";
  command: string;
  by: string;
}

/** A picture by its blob. frame and region are set when it shows the desk's screen. */
export interface PicturePart {
  kind: "picture";
  blob: string;
  media_type: string;
  width: number;
  height: number;
  frame: number | null;
  region: Box | null;
  alt: string;
}

/**
 * An answer became a rule of the person's (policy.profile.Rule as data), kept beside their profile.
 *
 * account: who gave it, and in whose sessions it holds; "" where that was not written down.
 */
export interface Remembered {
  type: "remembered";
  question: string;
  rule: Record<string, unknown>;
  account: string;
}

/**
 * A finished (or broken off) turn of the model.
 *
 * A provider's failure is a reply with stop_reason "failed" and the reason in `error`, never an exception.
 * `retryable` says that the same request may succeed later, `retry_after_s` how much later, when the provider said so.
 * failure: its kind, which says who does what about it (models/recovery.py). turned_away: how often the provider took
 * no such request before this answer; waited_s: how long it was held back in all, for that and for its limits.
 */
export interface Reply {
  text: string;
  calls: readonly Call[];
  stop_reason: "end_turn" | "calls" | "limit" | "refused" | "interrupted" | "failed";
  usage: Usage;
  native: Record<string, unknown>;
  model: string;
  error: string;
  retryable: boolean;
  retry_after_s: number;
  failure: "" | "limited" | "overloaded" | "unreachable" | "broken" | "empty" | "too_long" | "too_large" | "field" | "auth" | "money";
  turned_away: number;
  waited_s: number;
}

/**
 * What pages would send waits in the browser, since no verdict covers it: the call is done, but not finished.
 *
 * content, details, frame, took_s: what it gave so far, as in CallFinished.
 */
export interface RequestsHeld {
  type: "requests_held";
  call: string;
  requests: readonly HeldRequest[];
  content: readonly (TextPart | PicturePart | FilePart)[];
  details: Record<string, unknown>;
  frame: number | null;
  took_s: number;
}

/** Held requests were let go, or stopped (also those that waited no longer when they should have been let go). */
export interface RequestsSettled {
  type: "requests_settled";
  call: string;
  requests: readonly string[];
  sent: boolean;
}

/** Words of a person. `command` is the inbox command that brought them; `by` who said them, "" for not known. */
export interface Said {
  type: "said";
  parts: readonly (TextPart | PicturePart | FilePart)[];
  command: string;
  by: string;
}

/**
 * The first event: who drives, by which profile, within which limits, on what kind of desk.
 *
 * context: the strategy for old pictures that the person chose, "" for the usual one; keep_pictures: how many stay.
 * effort: how hard the model is to think, "" for its own usual level. account: whose session it is, TERMINAL for the
 * person's at the machine itself, "" where that was not written down.
 */
export interface SessionStarted {
  type: "session_started";
  model: string;
  profile: string;
  limits: Limits;
  desk: Record<string, unknown>;
  attended: boolean;
  deskhand: string;
  context: string;
  keep_pictures: number;
  effort: string;
  account: string;
}

export interface SnapshotTaken {
  type: "snapshot_taken";
  snapshot: string;
  label: string;
  pages: readonly string[];
}

/** A person wants the work to end now. */
export interface StopAsked {
  type: "stop_asked";
  reason: string;
  command: string;
  by: string;
}

/**
 * Something on the desk tries to direct the model. kind: "visible" words, "hidden" ones (a person would not see
 * them), or words in a "picture". place: the page, file or command. words: those found, cut. What follows is judged
 * more strictly until the person speaks.
 */
export interface Suspected {
  type: "suspected";
  call: string;
  kind: "visible" | "hidden" | "picture";
  place: string;
  words: string;
}

/** Words. `stranger` marks words that came from a screen, page, file or tool rather than from the person. */
export interface TextPart {
  kind: "text";
  text: string;
  stranger: boolean;
}

/**
 * What a call would touch, as the desk resolved it just before the call: facts, never the model's own words.
 *
 * target: the element under the pointer or with the focus, in words. address: the page's address. host: its host.
 * sends_to: the host that a form or request goes to, when that is another. app: the program. values: names and values
 * of the form's fields, as a person is shown them. to: whom a message goes to, as its fields name them. command, path:
 * for shell and file tools; commands: each simple command of it. amount: of money, as it is written on the page, with
 * its currency. bytes_out: how much would leave, 0 where that is not known.
 * undo: whether it can be undone, where more is known of that than its classes tell. consequence: one sentence on what
 * would happen. raised: why it counts for more than it would by itself (a stranger's instructions came before it).
 * form: method and address of the form that the act sends. fills: it only fills something in, which another act sends.
 * applies: it may apply at once on its page, where it can be set back. waits: it sends nothing by itself; what a
 * script sends because of it waits in the browser. reaches: hosts that a command is said to reach. box: where the
 * target is on the screen. said: what the model says it is about; it is recorded and judges nothing. seen: of a press
 * in a page what stood there: what is pressed, its label, its place, the words beside it.
 */
export interface Touch {
  classes: readonly ("look" | "move" | "write_on_desk" | "run_code" | "visit_known" | "visit_new" | "sign_in" | "personal_data" | "submit" | "send" | "pay" | "delete" | "install" | "change_settings" | "accept_terms" | "grant_permission" | "take_out" | "bring_in")[];
  target: string;
  address: string;
  host: string;
  sends_to: string;
  app: string;
  command: string;
  commands: readonly string[];
  causes: Partial<Record<"look" | "move" | "write_on_desk" | "run_code" | "visit_known" | "visit_new" | "sign_in" | "personal_data" | "submit" | "send" | "pay" | "delete" | "install" | "change_settings" | "accept_terms" | "grant_permission" | "take_out" | "bring_in", readonly string[]>>;
  hosts: readonly string[];
  paths: readonly string[];
  path: string;
  values: Record<string, string>;
  to: readonly string[];
  form: string;
  amount: number | null;
  currency: string;
  bytes_out: number;
  undo: boolean | null;
  consequence: string;
  raised: readonly string[];
  fills: boolean;
  applies: boolean;
  waits: boolean;
  reaches: readonly string[];
  evidence: string;
  box: Box | null;
  said: string;
  seen: readonly string[];
}

/** An event that a newer version wrote; carried along, never interpreted. */
export interface Unknown {
  type: "unknown";
  original: string;
  data: Record<string, unknown>;
}

/** Tokens of one request. cost_usd is None when the price is not known. */
export interface Usage {
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
  cost_usd: number | null;
}

/**
 * A decision about one call, always with its reason and the rule that it follows from.
 *
 * risk, ground: which class of the call decided, and on what, for who words the reason in another language; none in
 * records from before they were kept.
 */
export interface Verdict {
  decision: "allow" | "ask" | "deny";
  reason: string;
  rule: string;
  touch: Touch;
  undoable: boolean;
  risk: "look" | "move" | "write_on_desk" | "run_code" | "visit_known" | "visit_new" | "sign_in" | "personal_data" | "submit" | "send" | "pay" | "delete" | "install" | "change_settings" | "accept_terms" | "grant_permission" | "take_out" | "bring_in" | null;
  ground: "rule" | "silence" | "limit" | "unknown" | "quiet" | "suspicion" | "remembered" | "once" | "unclassed" | null;
}

/**
 * Words of Deskhand to people, of which the model is told nothing: what a step cost, a price that is not known, why
 * nobody drives the session.
 */
export interface Warned {
  type: "warned";
  topic: "cost" | "price" | "limit" | "driver";
  text: string;
}

export type SessionEvent =
  | Answered
  | Asked
  | BrokenOff
  | CallFinished
  | CallJudged
  | CallStarted
  | Called
  | CommandIgnored
  | Compacted
  | Concluded
  | Continued
  | ControlReturned
  | ControlTaken
  | DeskReady
  | DriverAttached
  | Forked
  | LimitsChanged
  | ModelAsked
  | ModelReplied
  | Noticed
  | Paused
  | Remembered
  | RequestsHeld
  | RequestsSettled
  | Said
  | SessionStarted
  | SnapshotTaken
  | StopAsked
  | Suspected
  | Unknown
  | Warned;

/** The answer to a question; for an approval "allow", "always", "deny" or "take_over"; "none" when nobody did. */
export interface Answer {
  command: "answer";
  question: string;
  answer: string;
  words?: string;
  by?: string;
}

export type BoxGiven = [x: number, y: number, width: number, height: number];

/** End one call of this kind, under way or waiting. call: its id (`call_id`). */
export interface BreakOff {
  command: "break_off";
  call: string;
  by?: string;
}

/** These limits instead of those so far, from now on. */
export interface ChangeLimits {
  command: "change_limits";
  limits: LimitsGiven;
  by?: string;
}

export interface Continue {
  command: "continue";
  by?: string;
}

/** A file by its blob. */
export interface FilePartGiven {
  kind: "file";
  blob: string;
  media_type: string;
  name: string;
}

export type JsonValueGiven = unknown;

/**
 * Where a session stops by itself. None: no limit. Money in US dollars, time in seconds of work, not of waiting.
 *
 * day_cost_usd_max: what all sessions of a day may cost together. step_cost_usd_warn: people are told of a request
 * that costs more; nothing stops.
 */
export interface LimitsGiven {
  steps_max?: number | null;
  model_calls_max?: number | null;
  cost_usd_max?: number | null;
  work_s_max?: number | null;
  day_cost_usd_max?: number | null;
  step_cost_usd_warn?: number | null;
}

/**
 * Where a call comes from that is not the model's: a person's own hand, or the program of an artifact they let.
 *
 * artifact, version, title: whose program it is; of a person's own call, what it is about, "" and 0 for nothing.
 */
export interface OriginGiven {
  kind?: "person" | "artifact";
  artifact?: string;
  version?: number;
  title?: string;
}

export interface Pause {
  command: "pause";
  by?: string;
}

/** A picture by its blob. frame and region are set when it shows the desk's screen. */
export interface PicturePartGiven {
  kind: "picture";
  blob: string;
  media_type: string;
  width: number;
  height: number;
  frame?: number | null;
  region?: BoxGiven | null;
  alt?: string;
}

/** Give the desk back. words: for the model; they make it go on also where its work had ended. */
export interface ReturnControl {
  command: "return_control";
  words?: string;
  by?: string;
}

/** Words (and pictures, files) for the model. */
export interface Say {
  command: "say";
  parts: readonly (TextPartGiven | PicturePartGiven | FilePartGiven)[];
  by?: string;
}

export interface Stop {
  command: "stop";
  reason?: string;
  by?: string;
}

/** `by` names the connection too ("account:connection"), where there is one: no other moves the desk's hands. */
export interface TakeControl {
  command: "take_control";
  by?: string;
}

/** Words. `stranger` marks words that came from a screen, page, file or tool rather than from the person. */
export interface TextPartGiven {
  kind: "text";
  text: string;
  stranger?: boolean;
}

/**
 * Use a tool of the session on its desk, without the model: it is judged and on the record like every call.
 *
 * It is done when nothing else is, or between two steps of the model's work, which is told of it at its next turn.
 * What a person does by their own hand they are not asked about again.
 */
export interface UseTool {
  command: "use_tool";
  tool: string;
  arguments?: Record<string, JsonValueGiven>;
  origin?: OriginGiven;
  by?: string;
}

export type Command =
  | Answer
  | BreakOff
  | ChangeLimits
  | Continue
  | Pause
  | ReturnControl
  | Say
  | Stop
  | TakeControl
  | UseTool;
