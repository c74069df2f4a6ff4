// Short words at the edge about what was just done, or why it was not. They go by themselves; errors stay longer.
import { X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { ApiError } from "@/api/client";
import { useWords, type Words } from "@/words";
import { IconButton } from "./Button";
import { join } from "./join";

interface Toast {
  id: number;
  text: string;
  hint: string;
  bad: boolean;
  act?: { label: string; run: () => void } | undefined;
}

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(now: readonly Toast[]): void {
  toasts = now;
  for (const listener of listeners) listener();
}

const dismiss = (id: number) => set(toasts.filter((each) => each.id !== id));

export function toast(text: string, more: Partial<Omit<Toast, "id" | "text">> = {}): void {
  const made: Toast = { hint: "", bad: false, ...more, id: ++last, text };
  set([...toasts.filter((each) => each.text !== text), made].slice(-4));
  window.setTimeout(() => dismiss(made.id), made.bad || made.act ? 9_000 : 4_000);
}

/** What went wrong, as people read it. */
export function wordsOfError(error: unknown, words: Words): { text: string; hint: string } {
  if (!(error instanceof ApiError))
    return { text: words.errors.failed, hint: error instanceof Error ? error.message : "" };
  if (error.code === "unreachable") return { text: words.errors.unreachable, hint: words.errors.unreachableHint };
  return { text: error.message || words.errors.failed, hint: error.hint };
}

export function toastError(error: unknown, words: Words): void {
  const { text, hint } = wordsOfError(error, words);
  toast(text, { hint, bad: true });
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Toasts() {
  const now = useSyncExternalStore(subscribe, () => toasts);
  const { common } = useWords();
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 bottom-20 z-[60] flex flex-col items-center gap-2 md:bottom-10"
    >
      {now.map((each) => (
        <div
          key={each.id}
          className={join(
            "rise pointer-events-auto flex max-w-md items-start gap-3 rounded-lg border bg-panel py-2 pr-2 pl-3.5 text-sm shadow-3",
            each.bad ? "border-bad-line" : "border-line",
          )}
        >
          <div className="min-w-0 py-0.5">
            <p className={each.bad ? "text-bad" : ""}>{each.text}</p>
            {each.hint && <p className="text-soft">{each.hint}</p>}
          </div>
          {each.act && (
            <button
              type="button"
              className="py-0.5 font-[550] text-hand"
              onClick={() => {
                each.act?.run();
                dismiss(each.id);
              }}
            >
              {each.act.label}
            </button>
          )}
          <IconButton label={common.close} size="sm" onClick={() => dismiss(each.id)}>
            <X />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
