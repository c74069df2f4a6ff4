import { useEffect, useMemo } from "react";
import type { Summary } from "@/api/types";
import { useSessions } from "@/session/list";

/** Sessions whose question waits, among those that the list has read; the longest first. */
export function useWaiting(): { waiting: readonly Summary[]; found: ReturnType<typeof useSessions>["found"] } {
  const { sessions, found } = useSessions({ q: "" });
  const waiting = useMemo(
    () =>
      sessions
        .filter((each) => each.state === "waiting" && each.question)
        .sort((a, b) => a.updated_at - b.updated_at || a.id.localeCompare(b.id)),
    [sessions],
  );
  return { waiting, found };
}

const PAGES_MOST = 10;

/** Reads on in the list, so that a question of long ago is found, too. */
export function useAllRead(found: ReturnType<typeof useSessions>["found"]): void {
  const pages = found.data?.pages.length ?? 0;
  const { hasNextPage, isFetching, fetchNextPage } = found;
  useEffect(() => {
    if (hasNextPage && !isFetching && pages < PAGES_MOST) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, pages]);
}
