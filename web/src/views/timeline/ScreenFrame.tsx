// A room of the screen's own shape, as large as its place allows, so that what is drawn over it stands where it belongs.
import type { ReactNode } from "react";
import { join } from "@/parts/join";

interface Props {
  width: number;
  height: number;
  children: ReactNode;
  className?: string;
  /** A pixel for a pixel, to be scrolled, instead of as large as fits. */
  actual?: boolean;
}

/** `children` fill a box with the proportions of width to height. */
export function ScreenFrame({ width, height, children, className, actual = false }: Props) {
  const fits = { width: `min(100cqw, calc(100cqh * ${width} / ${height}))`, aspectRatio: `${width} / ${height}` };
  return (
    <div
      className={join(
        "grid h-full w-full [container-type:size]",
        actual ? "place-items-start overflow-auto" : "place-items-center",
      )}
    >
      <div className={join("relative overflow-hidden", className)} style={actual ? { width, height } : fits}>
        {children}
      </div>
    </div>
  );
}
