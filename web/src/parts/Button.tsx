// The one button of the workspace, in a few tones and two sizes.
import type { ComponentPropsWithRef } from "react";
import { join } from "./join";
import { Kbd } from "./Kbd";

export type Tone = "plain" | "go" | "quiet" | "bad" | "ask";

const TONES: Record<Tone, string> = {
  plain: "border-line-strong/70 bg-panel text-ink hover:bg-sunk active:bg-raise shadow-1",
  go: "border-transparent bg-hand text-hand-ink hover:bg-hand-strong font-[550] shadow-1",
  ask: "border-transparent bg-ask text-panel hover:opacity-90 font-[550]",
  quiet: "border-transparent text-soft hover:bg-raise hover:text-ink",
  bad: "border-bad-line bg-panel text-bad hover:bg-bad-wash font-[550]",
};

interface Props extends ComponentPropsWithRef<"button"> {
  tone?: Tone;
  size?: "md" | "sm";
  keys?: string | undefined;
}

export function Button({ tone = "plain", size = "md", keys, className, children, type = "button", ...rest }: Props) {
  return (
    <button
      type={type}
      className={join(
        "inline-flex select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border",
        "transition-colors duration-[var(--quick)] disabled:pointer-events-none disabled:opacity-45",
        size === "md" ? "h-8 px-3 text-sm" : "h-7 px-2 text-xs",
        "[&_svg]:size-4 [&_svg]:shrink-0",
        TONES[tone],
        className,
      )}
      {...rest}
    >
      {children}
      {keys && <Kbd keys={keys} inherit={tone === "go" || tone === "ask"} />}
    </button>
  );
}

interface IconProps extends ComponentPropsWithRef<"button"> {
  label: string;
  tone?: Tone;
  size?: "md" | "sm";
}

/** A button that shows only a picture; `label` is its name for those who don't see it, and its hint. */
export function IconButton({ label, tone = "quiet", size = "md", className, type = "button", ...rest }: IconProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={join(
        "inline-grid shrink-0 place-items-center rounded-md border transition-colors duration-[var(--quick)]",
        "disabled:pointer-events-none disabled:opacity-45",
        size === "md" ? "size-8 [&_svg]:size-[1.05rem]" : "size-6 [&_svg]:size-3.5",
        TONES[tone],
        className,
      )}
      {...rest}
    />
  );
}
