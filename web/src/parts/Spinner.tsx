import { join } from "./join";

/** Three dots that breathe: something is under way. */
export function Spinner({ className }: { className?: string }) {
  return (
    <span aria-hidden className={join("inline-flex items-center gap-1", className)}>
      {[0, 1, 2].map((n) => (
        <span key={n} className="breathe size-1.5 rounded-full bg-current" style={{ animationDelay: `${n * 180}ms` }} />
      ))}
    </span>
  );
}
