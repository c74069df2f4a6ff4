// What stands around every page: the list of sessions, the palette, the word about a lost connection.
import { Dialog } from "radix-ui";
import { Suspense } from "react";
import { Outlet, useLocation, useNavigate } from "react-router";
import { Palette } from "@/actions/Palette";
import { act, useAction } from "@/actions/registry";
import { Shortcuts } from "@/actions/Shortcuts";
import { isDarkNow } from "@/design/theme";
import { ErrorBoundary } from "@/parts/ErrorBoundary";
import { useGivesBack } from "@/parts/givesBack";
import { useSessionStream } from "@/session/list";
import { QuestionWatch } from "@/views/questions/QuestionWatch";
import { useSpeech } from "@/words";
import { LayoutProvider, useLayout } from "./layout";
import { MeProvider } from "./me";
import { OfflineBanner } from "./OfflineBanner";
import { useOwnTastes, useTastesOfAccount } from "./ownTastes";
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
  const { theme, language } = useOwnTastes();
  const logOut = useLogOut();
  const { pathname } = useLocation();
  useAction("session.new", () => (pathname === "/" ? act("talk.focus") : navigate("/")));
  useAction("go.home", () => navigate("/"));
  useAction("go.questions", () => navigate("/questions"));
  useAction("go.costs", () => navigate("/costs"));
  useAction("go.projects", () => navigate("/projects"));
  useAction("go.settings", () => navigate("/settings"));
  useAction("look.theme", () => theme.onChoose(isDarkNow() ? "light" : "dark"));
  useAction("look.language", () => language.onChoose(language.value === "en" ? "zh" : "en"));
  useAction("look.logOut", logOut);
}

function Frame() {
  const { common } = useSpeech().words;
  const { listShown, drawerOpen, closeDrawer } = useLayout();
  const { pathname } = useLocation();
  useGlobalActions();
  useTastesOfAccount();
  useSessionStream();
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
      <QuestionWatch />
      <Palette />
      <Shortcuts />
    </div>
  );
}

/** The list over the work, where there is no room beside it. */
function Drawer({ close }: { close: () => void }) {
  const { shell } = useSpeech().words;
  const givesBack = useGivesBack();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="appear fixed inset-0 z-30 bg-veil" />
        <Dialog.Content
          {...givesBack}
          aria-describedby={undefined}
          className="slide fixed inset-y-0 left-0 z-30 flex w-[min(19rem,86vw)] flex-col bg-paper shadow-3 outline-none"
        >
          <Dialog.Title className="sr-only">{shell.sessions}</Dialog.Title>
          <Sidebar onChosen={close} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
