// The agent's last act on the live picture: shown as it happens, and gone a moment later. What a question is about stays.
import { useEffect, useMemo, useState } from "react";
import { join } from "@/parts/join";
import type { Step } from "@/session/view";
import { Marker } from "../timeline/Marker";
import { isNowhere, placeOf } from "../timeline/places";

const STANDS_MS = 2_200;
/** An act that ended longer ago is no news to who comes now. */
const NEWS_S = 4;

interface Props {
  step: Step;
  asks: boolean;
  width: number;
  height: number;
}

export function LiveMarker({ step, asks, width, height }: Props) {
  const place = useMemo(() => placeOf(step), [step]);
  const running = step.status === "running";
  const [fresh, setFresh] = useState(() => running || Date.now() / 1_000 - step.finishedAt < NEWS_S);
  useEffect(() => {
    if (running) return setFresh(true);
    const timer = window.setTimeout(() => setFresh(false), STANDS_MS);
    return () => window.clearTimeout(timer);
  }, [running]);
  if (isNowhere(place)) return null;
  return (
    <Marker
      place={asks ? { ...place, point: null } : place}
      width={width}
      height={height}
      tone={asks ? "ask" : "hand"}
      className={join("transition-opacity duration-[var(--slow)]", !asks && !fresh && "opacity-0")}
    />
  );
}
