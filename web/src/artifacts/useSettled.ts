import { useEffect, useState } from "react";

/** The value as it is once it has not changed for so long; at once with 0. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, settle] = useState(value);
  useEffect(() => {
    if (!ms) return settle(value);
    const timer = window.setTimeout(() => settle(value), ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return ms ? settled : value;
}
