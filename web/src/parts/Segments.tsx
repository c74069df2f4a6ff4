// A few choices of which one holds, beside each other. The arrow keys move between them.
import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";
import { join } from "./join";

interface Props<T extends string> {
  label: string;
  value: T;
  choices: readonly { value: T; label: string; icon?: ReactNode; disabled?: boolean }[];
  onChoose: (value: T) => void;
  className?: string;
}

export function Segments<T extends string>({ label, value, choices, onChoose, className }: Props<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      aria-label={label}
      // Choosing again what holds already is no choice to have nothing.
      onValueChange={(now) => now && onChoose(now as T)}
      className={join("inline-flex shrink-0 rounded-md border border-line bg-sunk p-0.5", className)}
    >
      {choices.map((choice) => (
        <ToggleGroup.Item
          key={choice.value}
          value={choice.value}
          disabled={choice.disabled ?? false}
          className={join(
            "inline-flex h-6 items-center gap-1.5 rounded-[6px] px-2 text-xs whitespace-nowrap text-soft transition-colors",
            "hover:text-ink disabled:pointer-events-none disabled:opacity-45 [&_svg]:size-3.5",
            "data-[state=on]:bg-panel data-[state=on]:font-[550] data-[state=on]:text-ink data-[state=on]:shadow-1",
          )}
        >
          {choice.icon}
          {choice.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
