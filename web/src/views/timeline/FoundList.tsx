// The elements that a step found. Pointing at one shows where on the screen it is.
import { useDeferredValue, useMemo, useState } from "react";
import { join } from "@/parts/join";
import { oneLine } from "@/session/acts";
import { useWords } from "@/words";
import type { Found } from "./elements";
import { Section } from "./StepFacts";

const SHOWN = 60;

interface Props {
  found: readonly Found[];
  /** Whether the step found them itself. */
  own: boolean;
  pointed: string;
  point: (element: string) => void;
}

export function FoundList({ found, own, pointed, point }: Props) {
  const { timeline } = useWords();
  const [written, write] = useState("");
  const [pages, setPages] = useState(1);
  const wanted = useDeferredValue(written.trim().toLowerCase());
  const fitting = useMemo(
    () =>
      wanted ? found.filter((each) => `${each.role} ${each.name} ${each.value}`.toLowerCase().includes(wanted)) : found,
    [found, wanted],
  );
  const shown = fitting.slice(0, SHOWN * pages);
  return (
    <Section
      title={own ? timeline.elements : timeline.elementsBefore}
      aside={<span className="figures text-2xs text-faint">{timeline.elementsCount(found.length)}</span>}
    >
      {found.length > 12 && (
        <input
          type="search"
          value={written}
          onChange={(event) => write(event.target.value)}
          placeholder={timeline.elementsFind}
          aria-label={timeline.elementsFind}
          className="mb-1.5 h-7 w-full rounded-md border border-line-strong bg-panel px-2 text-xs placeholder:text-faint"
        />
      )}
      {!shown.length && <p className="text-soft">{timeline.elementsNone}</p>}
      <ul onPointerLeave={() => point("")}>
        {shown.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              onPointerEnter={() => point(each.id)}
              onFocus={() => point(each.id)}
              onBlur={() => point("")}
              onClick={() => point(each.id)}
              className={join(
                "flex w-full items-baseline gap-2 rounded-sm px-1 py-0.5 text-left text-xs",
                each.id === pointed && "bg-hand-wash",
                each.away && "text-faint",
              )}
            >
              <span className="w-20 shrink-0 truncate text-faint">{each.role}</span>
              <span className="min-w-0 flex-1 truncate">
                {oneLine(each.name)}
                {each.value && <span className="text-soft"> = {oneLine(each.value)}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {fitting.length > shown.length && (
        <button type="button" onClick={() => setPages(pages + 1)} className="mt-1 text-xs font-[550] text-hand">
          {timeline.elementsMore(fitting.length - shown.length)}
        </button>
      )}
    </Section>
  );
}
