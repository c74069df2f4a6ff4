// What people see of a session, as a value: made from its events by fold.ts, and by nothing else.
import type {
  Call,
  DeskReady,
  HeldRequest,
  Limits,
  Origin,
  Outcome,
  PicturePart,
  SessionStarted,
  Suspected,
  Usage,
  Verdict,
} from "@/api/events";
import type { Part, Summary } from "@/api/types";

/** planned: asked for by the model, not yet decided about. asking: a person is asked. held: done, but what pages would
 * send waits. The rest is how it ended. */
export type StepStatus =
  | "planned"
  | "asking"
  | "running"
  | "held"
  | "ok"
  | "failed"
  | "denied"
  | "skipped"
  | "interrupted";

/** One call. number counts from 1; times are unix seconds, 0 for not yet; before and after: the screen. origin: where one
 * comes from that is not the model's, with who let it (by) and the command that put it; turn is -1 then. */
export interface Step {
  readonly number: number;
  readonly call: Call;
  readonly turn: number;
  readonly seq: number;
  readonly endSeq: number;
  readonly at: number;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly tookS: number;
  readonly status: StepStatus;
  readonly verdicts: readonly Verdict[];
  /** The verdict on the call itself: later ones may be about what pages would send because of it. */
  readonly verdict: Verdict | null;
  readonly question: string;
  readonly content: readonly Part[];
  readonly details: Readonly<Record<string, unknown>>;
  readonly before: PicturePart | null;
  readonly after: PicturePart | null;
  readonly held: readonly HeldRequest[];
  readonly sent: boolean | null;
  readonly suspected: readonly Suspected[];
  readonly origin: Origin | null;
  readonly by: string;
  readonly command: string;
}

/** One answer of the model: what it cost and how it came about. waitedS: it was held back by a limit so long. */
export interface Turn {
  readonly number: number;
  readonly seq: number;
  readonly at: number;
  readonly model: string;
  readonly effort: string;
  readonly rule: string;
  readonly text: string;
  readonly error: string;
  readonly calls: number;
  readonly usage: Usage;
  readonly tookS: number;
  readonly waitedS: number;
  readonly turnedAway: number;
  readonly pictures: number;
  readonly cleared: number;
  readonly contextTokens: number;
  readonly changed: string;
}

/** A question to a person. step: the place of its call in `steps`. answer: "" while it is open. */
export interface Question {
  readonly id: string;
  readonly step: number;
  readonly seq: number;
  readonly at: number;
  readonly kind: "approval" | "question";
  readonly text: string;
  readonly options: readonly string[];
  readonly picture: Part | null;
  readonly element: Part | null;
  readonly consequence: string;
  readonly unanswered: "wait" | "stop" | "go_on";
  readonly patienceS: number | null;
  readonly requests: readonly HeldRequest[];
  /** What was decided when it was asked, and what that rests on; null for a question of the model. */
  readonly verdict: Verdict | null;
  readonly answer: string;
  readonly words: string;
  readonly by: string;
  readonly answeredAt: number;
  readonly remembered: Readonly<Record<string, unknown>> | null;
  /** It was asked, and then nobody needed an answer any more: the work was stopped, or the call judged anew. */
  readonly lapsed: boolean;
}

/** What the model said in one line, if anything, and the steps that followed (places in `steps`). */
export interface Chapter {
  readonly text: string;
  readonly steps: readonly number[];
}

interface Placed {
  /** The number of the event that the item began with: of items of one kind each has its own. */
  readonly seq: number;
  readonly at: number;
}

export interface SaidItem extends Placed {
  readonly kind: "said";
  readonly parts: readonly Part[];
  readonly command: string;
  readonly by: string;
}

/** Words of the model. cut: it was broken off. error: why there is no more. */
export interface ReplyItem extends Placed {
  readonly kind: "reply";
  readonly text: string;
  readonly turn: number;
  readonly cut: boolean;
  readonly error: string;
}

export interface ActsItem extends Placed {
  readonly kind: "acts";
  readonly chapters: readonly Chapter[];
}

export interface QuestionItem extends Placed {
  readonly kind: "question";
  readonly question: number;
}

export interface NoticeItem extends Placed {
  readonly kind: "notice";
  readonly topic: string;
  readonly text: string;
}

export interface SuspectedItem extends Placed {
  readonly kind: "suspected";
  readonly event: Suspected;
}

