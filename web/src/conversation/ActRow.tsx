// One act in the conversation: its picture, its sentence, how it went, how long it took; and on request, why and what.
import { Ban, ChevronDown, CircleAlert, CircleSlash, Clock3, Eye, Hand, Hourglass, ShieldQuestion } from "lucide-react";
import { memo, type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import type { PicturePart } from "@/api/events";
import { join } from "@/parts/join";
import { isQuiet, tell } from "@/session/acts";
import { textOf } from "@/session/fold";
import { useJudged } from "@/session/judged";
import { Recorded } from "@/session/Recorded";
import { useSession } from "@/session/SessionContext";
import { useWhose } from "@/session/useWhose";
import type { Step, StepStatus } from "@/session/view";
import { useFigures, useWords, type Words } from "@/words";
import { ActWords } from "./ActWords";
import { isInDetails, TOLD_CHARS_MAX } from "./finding";
import { useFound } from "./found";
import { PictureView } from "./Parts";

const ICONS: Partial<Record<StepStatus, ReactNode>> = {
  failed: <CircleAlert className="text-bad" />,
  denied: <Ban className="text-bad" />,
  skipped: <CircleSlash className="text-faint" />,
  interrupted: <CircleSlash className="text-ask" />,
  asking: <ShieldQuestion className="text-ask" />,
  held: <Hourglass className="text-ask" />,
};

/** What is worth a word besides that it was done. */
function noteOf(step: Step, { acts }: Words): string {
  if (step.status !== "ok" && step.status !== "running") return acts.statuses[step.status];
  const exit = step.details.exit_code;
  if (typeof exit === "number" && exit !== 0) return acts.exit(exit);
  if (step.details.settled === false) return acts.stillChanging;
  // Whoever did it by their own hand was not asked.
  if (step.origin?.kind === "person") return "";
  return step.verdicts.some((verdict) => verdict.decision === "ask") ? acts.allowedByYou : "";
}

export const ActRow = memo(function ActRow({
  step,
  looks,
  narration,
}: {
  step: Step;
  looks: number;
  narration: string;
}) {
  const words = useWords();
  const figures = useFigures();
  const { live } = useSession();
  const [opened, setOpen] = useState(false);
  const found = useFound();
  const open = opened || (found?.step === step.number - 1 && isInDetails(step, found.query, words));
  const { where } = tell(step, words);
  const whose = useWhose()(step);
  const note = noteOf(step, words);
  const output = step.status === "running" ? live.output[step.call.id] : undefined;
  const quiet = isQuiet(step);
  return (
    <div data-step={step.number - 1} className={join("group/act", step.status === "running" && "rise")}>
      {narration && <p className="pt-1.5 text-sm text-soft">{narration}</p>}
      <div className="flex items-center gap-3 py-1 text-sm text-soft">
        <Thumb step={step} />
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!opened)}
          className="flex min-w-0 flex-1 items-center gap-2 rounded-sm text-left"
        >
          <span className={join("min-w-0", (step.status === "denied" || step.status === "skipped") && "text-faint")}>
            {whose && <span className="font-[550] text-hand">{whose} · </span>}
            <ActWords step={step} />
            {where && <span className="text-faint"> · {where}</span>}
            {looks > 1 && quiet && <span className="text-faint"> · {words.acts.looks(looks)}</span>}
          </span>
          {step.status === "running" && <span className="breathe size-1.5 shrink-0 rounded-full bg-hand" />}
          {ICONS[step.status] && <span className="shrink-0 [&_svg]:size-4">{ICONS[step.status]}</span>}
          {note && <span className={join("shrink-0 text-xs", noteTone(step))}>{note}</span>}
          <ChevronDown
            className={join(
              "size-3.5 shrink-0 text-faint opacity-0 transition group-hover/act:opacity-100 group-focus-within/act:opacity-100",
              open && "rotate-180 opacity-100",
            )}
          />
        </button>
        {step.origin && <StopCall step={step} />}
        <time className="shrink-0 text-xs text-faint">{step.tookS >= 0.05 ? figures.seconds(step.tookS) : ""}</time>
      </div>
      {output && <Output text={output} />}
      {open && <Details step={step} />}
    </div>
  );
});

