// The conversation: everything said and done, in order, and the field to say more. The list is drawn only where it is
// looked at, and keeps to its end while the reader is there.
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useAction } from "@/actions/registry";
import { ErrorBoundary } from "@/parts/ErrorBoundary";
import { Spinner } from "@/parts/Spinner";
import { useSession } from "@/session/SessionContext";
import type { Item } from "@/session/view";
import { useWords } from "@/words";
import { Announcer } from "./Announcer";
import { Composer } from "./Composer";
import { FindBar } from "./FindBar";
import { FoundContext } from "./found";
import { ItemView } from "./ItemView";
import { LiveTail } from "./LiveTail";
import { PendingWords } from "./PendingWords";
import { useFinding } from "./useFinding";

const NEAR_PX = 80;

const GUESS: Record<Item["kind"], number> = {
  said: 84,
  reply: 160,
  acts: 132,
  question: 180,
  notice: 44,
  suspected: 120,
  mark: 36,
  outcome: 140,
};

export function Conversation() {
  const here = useSession();
  const words = useWords();
  const { items } = here.view;
  const room = useRef<HTMLDivElement>(null);
  const { atEnd, toEnd, follow, letGo } = useEnd(room);
  useAction("talk.end", toEnd);

  const list = useVirtualizer({
    count: items.length,
    getScrollElement: () => room.current,
    estimateSize: (place) => GUESS[items[place]?.kind ?? "reply"],
    // One event can make two items: words, and the acts that follow them.
    getItemKey: (place) => `${items[place]?.kind} ${items[place]?.seq}`,
    overscan: 6,
    paddingStart: 28,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever grows the list makes it follow
  useLayoutEffect(follow, [follow, here.view, here.live, here.sent, list.getTotalSize()]);

  const finding = useFinding(here.view, {
    room,
    firstSeen: () => list.range?.startIndex ?? 0,
    toItem: (item) => list.scrollToIndex(item, { align: "center" }),
    letGo,
  });

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {finding.open && <FindBar finding={finding} />}
      <section
        ref={room}
        aria-label={words.conversation.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keys
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain -outline-offset-2 [overflow-anchor:none]"
      >
        {here.connection === "loading" && !items.length ? (
          <div className="grid h-full place-items-center text-faint">
            <Spinner />
          </div>
        ) : (
          <div role="log" aria-live="off" className="relative w-full" style={{ height: list.getTotalSize() }}>
            <FoundContext value={finding.found}>
              {list.getVirtualItems().map((row) => {
                const item = items[row.index];
                return (
                  item && (
                    <div
                      key={row.key}
                      ref={list.measureElement}
                      data-index={row.index}
                      className="absolute inset-x-0 top-0"
                      style={{ transform: `translateY(${row.start}px)` }}
                    >
                      <Column>
                        <ErrorBoundary>
                          <ItemView item={item} isLast={row.index === items.length - 1} />
                        </ErrorBoundary>
                      </Column>
                    </div>
                  )
                );
              })}
            </FoundContext>
          </div>
        )}
        <Column>
          <PendingWords />
          <LiveTail />
        </Column>
        <div className="h-6" />
      </section>
      <Announcer />
      {!atEnd && (
        <button
          type="button"
          onClick={toEnd}
          className="rise absolute bottom-36 left-1/2 z-10 flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full border border-line bg-panel px-3 text-xs text-soft shadow-2 hover:text-ink"
        >
          <ArrowDown className="size-3.5" /> {words.conversation.toEnd}
        </button>
      )}
      <Column>
        <Composer onSent={toEnd} />
      </Column>
    </div>
  );
}

function Column({ children }: { children: React.ReactNode }) {
  return <div className="mx-auto w-full max-w-(--read) px-4 md:px-6">{children}</div>;
}

/** Whether the reader is at the end, and how to stay or get there. Scrolling up lets go; coming back holds on again. */
function useEnd(room: React.RefObject<HTMLDivElement | null>) {
  const [atEnd, setAtEnd] = useState(true);
  const holds = useRef(true);
  const last = useRef(0);
  useEffect(() => {
    const box = room.current;
    if (!box) return;
    const look = () => {
      const left = box.scrollHeight - box.scrollTop - box.clientHeight;
      if (left < NEAR_PX) holds.current = true;
      else if (box.scrollTop < last.current - 2) holds.current = false;
      last.current = box.scrollTop;
      setAtEnd(holds.current);
    };
    box.addEventListener("scroll", look, { passive: true });
    return () => box.removeEventListener("scroll", look);
  }, [room]);
  const follow = useCallback(() => {
    const box = room.current;
    if (box && holds.current) box.scrollTop = box.scrollHeight;
  }, [room]);
  // Not only what is said makes it longer or its room smaller: pictures and fonts that come, a field that grows.
  useEffect(() => {
    const box = room.current;
    if (!box) return;
    const watch = new ResizeObserver(follow);
    for (const each of [box, ...box.children]) watch.observe(each);
    return () => watch.disconnect();
  }, [room, follow]);
  const toEnd = useCallback(() => {
    holds.current = true;
    setAtEnd(true);
    follow();
    // Rows that were only guessed are measured once they are there; then it is the end indeed.
    requestAnimationFrame(() => requestAnimationFrame(follow));
  }, [follow]);
  const letGo = useCallback(() => {
    holds.current = false;
    setAtEnd(false);
  }, []);
  return { atEnd, toEnd, follow, letGo };
}