/** Something that a person or Deskhand did besides talking. */
export interface MarkItem extends Placed {
  readonly kind: "mark";
  readonly what:
    | "control_taken"
    | "control_returned"
    | "paused"
    | "continued"
    | "stop"
    | "limits"
    | "compacted"
    | "ignored"
    | "forked";
  readonly by: string;
  readonly text: string;
}

export interface OutcomeItem extends Placed {
  readonly kind: "outcome";
  readonly outcome: Outcome;
  readonly steps: number;
  readonly tookS: number;
}

export type Item = SaidItem | ReplyItem | ActsItem | QuestionItem | NoticeItem | SuspectedItem | MarkItem | OutcomeItem;

/** What was used so far. cost is in US dollars; costKnown: whether every price was. workS: not counting waiting. */
export interface Spent {
  readonly steps: number;
  readonly modelCalls: number;
  readonly cost: number;
  readonly costKnown: boolean;
  readonly workS: number;
  readonly waitedS: number;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

export interface Snapshot {
  readonly id: string;
  readonly seq: number;
  readonly at: number;
  readonly label: string;
  readonly pages: readonly string[];
}

export interface SessionView {
  readonly seq: number;
  readonly at: number;
  readonly beganAt: number;
  readonly started: SessionStarted | null;
  readonly desk: DeskReady | null;
  readonly deskAt: number;
  readonly items: readonly Item[];
  readonly steps: readonly Step[];
  readonly turns: readonly Turn[];
  readonly questions: readonly Question[];
  readonly snapshots: readonly Snapshot[];
  /** Places in `steps` of the calls that have not ended. */
  readonly open: readonly number[];
  /** The place in `questions` of the one that waits, or -1. */
  readonly asking: number;
  readonly modelAsked: boolean;
  readonly pendingTurn: {
    model: string;
    effort: string;
    rule: string;
    pictures: number;
    cleared: number;
    changed: string;
  } | null;
  readonly control: { readonly by: string; readonly at: number } | null;
  readonly paused: boolean;
  readonly stopping: boolean;
  readonly said: boolean;
  readonly outcome: Outcome | null;
  readonly saidAt: number;
  readonly saidSteps: number;
  readonly limits: Limits | null;
  readonly spent: Spent;
  readonly contextTokens: number;
  readonly filledTokens: number;
  readonly dayCost: number;
  /** The newest picture of the whole screen. */
  readonly screen: PicturePart | null;
}

/** In one word, what the session is doing. resting: nothing is to do. */
export type Phase = "resting" | "working" | "waiting" | "paused" | "yours" | "stopping" | "done" | "failed" | "stopped";

/** What it is doing by its record; while nothing of that is here, as the server says. */
export function phaseOf(view: SessionView, summary?: Pick<Summary, "state">): Phase {
  if (view.seq === 0 && summary) return summary.state;
  if (view.control) return "yours";
  if (view.asking >= 0 && !view.stopping) return "waiting";
  if (view.outcome) {
    if (view.outcome.kind === "stopped") return "stopped";
    if (view.outcome.kind === "answered") return "resting";
    return view.outcome.kind === "done" ? "done" : "failed";
  }
  if (view.stopping) return "stopping";
  if (view.paused) return "paused";
  return view.said ? "working" : "resting";
}

export const isOver = (phase: Phase): boolean =>
  phase === "done" || phase === "failed" || phase === "stopped" || phase === "resting";

export function openQuestion(view: SessionView): Question | null {
  return view.questions[view.asking] ?? null;
}

export const EMPTY: SessionView = {
  seq: 0,
  at: 0,
  beganAt: 0,
  started: null,
  desk: null,
  deskAt: 0,
  items: [],
  steps: [],
  turns: [],
  questions: [],
  snapshots: [],
  open: [],
  asking: -1,
  modelAsked: false,
  pendingTurn: null,
  control: null,
  paused: false,
  stopping: false,
  said: false,
  outcome: null,
  saidAt: 0,
  saidSteps: 0,
  limits: null,
  spent: {
    steps: 0,
    modelCalls: 0,
    cost: 0,
    costKnown: true,
    workS: 0,
    waitedS: 0,
    input: 0,
    output: 0,
    cacheRead: 0,
    cacheWrite: 0,
  },
  contextTokens: 0,
  filledTokens: 0,
  dayCost: 0,
  screen: null,
};
