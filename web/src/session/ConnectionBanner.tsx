// A line under the bar while the connection is gone. It waits a moment first: most breaks are mended before one is told.
import { CloudOff } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/parts/Button";
import { useWords } from "@/words";
import type { SessionHere } from "./SessionContext";

const PATIENCE_MS = 1_500;

export function ConnectionBanner({ here }: { here: SessionHere }) {
  const { connection } = useWords();
  const lost = here.connection === "lost";
  const [told, tell] = useState(false);
  useEffect(() => {
    if (!lost) return tell(false);
    const timer = window.setTimeout(() => tell(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, [lost]);
  if (!told) return null;
  return (
    <div
      role="status"
      className="rise flex items-center gap-3 border-b border-ask-line bg-ask-wash px-4 py-1.5 text-sm text-ask"
    >
      <CloudOff className="size-4 shrink-0" />
      <span className="min-w-0 flex-1">{connection.lost}</span>
      <Button size="sm" onClick={here.reconnect}>
        {connection.again}
      </Button>
    </div>
  );
}
