import { Menu as MenuIcon } from "lucide-react";
import type { ReactNode } from "react";
import { act } from "@/actions/registry";
import { IconButton } from "@/parts/Button";
import { join } from "@/parts/join";
import { useWords } from "@/words";
import { useLayout } from "./layout";

/** A page that is no session: a bar with its title, and its content below. */
export function Page({ title, right, children }: { title: ReactNode; right?: ReactNode; children: ReactNode }) {
  const { shell } = useWords();
  const { listShown } = useLayout();
  const isBare = listShown && !title && !right;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header
        className={join(
          !title && !right && "border-transparent bg-paper!",
          "flex h-(--bar) shrink-0 items-center gap-2 border-b border-line bg-panel px-3",
          isBare && "hidden!",
        )}
      >
        {!listShown && (
          <IconButton label={shell.showList} onClick={() => act("look.list")}>
            <MenuIcon />
          </IconButton>
        )}
        {title ? (
          <h1 className="min-w-0 flex-1 truncate px-1 text-base font-[620] tracking-tight">{title}</h1>
        ) : (
          <span className="flex-1" />
        )}
        {right}
      </header>
      <main id="main" className="min-h-0 flex-1 overflow-y-auto">
        {children}
      </main>
    </div>
  );
}
