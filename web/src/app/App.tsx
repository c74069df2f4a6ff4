// The whole page: what it asks the server through, its routes, and what stands over all of them.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { BrowserRouter, Navigate, Outlet, Route, Routes, useNavigate } from "react-router";
import { useShortcuts } from "@/actions/registry";
import { ApiError, onSignedOut } from "@/api/client";
import { useThemeSync } from "@/design/theme";
import { ErrorBoundary } from "@/parts/ErrorBoundary";
import { Toasts } from "@/parts/toasts";
import { NotFound } from "@/shell/NotFound";
import { Workspace } from "@/shell/Workspace";

const Start = lazy(() => import("@/start/Start"));
const SessionPage = lazy(() => import("@/session/SessionPage"));
const Login = lazy(() => import("@/login/Login"));
const Enter = lazy(() => import("@/login/Enter"));
const EnterAsked = lazy(() => import("@/login/EnterAsked"));
const Settings = lazy(() => import("@/views/settings/Settings"));
const Costs = lazy(() => import("@/views/costs/Costs"));
const Projects = lazy(() => import("@/views/projects/Projects"));
const Questions = lazy(() => import("@/views/questions/Questions"));

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && error instanceof ApiError && error.status >= 500,
    },
  },
});

function Root() {
  const navigate = useNavigate();
  useShortcuts();
  useThemeSync();
  useEffect(
    () =>
      onSignedOut(() => {
        queries.clear();
        const here = location.pathname + location.search;
        // A link to come in by that did not let anybody in ends here with this.
        if (new URLSearchParams(location.search).get("link") === "used")
          return void navigate("/enter", { replace: true });
        if (!/^\/(login|enter)/.test(here)) navigate("/login", { replace: true, state: { from: here } });
      }),
    [navigate],
  );
  return (
    <>
      <Suspense>
        <Outlet />
      </Suspense>
      <Toasts />
    </>
  );
}

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <ErrorBoundary>
        <BrowserRouter>
          <Routes>
            <Route element={<Root />}>
              <Route path="/login" element={<Login />} />
              <Route path="/enter" element={<Enter />} />
              <Route path="/enter/asked" element={<EnterAsked />} />
              <Route element={<Workspace />}>
                <Route path="/" element={<Start />} />
                <Route path="/s/:id/:tab?" element={<SessionPage />} />
                <Route path="/projects/:id?" element={<Projects />} />
                <Route path="/questions" element={<Questions />} />
                <Route path="/costs" element={<Costs />} />
                <Route path="/settings/:part?" element={<Settings />} />
                <Route path="/sessions" element={<Navigate to="/" replace />} />
                <Route path="*" element={<NotFound />} />
              </Route>
            </Route>
          </Routes>
        </BrowserRouter>
      </ErrorBoundary>
    </QueryClientProvider>
  );
}
