import { Bell } from "lucide-react";
import { Button } from "@/parts/Button";
import { toast } from "@/parts/toasts";
import { useWords } from "@/words";
import { setAlerts, useAlerts } from "./alerts";

const LATELY_S = 300;

/** Offers messages of the browser, right after the person answered something: then it is plain what for. A no is kept. */
export function AlertOffer({ since }: { since: number }) {
  const { asking } = useWords();
  const { state } = useAlerts();
  if (state !== "open" || Date.now() / 1_000 - since > LATELY_S) return null;
  const take = () =>
    void setAlerts(true).then((now) => {
      if (now === "on") toast(asking.alertsOn);
    });
  return (
    <aside className="mb-5 flex flex-wrap items-center gap-2 rounded-md bg-sunk px-3 py-2 text-sm text-soft">
      <Bell className="size-4 shrink-0 text-faint" />
      <span className="min-w-40 flex-1">{asking.alertOffer}</span>
      <Button size="sm" onClick={take}>
        {asking.alertYes}
      </Button>
      <Button size="sm" tone="quiet" onClick={() => void setAlerts(false)}>
        {asking.alertNo}
      </Button>
    </aside>
  );
}
