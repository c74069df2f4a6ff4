// Draws a part of the workspace for a test: with words, queries, routes and somebody signed in; and gives the server's
// answers, by method and path, in place of a server.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { vi } from "vitest";
import type { Me, Recorded } from "@/api/types";
import { folded } from "@/session/fold";
import { QUIET } from "@/session/live";
import { SessionContext, type SessionHere } from "@/session/SessionContext";
import { Sending } from "@/session/sending";
import { phaseOf } from "@/session/view";
import { LayoutProvider } from "@/shell/layout";
import { MeContext } from "@/shell/me";
import { SpeechProvider, type Tongue, wordsOf } from "@/words";

export const ANN: Me = {
  account: { id: "ann", name: "Ann", role: "owner", language: "", theme: "", has_password: true },
  csrf: "token",
  version: "0",
  server: { host: "127.0.0.1", tls: false, frame: "http://127.0.0.1:8421/frame" },
  first_run: false,
};

export interface Request {
  method: string;
  path: string;
  json: unknown;
  headers: Record<string, string>;
}

type Answer = unknown | ((request: Request) => unknown);

/** Answers `fetch` from a table ("GET /api/me"); the longest beginning that fits counts. Gives what was asked. */
export function server(answers: Record<string, Answer>): Request[] {
  const asked: Request[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const { method = "GET", body } = init;
    const json = typeof body === "string" ? JSON.parse(body) : undefined;
    const request: Request = { method, path, json, headers: init.headers as Record<string, string> };
    asked.push(request);
    const name = Object.keys(answers)
      .filter((each) => `${method} ${path}`.startsWith(each))
      .sort((a, b) => b.length - a.length)[0];
    if (name === undefined) {
      return Response.json(
        { error: { code: "not_found", message: `no ${method} ${path}`, hint: "" } },
        { status: 404 },
      );
    }
    const answer = answers[name];
    const given = typeof answer === "function" ? answer(request) : answer;
    return given instanceof Response ? given : Response.json(given ?? null);
  });
  return asked;
}

interface Around {
  me?: Me;
  tongue?: Tongue;
  path?: string;
}

export async function show(part: ReactNode, { me = ANN, tongue = "en", path = "/" }: Around = {}) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const words = await wordsOf(tongue);
  const drawn = await act(async () =>
    render(
      <SpeechProvider tongue={tongue} initial={words}>
        <QueryClientProvider client={queries}>
          <MemoryRouter initialEntries={[path]}>
            <MeContext value={me}>
              <LayoutProvider>{part}</LayoutProvider>
            </MeContext>
          </MemoryRouter>
        </QueryClientProvider>
      </SpeechProvider>,
    ),
  );
  return { ...drawn, words, queries };
}

/** A session as it is after these events, for parts that show one. */
export function sessionAt(events: readonly Recorded[], more: Partial<SessionHere> = {}): SessionHere {
  const view = folded(events);
  return {
    id: "s-1",
    summary: undefined,
    view,
    live: QUIET,
    phase: phaseOf(view),
    connection: "live",
    driver: true,
    problem: "",
    reconnect: () => undefined,
    sent: [],
    sending: new Sending("s-1"),
    mayCommand: true,
    command: async () => true,
    use: async () => ({ status: "ok", content: [], details: {} }),
    blob: (hash) => `/api/sessions/s-1/blobs/${hash}`,
    ...more,
  };
}

export const inSession = (here: SessionHere, part: ReactNode) => <SessionContext value={here}>{part}</SessionContext>;
