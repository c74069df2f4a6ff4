// What is shown where: whether the list of sessions stands beside the work, and how much room there is.
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState, useSyncExternalStore } from "react";
import { useAction } from "@/actions/registry";

/** phone: one thing at a time. tablet: conversation and desk. desktop: and the list of sessions. */
export type Room = "phone" | "tablet" | "desktop";

const WIDE = matchMedia("(min-width: 80rem)");
const MIDDLE = matchMedia("(min-width: 64rem)");

function subscribe(listener: () => void) {
  WIDE.addEventListener("change", listener);
  MIDDLE.addEventListener("change", listener);
  return () => {
    WIDE.removeEventListener("change", listener);
    MIDDLE.removeEventListener("change", listener);
  };
}

export const useRoom = (): Room =>
  useSyncExternalStore(subscribe, () => (WIDE.matches ? "desktop" : MIDDLE.matches ? "tablet" : "phone"));

interface Layout {
  room: Room;
  /** Whether the list stands beside the work, taking room of its own. */
  listShown: boolean;
  /** Whether the list lies over the work, where there is no room beside it. */
  drawerOpen: boolean;
  closeDrawer: () => void;
}

const LayoutContext = createContext<Layout | null>(null);
const KEPT = "deskhand.list";

const keptOpen = (): boolean => {
  try {
    return localStorage.getItem(KEPT) !== "closed";
  } catch {
    return true;
  }
};

export function LayoutProvider({ children }: { children: ReactNode }) {
  const room = useRoom();
  const [open, setOpen] = useState(keptOpen);
  const [drawerOpen, setDrawer] = useState(false);
  const isWide = room === "desktop";
  useAction("look.list", () => {
    if (!isWide) return setDrawer((now) => !now);
    setOpen(!open);
    try {
      localStorage.setItem(KEPT, open ? "closed" : "open");
    } catch {
      // Not kept, then.
    }
  });
  const closeDrawer = useCallback(() => setDrawer(false), []);
  const layout = useMemo<Layout>(
    () => ({ room, listShown: isWide && open, drawerOpen: !isWide && drawerOpen, closeDrawer }),
    [room, isWide, open, drawerOpen, closeDrawer],
  );
  return <LayoutContext value={layout}>{children}</LayoutContext>;
}

export function useLayout(): Layout {
  const layout = useContext(LayoutContext);
  if (!layout) throw new Error("useLayout outside of LayoutProvider");
  return layout;
}
