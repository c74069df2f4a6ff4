import { useId } from "react";
import { join } from "@/parts/join";

interface Props<T extends string> {
  label: string;
  value: T;
  choices: readonly { value: T; label: string }[];
  onChoose: (value: T) => void;
  small?: boolean;
}

/** One of a few, beside each other. Arrows move in it, as in every group of radio buttons. */
export function OneOf<T extends string>({ label, value, choices, onChoose, small = false }: Props<T>) {
  const name = useId();
  return (
    <fieldset className="inline-flex max-w-full rounded-md bg-sunk p-0.5">
      <legend className="sr-only">{label}</legend>
      {choices.map((each) => (
        <label
          key={each.value}
          className={join(
            "relative rounded-[6px] px-3 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-hand",
            small ? "py-0.5 text-xs" : "py-1 text-sm",
            each.value === value ? "bg-panel font-[550] text-ink shadow-1" : "text-soft hover:text-ink",
          )}
        >
          <input
            type="radio"
            name={name}
            value={each.value}
            checked={each.value === value}
            onChange={() => onChoose(each.value)}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          {each.label}
        </label>
      ))}
    </fieldset>
  );
}