/** Ends a call that is not the model's, and nothing else. */
function StopCall({ step }: { step: Step }) {
  const { acts } = useWords();
  const { mayCommand, command } = useSession();
  if (!mayCommand || step.endSeq) return null;
  return (
    <button
      type="button"
      className="shrink-0 text-xs font-[550] text-bad"
      onClick={() => void command({ command: "break_off", call: step.call.id })}
    >
      {acts.end}
    </button>
  );
}

function noteTone(step: Step): string {
  if (step.status === "failed" || step.status === "denied") return "text-bad";
  return step.status === "ok" || step.status === "planned" || step.status === "skipped" ? "text-faint" : "text-ask";
}

/** Of the room for a picture beside an act, within its edge. */
const [WIDTH, HEIGHT] = [54, 34];
const POINTS = /^(left|right|middle|double|triple)_click$|^mouse_|^drag$/;

/** What is clicked on is seen before the click, since it may be gone after it; all else shows what came of it. */
function pictureOf(step: Step): PicturePart | null {
  const points = step.call.name === "computer" && POINTS.test(String(step.call.arguments.action));
  return points ? (step.before ?? step.after) : (step.after ?? (step.status === "running" ? null : step.before));
}

function Thumb({ step }: { step: Step }) {
  const { view } = useSession();
  const picture = pictureOf(step);
  const box = step.verdict?.touch.box;
  const isWhole = picture !== null && picture.width === view.desk?.width && picture.height === view.desk.height;
  const focus = box && isWhole ? { box, width: WIDTH, height: HEIGHT } : undefined;
  if (picture) return <PictureView picture={picture} focus={focus} className="h-9 w-14 shrink-0 rounded-sm!" />;
  const Icon = isQuiet(step) ? Eye : step.status === "running" || step.status === "planned" ? Clock3 : Hand;
  return (
    <span
      aria-hidden
      className="grid h-9 w-14 shrink-0 place-items-center rounded-sm border border-line bg-sunk text-faint"
    >
      <Icon className="size-3.5" />
    </span>
  );
}

function Output({ text }: { text: string }) {
  return (
    <pre className="mb-1 max-h-48 overflow-auto rounded-md bg-sunk px-3 py-2 font-code text-xs whitespace-pre-wrap text-soft [overflow-wrap:anywhere]">
      {text.slice(-6_000)}
    </pre>
  );
}

function Details({ step }: { step: Step }) {
  const { acts } = useWords();
  const { id } = useSession();
  const navigate = useNavigate();
  const judged = useJudged();
  const verdict = step.verdicts.at(-1);
  const told = textOf(step.content).trim();
  return (
    <div className="rise mb-2 space-y-2 rounded-md border border-line bg-panel p-3 text-sm">
      {verdict && (
        <p className="text-soft [overflow-wrap:anywhere]">
          <span className="text-faint">{acts.whyAllowed}: </span>
          {judged.reason(verdict).text}
          <Recorded text={judged.reason(verdict).recorded} />
        </p>
      )}
      {step.call.name === "bash" && typeof step.call.arguments.command === "string" && (
        <pre className="overflow-x-auto font-code text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
          $ {step.call.arguments.command}
        </pre>
      )}
      {told && (
        <pre className="max-h-64 overflow-auto font-code text-xs whitespace-pre-wrap text-soft [overflow-wrap:anywhere]">
          {told.slice(0, TOLD_CHARS_MAX)}
        </pre>
      )}
      <button
        type="button"
        className="text-xs font-[550] text-hand"
        onClick={() => navigate(`/s/${id}/timeline?step=${step.number}`, { replace: true })}
      >
        {acts.toTimeline}
      </button>
    </div>
  );
}
