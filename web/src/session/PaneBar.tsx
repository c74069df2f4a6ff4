// What a view puts into the bar over it; where there is no such bar, as on a phone, it has one of its own.
import { type ReactNode, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";
import { PANE_BAR } from "./Pane";

const barThere = () => document.getElementById(PANE_BAR);

export function PaneBar({ children }: { children: ReactNode }) {
  const [bar, setBar] = useState(barThere);
  useLayoutEffect(() => setBar(barThere()), []);
  if (bar) return createPortal(children, bar);
  return (
    <div className="@container/bar flex min-h-11 shrink-0 items-center justify-end gap-1 border-b border-line bg-panel px-2 py-1">
      {children}
    </div>
  );
}
