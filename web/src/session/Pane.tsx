// The views beside the conversation, each fetched when it is first looked at.
import { type ComponentType, lazy, Suspense } from "react";
import { ErrorBoundary } from "@/parts/ErrorBoundary";
import { Spinner } from "@/parts/Spinner";
import { useSession } from "./SessionContext";
import { type Tab, TabList } from "./tabs";

type ViewTab = Exclude<Tab, "talk">;

const VIEWS: Record<ViewTab, ComponentType> = {
  desk: lazy(() => import("@/views/desk/Desk")),
  artifacts: lazy(() => import("@/artifacts/Artifacts")),
  timeline: lazy(() => import("@/views/timeline/Timeline")),
  files: lazy(() => import("@/views/files/Files")),
  cost: lazy(() => import("@/views/cost/Cost")),
};

/** Where a view may put what belongs into the bar over it. */
export const PANE_BAR = "pane-bar";

export function Pane({ tab, tabs }: { tab: ViewTab; tabs: readonly Tab[] | null }) {
  const { id } = useSession();
  return (
    <section className="flex min-h-0 flex-1 flex-col bg-sunk">
      {tabs && (
        <div className="@container/bar flex h-10 shrink-0 items-center gap-2 border-b border-line bg-panel px-2">
          <TabList id={id} tabs={tabs} now={tab} />
          <div id={PANE_BAR} className="ml-auto flex items-center gap-1" />
        </div>
      )}
      {tabs ? (
        <div id="pane" role="tabpanel" aria-labelledby={`tab-${tab}`} className="min-h-0 flex-1 overflow-y-auto">
          <Shown tab={tab} />
        </div>
      ) : (
        <div id="pane" className="min-h-0 flex-1 overflow-y-auto">
          <Shown tab={tab} />
        </div>
      )}
    </section>
  );
}

function Shown({ tab }: { tab: ViewTab }) {
  const View = VIEWS[tab];
  return (
    <ErrorBoundary about={tab}>
      <Suspense
        fallback={
          <div className="grid h-full place-items-center text-faint">
            <Spinner />
          </div>
        }
      >
        <View />
      </Suspense>
    </ErrorBoundary>
  );
}
