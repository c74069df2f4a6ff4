import { useId } from "react";
import { join } from "./join";

interface Props {
  label: string;
  note?: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** A thing that is on or off, with its name and a word about it. */
export function Switch({ label, note, on, onChange }: Props) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div>
        <label htmlFor={id} className="text-sm font-[550]">
          {label}
        </label>
        {note && (
          <p id={`${id}-note`} className="text-xs text-faint">
            {note}
          </p>
        )}
      </div>
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={on}
        aria-describedby={note ? `${id}-note` : undefined}
        onClick={() => onChange(!on)}
        className={join(
          "relative h-5 w-9 shrink-0 rounded-full transition-colors duration-[var(--calm)]",
          on ? "bg-hand" : "bg-line-strong",
        )}
      >
        <span
          className={join(
            "absolute top-0.5 left-0.5 size-4 rounded-full bg-panel shadow-1 transition-transform duration-[var(--calm)]",
            on && "translate-x-4",
          )}
        />
      </button>
    </div>
  );
}
