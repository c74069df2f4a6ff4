// The text of a profile with the numbers of its lines; those that something was found about are marked.
import { useLayoutEffect, useMemo, useRef } from "react";
import { join } from "@/parts/join";
import { useWords } from "@/words";
import { type Finding, rangeOf } from "./profiles";

interface Props {
  id: string;
  text: string;
  onChange: ((text: string) => void) | null;
  findings: readonly Finding[];
}

const MARKS: Record<Finding["kind"], string> = {
  error: "bg-bad-wash text-bad font-semibold",
  mend: "bg-ask-wash text-ask font-semibold",
  note: "bg-hand-wash text-hand",
};

const LINES_MIN = 12;

export function ProfileText({ id, text, onChange, findings }: Props) {
  const { risk } = useWords().settings;
  const field = useRef<HTMLTextAreaElement>(null);
  const lines = useMemo(() => text.split("\n"), [text]);
  const marks = new Map(findings.map((each) => [each.line, each.kind]));
  useLayoutEffect(() => {
    const shown = field.current;
    if (!shown) return;
    shown.style.height = "auto";
    shown.style.height = `${shown.scrollHeight}px`;
  });
  const goTo = (line: number) => {
    const shown = field.current;
    if (!shown) return;
    shown.focus();
    shown.setSelectionRange(...rangeOf(text, line));
    shown.scrollIntoView({ block: "nearest" });
  };
  return (
    <>
      <div className="flex overflow-hidden rounded-lg border border-line-strong bg-panel font-code text-xs focus-within:border-hand focus-within:ring-2 focus-within:ring-hand/25">
        <ol aria-hidden className="shrink-0 bg-sunk py-2 text-right leading-5 text-faint select-none">
          {Array.from({ length: Math.max(lines.length, LINES_MIN) }, (_, place) => {
            const kind = marks.get(place + 1);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              <li key={place} className={join("min-w-10 px-2", kind && MARKS[kind])}>
                {place < lines.length ? place + 1 : "\u00a0"}
              </li>
            );
          })}
        </ol>
        <textarea
          ref={field}
          id={id}
          aria-label={risk.text}
          aria-invalid={findings.some((each) => each.kind === "error") || undefined}
          aria-describedby={`${id}-findings`}
          value={text}
          readOnly={!onChange}
          onChange={(event) => onChange?.(event.target.value)}
          spellCheck={false}
          wrap="off"
          rows={LINES_MIN}
          className="min-w-0 flex-1 resize-none overflow-x-auto overflow-y-hidden bg-transparent px-3 py-2 leading-5 whitespace-pre outline-none"
        />
      </div>
      <ul id={`${id}-findings`} aria-live="polite" className="mt-2 space-y-1.5">
        {findings.map((each) => (
          <li key={`${each.line} ${each.words}`} className="flex items-start gap-2 text-sm">
            {each.line > 0 && (
              <button
                type="button"
                aria-label={risk.toLine(each.line)}
                onClick={() => goTo(each.line)}
                className={join("shrink-0 rounded-sm px-1.5 text-xs leading-5", MARKS[each.kind])}
              >
                {risk.line(each.line)}
              </button>
            )}
            <span
              className={join("min-w-0 [overflow-wrap:anywhere]", each.kind === "error" ? "text-bad" : "text-soft")}
            >
              {each.kind === "mend" && <b className="font-[550] text-ask">{risk.mend}: </b>}
              {each.words}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
