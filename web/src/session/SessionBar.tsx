// The bar over a session: its title, what it is doing, what it cost, and the brake.
import { CircleStop, Ellipsis, Menu as MenuIcon, PanelRight, Pause, Play } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { CATALOGUE } from "@/actions/catalogue";
import { act, useAction } from "@/actions/registry";
import * as api from "@/api/calls";
import { Button, IconButton } from "@/parts/Button";
import { join } from "@/parts/join";
import { Menu, MenuItem, MenuLine } from "@/parts/Menu";
import { StateDot } from "@/parts/StateDot";
import { useLayout } from "@/shell/layout";
import { useFigures, useWords } from "@/words";
import { DeleteDialog, RenameField, useSessionDeeds } from "./deeds";
import { isLoading } from "./loading";
import type { SessionHere } from "./SessionContext";
import { isOver, type Phase } from "./view";

/** What a person can do to the work as it is now, for the bar, the palette and the shortcuts alike. */
function useControls(here: SessionHere) {
  const { phase, mayCommand, command } = here;
  const runs = mayCommand && (phase === "working" || phase === "waiting" || phase === "paused" || phase === "yours");
  const can = {
    stop: runs,
    pause: mayCommand && phase === "working",
    goOn: mayCommand && phase === "paused",
  };
  useAction("session.stop", () => void command({ command: "stop" }), can.stop);
  useAction("session.pause", () => void command({ command: "pause" }), can.pause);
  useAction("session.continue", () => void command({ command: "continue" }), can.goOn);
  return can;
}

export function SessionBar({ here, paneOpen }: { here: SessionHere; paneOpen: boolean | null }) {
  const { shell, session } = useWords();
  const { listShown, room } = useLayout();
  const can = useControls(here);
  const isPhone = room === "phone";
  return (
    <header className="flex h-(--bar) shrink-0 items-center gap-2 border-b border-line bg-panel px-3">
      {!listShown && (
        <IconButton label={shell.showList} onClick={() => act("look.list")}>
          <MenuIcon />
        </IconButton>
      )}
      <Title here={here} />
      <span className="flex-1" />
      {!isPhone && <Money here={here} />}
      {can.pause && (
        <IconButton label={session.pause} onClick={() => act("session.pause")}>
          <Pause />
        </IconButton>
      )}
      {can.goOn && (
        <Button tone="go" onClick={() => act("session.continue")}>
          <Play /> {session.goOn}
        </Button>
      )}
      {can.stop && (
        <Button
          tone="bad"
          title={session.stopHint}
          onClick={() => act("session.stop")}
          keys={isPhone ? undefined : CATALOGUE["session.stop"].keys}
        >
          <CircleStop /> {session.stop}
        </Button>
      )}
      <BarMenu here={here} />
      {paneOpen !== null && (
        <IconButton
          label={shell.paneTabs}
          aria-pressed={paneOpen}
          onClick={() => act("look.pane")}
          className={paneOpen ? "text-ink" : ""}
        >
          <PanelRight />
        </IconButton>
      )}
    </header>
  );
}

function Title({ here }: { here: SessionHere }) {
  const { shell, session } = useWords();
  const [renaming, setRenaming] = useState(false);
  const { summary, phase, mayCommand } = here;
  const isPhone = useLayout().room === "phone";
  const now = isLoading(here) && !summary ? undefined : phase;
  useAction("session.rename", () => setRenaming(true), mayCommand && summary !== undefined);
  if (renaming && summary) {
    return (
      <div className="w-72 max-w-full">
        <RenameField summary={summary} onDone={() => setRenaming(false)} />
      </div>
    );
  }
  const title = summary?.title || (summary ? shell.untitled : "");
  return (
    <div className={join("flex min-w-0", isPhone ? "flex-col" : "items-center gap-3")}>
      <h1 className="min-w-0 truncate text-base font-[620] tracking-tight">
        {mayCommand ? (
          <button
            type="button"
            title={session.rename}
            onClick={() => setRenaming(true)}
            className="block max-w-full truncate rounded-sm"
          >
            {title}
          </button>
        ) : (
          title
        )}
      </h1>
      {now && <PhaseNow phase={now} step={here.view.spent.steps} plain={isPhone} />}
    </div>
  );
}

