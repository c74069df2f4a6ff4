// What is there when one looks for it: a line that opens.
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { join } from "./join";

export function Fold({ title, children, className }: { title: ReactNode; children: ReactNode; className?: string }) {
  return (
    <details className={join("group/fold text-sm text-soft", className)}>
      <summary className="-ml-0.5 flex w-fit list-none items-center gap-1 rounded-sm py-0.5 pr-1 hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-3.5 shrink-0 transition-transform duration-[var(--quick)] group-open/fold:rotate-90" />
        {title}
      </summary>
      {children}
    </details>
  );
}
