// The end of a call, and what the screen showed after it.
import type * as ev from "@/api/events";
import type { SessionView } from "../view";
import { changeStep, type Draft, placeOf } from "./draft";
import { lapse } from "./questions";

export function finished(draft: Draft, event: ev.CallFinished, seq: number, at: number): void {
  const { view } = draft;
  const place = placeOf(view, event.call);
  const step = view.steps[place];
  if (!step || !view.open.includes(place)) return;
  const pictured = event.content.find((part) => part.kind === "picture");
  const after = event.screen ?? pictured ?? null;
  lapse(draft, step.question);
  changeStep(draft, place, {
    status: event.status,
    finishedAt: at,
    endSeq: seq,
    tookS: event.took_s,
    content: event.content,
    details: event.details,
    after,
    before: step.before ?? view.screen,
  });
  if (event.screen) view.screen = event.screen;
  else if (pictured && pictured.frame !== null && isWhole(pictured, view)) view.screen = pictured;
  view.open = view.open.filter((each) => each !== place);
  if (step.origin) return;
  view.spent = { ...view.spent, steps: view.spent.steps + 1, workS: view.spent.workS + event.took_s };
}

function isWhole(picture: ev.PicturePart, view: SessionView): boolean {
  const region = picture.region;
  return !region || !view.desk || (region[2] >= view.desk.width && region[3] >= view.desk.height);
}
