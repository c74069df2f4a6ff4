// The bar to find words in the conversation: the browser's own does not see what is not drawn.
import { ChevronDown, ChevronUp, Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { IconButton } from "@/parts/Button";
import { useWords } from "@/words";
import type { Finding } from "./useFinding";

export function FindBar({ finding }: { finding: Finding }) {
  const { find } = useWords().conversation;
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const { opened, count, at } = finding;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that it is opened
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [opened]);

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const { key, shiftKey } = event;
    if (key === "Escape") finding.close();
    else if (key === "Enter") finding.step(shiftKey ? -1 : 1);
    else if (key === "ArrowDown") finding.step(1);
    else if (key === "ArrowUp") finding.step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search
      aria-label={find.label}
      className="rise absolute top-2 right-4 z-20 flex max-w-[calc(100%-2rem)] items-center gap-0.5 rounded-lg border border-line bg-panel py-1 pr-1 pl-2.5 shadow-2"
      onKeyDown={press}
    >
      <Search aria-hidden className="size-4 shrink-0 text-faint" />
      <input
        ref={field}
        value={text}
        aria-label={find.label}
        placeholder={find.label}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value);
          finding.ask(event.target.value);
        }}
        className="h-7 w-56 min-w-0 bg-transparent px-1.5 text-sm text-ink outline-none placeholder:text-faint"
      />
      <output className="figures min-w-16 px-1 text-right text-xs whitespace-nowrap text-faint">
        {finding.query && (count ? find.count(at + 1, count) : find.nothing)}
      </output>
      <IconButton label={find.previous} disabled={!count} onClick={() => finding.step(-1)}>
        <ChevronUp />
      </IconButton>
      <IconButton label={find.next} disabled={!count} onClick={() => finding.step(1)}>
        <ChevronDown />
      </IconButton>
      <IconButton label={find.close} onClick={finding.close}>
        <X />
      </IconButton>
    </search>
  );
}
