// What stands over the picture when it is not the live one: why, and what can be done.
import { MonitorOff, MoonStar, RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/parts/Button";
import { Spinner } from "@/parts/Spinner";
import { useSession } from "@/session/SessionContext";
import { isOver } from "@/session/view";
import { useWords } from "@/words";
import type { LinkState } from "./ScreenLink";

interface Props {
  state: LinkState["state"];
  again: () => void;
}

export function Veil({ state, again }: Props) {
  const { desk } = useWords();
  const { phase } = useSession();
  if (state === "live") return null;
  if (state === "replaced") {
    return (
      <Card icon={<MonitorOff />} title={desk.replaced} text={desk.replacedText}>
        <Button tone="go" onClick={again}>
          {desk.showHere}
        </Button>
      </Card>
    );
  }
  if (state === "refused") return <Card icon={<MonitorOff />} title={desk.refused} text="" />;
  if (state === "absent" && isOver(phase)) {
    return (
      <Chip icon={<MoonStar className="size-3.5" />} note={desk.asleepText}>
        {desk.asleep}
      </Chip>
    );
  }
  const told = { connecting: desk.connecting, lost: desk.lost, full: desk.full, absent: desk.connecting }[state];
  return (
    <Chip icon={<Spinner />} note={state === "lost" ? desk.lostNote : ""}>
      {told}
      {state !== "connecting" && (
        <button type="button" onClick={again} className="ml-1 flex items-center gap-1 rounded-sm font-[550] underline">
          <RefreshCw className="size-3" /> {desk.tryNow}
        </button>
      )}
    </Chip>
  );
}

/** Dark on every theme: it lies on a picture, which has its own colours. */
function Chip({ icon, note, children }: { icon: ReactNode; note: string; children: ReactNode }) {
  return (
    <div className="absolute inset-x-0 bottom-0 z-10 flex justify-center p-3">
      <div
        role="status"
        className="rise max-w-md rounded-xl border border-line bg-panel px-3.5 py-2 text-sm text-soft shadow-3"
      >
        <p className="flex items-center justify-center gap-2 font-[550] text-ink">
          {icon} {children}
        </p>
        {note && <p className="mt-0.5 text-center text-xs">{note}</p>}
      </div>
    </div>
  );
}

function Card({ icon, title, text, children }: { icon: ReactNode; title: string; text: string; children?: ReactNode }) {
  return (
    <div className="absolute inset-0 z-10 grid place-items-center bg-veil p-4">
      <div className="rise max-w-xs rounded-xl border border-line bg-panel p-4 text-center shadow-3">
        <span className="mx-auto mb-2 grid size-9 place-items-center rounded-lg bg-sunk text-faint [&_svg]:size-4.5">
          {icon}
        </span>
        <p className="font-[620]">{title}</p>
        {text && <p className="mt-1 text-sm text-soft">{text}</p>}
        {children && <div className="mt-3 flex justify-center">{children}</div>}
      </div>
    </div>
  );
}
