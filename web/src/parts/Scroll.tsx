import type { ReactNode } from "react";
import { join } from "./join";

/** A part that scrolls by itself, and so must be reachable by keys even where nothing in it is. */
export function Scroll({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keys
      tabIndex={0}
      className={join("overflow-auto outline-offset-[-2px]", className)}
    >
      {children}
    </section>
  );
}
