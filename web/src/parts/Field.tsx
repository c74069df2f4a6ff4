// A line to write into, with its name above it and what is wrong below.
import { type ComponentPropsWithRef, useId } from "react";
import { join } from "./join";

interface Props extends ComponentPropsWithRef<"input"> {
  label: string;
  problem?: string | undefined;
  note?: string | undefined;
}

export function Field({ label, problem, note, className, ...rest }: Props) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-sm font-[550] text-soft">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem || note ? `${id}-note` : undefined}
        className={join(INPUT, problem && "border-bad")}
        {...rest}
      />
      {(problem || note) && (
        <p id={`${id}-note`} className={join("mt-1 text-xs", problem ? "text-bad" : "text-faint")}>
          {problem || note}
        </p>
      )}
    </div>
  );
}

export const INPUT =
  "h-9 w-full rounded-md border border-line-strong bg-panel px-3 text-base text-ink placeholder:text-faint outline-none transition-colors focus-visible:border-hand focus-visible:ring-2 focus-visible:ring-hand/25";
