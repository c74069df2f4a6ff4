// A line over everything while this device is offline.
import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useWords } from "@/words";

function subscribe(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

export function OfflineBanner() {
  const { connection } = useWords();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  if (online) return null;
  return (
    <div role="status" className="flex items-center justify-center gap-2 bg-ask-wash px-4 py-1.5 text-sm text-ask">
      <WifiOff className="size-4" /> {connection.offline}
    </div>
  );
}
