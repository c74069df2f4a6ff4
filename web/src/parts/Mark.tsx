// The mark: a desk (two lines) and the hand on it.
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="shrink-0">
      <rect width="32" height="32" rx="8" className="fill-hand" />
      <path d="M7 17.6h18M7 23h18" className="stroke-hand-ink" strokeWidth="3" strokeLinecap="round" />
      <path d="M12 6.8l8.4 4.4-3.7.9-1.7 3.4z" className="fill-hand-ink" />
    </svg>
  );
}
