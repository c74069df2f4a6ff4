// One session: its bar, the conversation, and beside it the desk and the other views. On a phone one of them at a time.
import { useEffect, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useAction } from "@/actions/registry";
import { useArtifactTab } from "@/artifacts/useArtifactTab";
import { Conversation } from "@/conversation/Conversation";
import { Empty } from "@/parts/Empty";
import { Splitter } from "@/parts/Splitter";
import { useLayout } from "@/shell/layout";
import { useControlActions } from "@/views/desk/control";
import { useWords } from "@/words";
import { ConnectionBanner } from "./ConnectionBanner";
import { Pane } from "./Pane";
import { SessionBar } from "./SessionBar";
import { type SessionHere, SessionProvider } from "./SessionContext";
import { StatusLine } from "./StatusLine";
import { BottomTabs, isTab, type Tab, viewTabs } from "./tabs";
import { usePageTitle } from "./usePageTitle";

export default function SessionPage() {
  const { id = "", tab } = useParams();
  return (
    <SessionProvider key={id} id={id}>
      {(here) => <Shown here={here} tab={isTab(tab) ? tab : null} />}
    </SessionProvider>
  );
}

const KEPT = "deskhand.pane";
const paneKept = () => {
  try {
    return localStorage.getItem(KEPT) !== "closed";
  } catch {
    return true;
  }
};

function useTabActions(here: SessionHere, showPane: () => void, hasArtifacts: boolean): void {
  const navigate = useNavigate();
  const go = (tab: Tab) => {
    if (tab !== "talk") showPane();
    navigate(`/s/${here.id}/${tab}`, { replace: true });
  };
  useAction("go.talk", () => go("talk"));
  useAction("go.desk", () => go("desk"));
  useAction("go.timeline", () => go("timeline"));
  useAction("go.files", () => go("files"));
  useAction("go.cost", () => go("cost"));
  useAction("go.artifacts", () => go("artifacts"), hasArtifacts);
}

function Shown({ here, tab }: { here: SessionHere; tab: Tab | null }) {
  const words = useWords();
  const { room } = useLayout();
  const [open, setOpen] = useState(paneKept);
  const [last, setLast] = useState<Exclude<Tab, "talk">>("desk");
  useEffect(() => {
    if (tab && tab !== "talk") setLast(tab);
  }, [tab]);
  const setPane = (now: boolean) => {
    setOpen(now);
    try {
      localStorage.setItem(KEPT, now ? "open" : "closed");
    } catch {
      // Not kept, then.
    }
  };
  useAction("look.pane", () => setPane(!open), room !== "phone");
  const hasArtifacts = useArtifactTab(here, tab !== null || !open || room === "phone");
  useTabActions(here, () => setPane(true), hasArtifacts);
  useControlActions(here);
  usePageTitle(here);

  if (here.connection === "gone") {
    return (
      <main id="main" className="flex-1">
        <Empty title={words.session.unknownSession} text={words.errors.notFoundText}>
          <Link to="/" className="font-[550] text-hand underline underline-offset-4">
            {words.errors.toStart}
          </Link>
        </Empty>
      </main>
    );
  }
  const isPhone = room === "phone";
  const tabs = viewTabs(hasArtifacts || tab === "artifacts");
  const viewTab = tab && tab !== "talk" ? tab : last;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <SessionBar here={here} paneOpen={isPhone ? null : open} />
      <ConnectionBanner here={here} />
      {isPhone ? (
        <>
          <main id="main" className="flex min-h-0 flex-1 flex-col">
            {tab && tab !== "talk" ? <Pane tab={tab} tabs={null} /> : <Conversation />}
          </main>
          <BottomTabs id={here.id} now={tab ?? "talk"} asks={here.view.asking >= 0} tabs={tabs} />
        </>
      ) : (
        <>
          <Splitter
            name="session"
            label={words.shell.resize}
            left={
              <main id="main" className="flex min-h-0 flex-1 flex-col">
                <Conversation />
              </main>
            }
            right={open ? <Pane tab={viewTab} tabs={tabs} /> : null}
          />
          <StatusLine here={here} />
        </>
      )}
    </div>
  );
}