const PILL: Partial<Record<Phase, string>> = {
  working: "border-hand-line bg-hand-wash text-hand",
  waiting: "border-ask-line bg-ask-wash text-ask",
  paused: "border-ask-line bg-ask-wash text-ask",
  yours: "border-hand-line bg-hand-wash text-hand",
  failed: "border-bad-line bg-bad-wash text-bad",
};

/** What the session is doing; `plain`: as a second line, where there is no room for more. */
function PhaseNow({ phase, step, plain }: { phase: Phase; step: number; plain: boolean }) {
  const { shell, common } = useWords();
  const counts = step > 0 && (phase === "working" || isOver(phase));
  return (
    <span
      role="status"
      className={join(
        "flex shrink-0 items-center whitespace-nowrap text-xs",
        plain ? "gap-1.5 text-soft" : "h-6 gap-2 rounded-full border px-2.5",
        !plain && (PILL[phase] ?? "border-line text-soft"),
      )}
    >
      <StateDot state={phase} named={false} />
      <span>
        {shell.states[phase]}
        {counts && <span className="figures"> · {common.steps(step)}</span>}
      </span>
    </span>
  );
}

function Money({ here }: { here: SessionHere }) {
  const { session, common } = useWords();
  const figures = useFigures();
  const navigate = useNavigate();
  const { spent, limits } = here.view;
  const most = limits?.cost_usd_max;
  const isFree = spent.costKnown && spent.cost === 0;
  if (!spent.modelCalls) return null;
  return (
    <button
      type="button"
      onClick={() => navigate(`/s/${here.id}/cost`, { replace: true })}
      className="figures hidden h-7 items-center gap-1 rounded-md px-2 text-sm whitespace-nowrap text-soft hover:bg-raise lg:flex"
    >
      <span className="sr-only">{session.spent}</span>
      {isFree ? (
        common.free
      ) : (
        <>
          <span className="font-[550] text-ink">{figures.money(spent.cost)}</span>
          {!spent.costKnown && <abbr title={common.costUnknown}>+</abbr>}
          {most != null && <span>{session.of(figures.money(most))}</span>}
        </>
      )}
    </button>
  );
}

function BarMenu({ here }: { here: SessionHere }) {
  const { shell, session, common } = useWords();
  const { summary, mayCommand } = here;
  const deeds = useSessionDeeds(summary);
  const [deleting, setDeleting] = useState(false);
  const saveReport = () => window.open(api.reportAddress(here.id), "_self");
  const possible = mayCommand && summary !== undefined;
  useAction("session.duplicate", deeds.duplicate, possible);
  useAction("session.archive", deeds.archive, possible);
  useAction("session.delete", () => setDeleting(true), possible);
  useAction("session.report", saveReport);
  const item = (
    id: "session.rename" | "session.duplicate" | "session.archive" | "session.delete" | "session.report",
    label: string,
  ) => {
    const { icon: Icon, bad } = CATALOGUE[id];
    return (
      <MenuItem
        icon={<Icon />}
        bad={bad ?? false}
        disabled={!possible && id !== "session.report"}
        onSelect={() => window.setTimeout(() => act(id), 0)}
      >
        {label}
      </MenuItem>
    );
  };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={common.more}>
            <Ellipsis />
          </IconButton>
        }
      >
        {item("session.rename", session.rename)}
        {item("session.duplicate", session.duplicate)}
        {item("session.archive", summary?.archived ? shell.unarchive : shell.archive)}
        {item("session.report", session.report)}
        <MenuLine />
        {item("session.delete", `${common.remove}…`)}
      </Menu>
      {summary && <DeleteDialog summary={summary} open={deleting} onClose={() => setDeleting(false)} />}
    </>
  );
}
