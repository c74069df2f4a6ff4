// The whole page: what it asks the server through, its routes, and what stands over all of them.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Suspense, useEffect } from "react";
import { BrowserRouter, Navigate, Outlet, Route, Routes, useNavigate } from "react-router";
import { useShortcuts } from "@/actions/registry";
import { ApiError, onSignedOut } from "@/api/client";
import { useThemeSync } from "@/design/theme";
import { ErrorBoundary } from "@/parts/ErrorBoundary";
import { Toasts } from "@/parts/toasts";
import { NotFound } from "@/shell/NotFound";
import { Workspace } from "@/shell/Workspace";
import { Costs, Enter, EnterAsked, Login, Page, Projects, Questions, SessionPage, Settings, Start } from "./pages";

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
              <Route path="/login" element={<Page of={Login} />} />
              <Route path="/enter" element={<Page of={Enter} />} />
              <Route path="/enter/asked" element={<Page of={EnterAsked} />} />
              <Route element={<Workspace />}>
                <Route path="/" element={<Page of={Start} />} />
                <Route path="/s/:id/:tab?" element={<Page of={SessionPage} />} />
                <Route path="/projects/:id?" element={<Page of={Projects} />} />
                <Route path="/questions" element={<Page of={Questions} />} />
                <Route path="/costs" element={<Page of={Costs} />} />
                <Route path="/settings/:part?" element={<Page of={Settings} />} />
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
