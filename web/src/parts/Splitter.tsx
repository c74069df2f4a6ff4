// Two panes beside each other and the bar between them, which can be dragged, or moved by the arrow keys.
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";

interface Props {
  name: string;
  label: string;
  left: ReactNode;
  right: ReactNode | null;
  /** The share of the left pane in percent: at the beginning, at least, at most. */
  start?: number;
  min?: number;
  max?: number;
}

const kept = (name: string, start: number): number => {
  try {
    return Number(localStorage.getItem(`deskhand.split.${name}`)) || start;
  } catch {
    return start;
  }
};

export function Splitter({ name, label, left, right, start = 42, min = 28, max = 68 }: Props) {
  const [share, setShare] = useState(() => kept(name, start));
  const room = useRef<HTMLDivElement>(null);

  const change = (to: number) => {
    const now = Math.round(Math.min(max, Math.max(min, to)) * 10) / 10;
    setShare(now);
    try {
      localStorage.setItem(`deskhand.split.${name}`, String(now));
    } catch {
      // Not kept, then.
    }
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const bar = event.currentTarget;
    const box = room.current?.getBoundingClientRect();
    if (!box) return;
    bar.setPointerCapture(event.pointerId);
    const move = (now: globalThis.PointerEvent) => change(((now.clientX - box.left) / box.width) * 100);
    bar.addEventListener("pointermove", move);
    bar.addEventListener("lostpointercapture", () => bar.removeEventListener("pointermove", move), { once: true });
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
    if (by) change(share + by);
    else if (event.key === "Home") change(min);
    else if (event.key === "End") change(max);
    else return;
    event.preventDefault();
  };

  return (
    <div ref={room} className="flex min-h-0 min-w-0 flex-1">
      <div className="flex min-w-0 flex-col" style={{ width: right ? `${share}%` : "100%" }}>
        {left}
      </div>
      {right && (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no <hr> */}
          <div
            role="separator"
            aria-orientation="vertical"
            aria-label={label}
            aria-valuenow={Math.round(share)}
            aria-valuemin={min}
            aria-valuemax={max}
            tabIndex={0}
            onPointerDown={drag}
            onKeyDown={press}
            onDoubleClick={() => change(start)}
            className="group relative z-10 w-px shrink-0 cursor-col-resize touch-none bg-line outline-none"
          >
            <span className="absolute inset-y-0 -left-[3px] w-[7px] transition-colors duration-[var(--calm)] group-hover:bg-hand/25 group-focus-visible:bg-hand/60 group-active:bg-hand/40" />
          </div>
          <div className="flex min-w-0 flex-1 flex-col">{right}</div>
        </>
      )}
    </div>
  );
}
