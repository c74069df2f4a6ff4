// The views of a session, as tabs over the pane and, on a phone, along the bottom.
import { Clock3, Folder, type LucideIcon, MessageSquare, Monitor, Shapes, Wallet } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { Link, useNavigate } from "react-router";
import { join } from "@/parts/join";
import { useWords, type Words } from "@/words";

export type Tab = keyof Words["shell"]["tabs"];

const ICONS: Record<Tab, LucideIcon> = {
  talk: MessageSquare,
  desk: Monitor,
  artifacts: Shapes,
  timeline: Clock3,
  files: Folder,
  cost: Wallet,
};
const VIEW_TABS: readonly Exclude<Tab, "talk">[] = ["desk", "artifacts", "timeline", "files", "cost"];
const TABS: readonly Tab[] = ["talk", ...VIEW_TABS];

/** The views that there are; that of artifacts only where there is one. */
export const viewTabs = (hasArtifacts: boolean): readonly Exclude<Tab, "talk">[] =>
  hasArtifacts ? VIEW_TABS : VIEW_TABS.filter((each) => each !== "artifacts");

export const isTab = (name: string | undefined): name is Tab => TABS.includes(name as Tab);

/** A list of tabs: the arrow keys move along it, as everywhere. */
export function TabList({ id, tabs, now }: { id: string; tabs: readonly Tab[]; now: Tab }) {
  const { shell } = useWords();
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  const go = (tab: Tab) => navigate(`/s/${id}/${tab}`, { replace: true });
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const place = (tabs.indexOf(now) + by + tabs.length) % tabs.length;
    const to = tabs[place];
    if (!to) return;
    go(to);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[place]?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={shell.paneTabs} onKeyDown={press} className="flex items-center gap-0.5">
      {tabs.map((tab) => {
        const Icon = ICONS[tab];
        return (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            aria-selected={tab === now}
            aria-controls="pane"
            tabIndex={tab === now ? 0 : -1}
            onClick={() => go(tab)}
            className={join(
              "flex h-7 items-center gap-1.5 rounded-md px-2.5 text-sm transition-colors",
              tab === now ? "bg-raise font-[550] text-ink" : "text-soft hover:bg-sunk hover:text-ink",
            )}
          >
            <Icon className="size-3.5" /> {shell.tabs[tab]}
          </button>
        );
      })}
    </div>
  );
}

interface BottomProps {
  id: string;
  now: Tab;
  asks: boolean;
  tabs: readonly Tab[];
}

export function BottomTabs({ id, now, asks, tabs }: BottomProps) {
  const { shell } = useWords();
  return (
    <nav
      aria-label={shell.paneTabs}
      className="grid shrink-0 auto-cols-fr grid-flow-col border-t border-line bg-panel pb-[env(safe-area-inset-bottom)]"
    >
      {(["talk", ...tabs] as const).map((tab) => {
        const Icon = ICONS[tab];
        return (
          <Link
            key={tab}
            to={`/s/${id}/${tab}`}
            replace
            aria-current={tab === now ? "page" : undefined}
            className={join(
              "relative flex h-14 flex-col items-center justify-center gap-0.5 text-2xs",
              tab === now ? "font-semibold text-hand" : "text-soft",
            )}
          >
            <Icon className="size-5" />
            {shell.tabs[tab]}
            {tab === "talk" && asks && now !== "talk" && (
              <span className="absolute top-2 left-1/2 ml-2 size-2.5 rounded-full border-2 border-panel bg-ask" />
            )}
          </Link>
        );
      })}
    </nav>
  );
}
