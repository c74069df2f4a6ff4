// The list of sessions that this person may see, kept true by one stream. Of several pages of one browser only one holds
// that stream and tells the others: a browser has only a few connections to one server.
import { type InfiniteData, type QueryClient, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import * as api from "@/api/calls";
import type { SessionPage, SnippetView, Summary } from "@/api/types";

export interface Wanted {
  q: string;
  archived?: boolean;
  project?: string;
}

const PAGE = 60;
const keyOf = (wanted: Wanted) => ["sessions", wanted.q, wanted.archived ?? false, wanted.project ?? ""] as const;

export function useSessions(wanted: Wanted) {
  const found = useInfiniteQuery({
    queryKey: keyOf(wanted),
    queryFn: ({ pageParam, signal }) => {
      const { q, archived, project } = wanted;
      return api.sessions(
        {
          q,
          limit: PAGE,
          // A search looks into the archive, too.
          ...(q ? {} : { archived: archived ?? false }),
          ...(project ? { project } : {}),
          ...(pageParam ? { before: pageParam } : {}),
        },
        signal,
      );
    },
    initialPageParam: "" as string | number,
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: (before) => before,
  });
  const sessions = useMemo(() => found.data?.pages.flatMap((page) => page.sessions) ?? [], [found.data]);
  const snippets = useMemo(
    () => Object.assign({}, ...(found.data?.pages.map((page) => page.found) ?? [])),
    [found.data],
  );
  return { sessions, found, snippets: snippets as Record<string, readonly SnippetView[]> };
}

type Pages = InfiniteData<SessionPage>;

/** The pages with a session as it is now: in its place where it is there, else first when it is newer than the rest. */
export function withSession(pages: Pages, summary: Summary, belongs: boolean): Pages {
  const isThere = pages.pages.some((page) => page.sessions.some((each) => each.id === summary.id));
  const swap = (page: SessionPage): SessionPage => ({
    ...page,
    sessions: belongs
      ? page.sessions.map((each) => (each.id === summary.id ? summary : each))
      : page.sessions.filter((each) => each.id !== summary.id),
  });
  const swapped = pages.pages.map((page) => (page.sessions.some((each) => each.id === summary.id) ? swap(page) : page));
  const [first, ...rest] = swapped;
  if (isThere || !belongs || !first) return { ...pages, pages: swapped };
  return { ...pages, pages: [{ ...first, sessions: [summary, ...first.sessions] }, ...rest] };
}

export function withoutSession(pages: Pages, id: string): Pages {
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, sessions: page.sessions.filter((each) => each.id !== id) })),
  };
}

type News =
  | { kind: "session"; session: Summary }
  | { kind: "removed"; id: string }
  | { kind: "rights" }
  | { kind: "anew" };

export function applyNews(client: QueryClient, news: News): void {
  if (news.kind === "rights") {
    for (const what of ["me", "accounts", "projects"]) void client.invalidateQueries({ queryKey: [what] });
    return;
  }
  if (news.kind === "anew") {
    void client.invalidateQueries({ queryKey: ["sessions"] });
    return;
  }
  for (const [key, pages] of client.getQueriesData<Pages>({ queryKey: ["sessions"] })) {
    if (!pages) continue;
    const [, q, archived, project] = key as ReturnType<typeof keyOf>;
    if (news.kind === "removed") client.setQueryData(key, withoutSession(pages, news.id));
    else {
      const { session } = news;
      const belongs = session.archived === archived && (!project || session.project === project);
      const isThere = pages.pages.some((page) => page.sessions.some((each) => each.id === session.id));
      if (!q || isThere) client.setQueryData(key, withSession(pages, session, belongs));
    }
  }
  if (news.kind === "session") client.setQueryData(["session", news.session.id], news.session);
}

const RETRY_MS = 3_000;

/** Holds the stream of the list until `end` aborts. */
function listen(tell: (news: News) => void, end: AbortSignal): void {
  let source: EventSource | null = null;
  let timer = 0;
  const open = () => {
    source = new EventSource("/api/stream");
    source.addEventListener("open", () => tell({ kind: "anew" }));
    source.addEventListener("session", (message) => tell({ kind: "session", session: JSON.parse(message.data) }));
    source.addEventListener("rights", () => tell({ kind: "rights" }));
    source.addEventListener("removed", (message) => tell({ kind: "removed", id: JSON.parse(message.data).id }));
    source.addEventListener("error", () => {
      source?.close();
      window.clearTimeout(timer);
      timer = window.setTimeout(open, RETRY_MS);
    });
  };
  end.addEventListener("abort", () => {
    source?.close();
    window.clearTimeout(timer);
  });
  open();
}

/** Keeps the lists of sessions true, once for the whole page. */
export function useSessionStream(): void {
  const client = useQueryClient();
  useEffect(() => {
    const end = new AbortController();
    const others = new BroadcastChannel("deskhand.sessions");
    const take = (news: News) => applyNews(client, news);
    others.onmessage = (message) => take(message.data as News);
    const tell = (news: News) => {
      take(news);
      others.postMessage(news);
    };
    const hold = () =>
      new Promise<void>((done) => {
        if (end.signal.aborted) return done();
        end.signal.addEventListener("abort", () => done());
        listen(tell, end.signal);
      });
    if (navigator.locks)
      navigator.locks.request("deskhand.sessions", { signal: end.signal }, hold).catch(() => undefined);
    else void hold();
    return () => {
      end.abort();
      others.close();
    };
  }, [client]);
}
