// The settings: their parts along the side (over them on a phone), the chosen one beside it.
import { CircleUser, Cpu, Keyboard, LockKeyhole, type LucideIcon, ShieldCheck, SunMoon, Users } from "lucide-react";
import { type ComponentType, lazy, Suspense } from "react";
import { Navigate, NavLink, useParams } from "react-router";
import { join } from "@/parts/join";
import { useMe } from "@/shell/me";
import { Page } from "@/shell/Page";
import { useWords, type Words } from "@/words";
import { Account } from "./Account";
import { Appearance } from "./Appearance";
import { Models } from "./Models";
import { People } from "./People";
import { ShortcutList } from "./ShortcutList";

type Part = keyof Words["settings"]["parts"];

const PARTS: Record<Part, { icon: LucideIcon; shown: ComponentType; owner?: boolean }> = {
  models: { icon: Cpu, shown: Models },
  risk: { icon: ShieldCheck, shown: lazy(() => import("./Risk")) },
  seal: { icon: LockKeyhole, shown: lazy(() => import("./Seal")) },
  appearance: { icon: SunMoon, shown: Appearance },
  account: { icon: CircleUser, shown: Account },
  people: { icon: Users, shown: People, owner: true },
  shortcuts: { icon: Keyboard, shown: ShortcutList },
};

/** On a phone they stand in a row that is longer than the screen. */
const inSight = (link: HTMLElement | null) => {
  link?.scrollIntoView?.({ inline: "center", block: "nearest" });
};

const isPart = (name: string): name is Part => name in PARTS;

export default function Settings() {
  const { shell, settings } = useWords();
  const { part = "models" } = useParams();
  const { account } = useMe();
  if (!isPart(part)) return <Navigate to="/settings/models" replace />;
  const Shown = PARTS[part].shown;
  const parts = (Object.keys(PARTS) as Part[]).filter((each) => !PARTS[each].owner || account.role === "owner");
  return (
    <Page title={shell.settings}>
      <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 p-4 lg:flex-row lg:gap-10 lg:p-8">
        <nav
          aria-label={shell.settings}
          className="-mx-1 flex shrink-0 gap-0.5 overflow-x-auto p-1 lg:sticky lg:top-8 lg:w-48 lg:flex-col lg:self-start"
        >
          {parts.map((each) => {
            const Icon = PARTS[each].icon;
            return (
              <NavLink
                key={each}
                ref={each === part ? inSight : undefined}
                to={`/settings/${each}`}
                replace
                className={join(
                  "flex h-9 shrink-0 items-center gap-2.5 rounded-md px-3 text-sm whitespace-nowrap transition-colors",
                  each === part ? "bg-raise font-[550] text-ink" : "text-soft hover:bg-sunk hover:text-ink",
                )}
                aria-current={each === part ? "page" : undefined}
              >
                <Icon className="size-4" /> {settings.parts[each]}
              </NavLink>
            );
          })}
        </nav>
        <div className="min-w-0 flex-1">
          <Suspense>
            <Shown />
          </Suspense>
        </div>
      </div>
    </Page>
  );
}
