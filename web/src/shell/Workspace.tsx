// What stands around every page: the list of sessions, the palette, the word about a lost connection.
import { Suspense, useCallback } from "react";
import { Outlet, useLocation, useNavigate } from "react-router";
import { Palette } from "@/actions/Palette";
import { useAction } from "@/actions/registry";
import { Shortcuts } from "@/actions/Shortcuts";
import type { Summary } from "@/api/types";
import { switchTheme } from "@/design/theme";
import { ErrorBoundary } from "@/parts/ErrorBoundary";
import { useSessionStream } from "@/session/list";
import { useSpeech } from "@/words";
import { LayoutProvider, useLayout } from "./layout";
import { MeProvider } from "./me";
import { OfflineBanner } from "./OfflineBanner";
import { Sidebar } from "./Sidebar";
import { useLogOut } from "./useLogOut";

export function Workspace() {
  return (
    <MeProvider>
      <LayoutProvider>
        <Frame />
      </LayoutProvider>
    </MeProvider>
  );
}

function useGlobalActions(): void {
  const navigate = useNavigate();
  const { tongue, speak } = useSpeech();
  const logOut = useLogOut();
  useAction("session.new", () => navigate("/"));
  useAction("go.home", () => navigate("/"));
  useAction("go.costs", () => navigate("/costs"));
  useAction("go.projects", () => navigate("/projects"));
  useAction("go.settings", () => navigate("/settings"));
  useAction("look.theme", switchTheme);
  useAction("look.language", () => speak(tongue === "en" ? "zh" : "en"));
  useAction("look.logOut", logOut);
}

function Frame() {
  const { common } = useSpeech().words;
  const { listShown, drawerOpen, closeDrawer } = useLayout();
  const { pathname } = useLocation();
  useGlobalActions();
  useSessionStream(useCallback((_session: Summary) => undefined, []));
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-hand px-3 py-2 text-hand-ink focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {common.skipToTalk}
      </a>
      <OfflineBanner />
      <div className="flex min-h-0 flex-1">
        {listShown && (
          <aside className="flex w-(--side) shrink-0 flex-col border-r border-line">
            <Sidebar />
          </aside>
        )}
        {drawerOpen && <Drawer close={closeDrawer} />}
        <ErrorBoundary about={pathname}>
          <Suspense>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </div>
      <Palette />
      <Shortcuts />
    </div>
  );
}

function Drawer({ close }: { close: () => void }) {
  const { shell } = useSpeech().words;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape in it closes it
    <div className="fixed inset-0 z-30" onKeyDown={(event) => event.key === "Escape" && close()}>
      <button type="button" aria-label={shell.hideList} className="appear absolute inset-0 bg-veil" onClick={close} />
      <aside className="absolute inset-y-0 left-0 flex w-[min(20rem,86vw)] flex-col bg-paper shadow-3 motion-safe:animate-[rise_var(--calm)_var(--ease)]">
        <Sidebar onChosen={close} />
      </aside>
    </div>
  );
}
