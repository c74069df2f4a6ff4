import { type ReactNode, useId } from "react";
import { join } from "@/parts/join";

/** A part of a page: its title, a word about it, something at the right, and what is in it. */
export function Section({
  title,
  note,
  right,
  children,
  className,
}: {
  title: string;
  note?: ReactNode;
  right?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={join("mb-9", className)}>
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 id={id} className="min-w-0 flex-auto text-lg font-[620] tracking-tight">
          {title}
        </h2>
        {right}
        {note && <p className="w-full text-sm text-soft">{note}</p>}
      </div>
      {children}
    </section>
  );
}

/** Rows that lie on one panel. */
export function Rows({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-lg border border-line bg-panel">
      {children}
    </ul>
  );
}
