// The last screens, small, under the live one: a look back without leaving it, and a door to the timeline.
import { useMemo } from "react";
import { Link } from "react-router";
import { join } from "@/parts/join";
import { sentence } from "@/session/acts";
import { useSession } from "@/session/SessionContext";
import type { SessionView } from "@/session/view";
import { useWords } from "@/words";

const MOST = 10;
const LOOKED_THROUGH = 200;

export interface Still {
  place: number;
  blob: string;
  asked: boolean;
  failed: boolean;
}

/** The last steps that changed the screen, the oldest first. Pure. */
export function stillsOf({ steps }: SessionView, most = MOST): Still[] {
  const stills: Still[] = [];
  const least = Math.max(0, steps.length - LOOKED_THROUGH);
  for (let place = steps.length - 1; place >= least && stills.length < most; place--) {
    const step = steps[place];
    if (!step?.after || step.after.blob === step.before?.blob || step.after.frame === null) continue;
    if (stills.at(-1)?.blob === step.after.blob) continue;
    const asked = step.verdicts.some((verdict) => verdict.decision === "ask");
    stills.push({ place, blob: step.after.blob, asked, failed: step.status === "failed" });
  }
  return stills.reverse();
}

export function Strip() {
  const words = useWords();
  const { id, view, blob } = useSession();
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the view, only the steps are read
  const stills = useMemo(() => stillsOf(view), [view.steps]);
  if (stills.length < 2) return null;
  return (
    <nav aria-label={words.desk.strip}>
      <ul className="grid auto-cols-[minmax(0,6.5rem)] grid-flow-col justify-start gap-1.5 overflow-hidden">
        {stills.map(({ place, blob: hash, asked, failed }, at) => {
          const step = view.steps[place];
          const told = step ? `${words.desk.stripStep(step.number)}: ${sentence(step, words)}` : "";
          return (
            <li key={place} className={join(at < stills.length - 6 && "hidden @lg:block")}>
              <Link
                to={`/s/${id}/timeline?step=${place + 1}`}
                replace
                title={told}
                aria-label={told}
                className={join(
                  "block aspect-[16/10] overflow-hidden rounded-[5px] border bg-panel transition-shadow hover:shadow-2",
                  failed ? "border-bad" : asked ? "border-ask" : "border-line",
                )}
              >
                <img
                  src={blob(hash)}
                  alt=""
                  loading="lazy"
                  decoding="async"
                  className="size-full object-cover object-top opacity-85 transition-opacity hover:opacity-100"
                />
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
