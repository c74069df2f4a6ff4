import type { ReactNode } from "react";

/** What stands where there is nothing yet: a few words, and what can be done. */
export function Empty({
  icon,
  title,
  text,
  children,
}: {
  icon?: ReactNode;
  title: string;
  text?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="grid h-full place-items-center p-8">
      <div className="max-w-sm text-center">
        {icon && (
          <div className="mx-auto mb-3 grid size-11 place-items-center rounded-xl bg-sunk text-faint [&_svg]:size-5">
            {icon}
          </div>
        )}
        <p className="text-base font-[550] text-ink">{title}</p>
        {text && <p className="mt-1 text-sm text-soft">{text}</p>}
        {children && <div className="mt-4 flex justify-center gap-2">{children}</div>}
      </div>
    </div>
  );
}
