// The whole page: what it asks the server through, its routes, and what stands over all of them.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { createBrowserRouter, Navigate, Outlet, useNavigate, useRouteError } from "react-router";
import { RouterProvider } from "react-router/dom";
import { useShortcuts } from "@/actions/registry";
import { ApiError, onSignedOut } from "@/api/client";
import { useThemeSync } from "@/design/theme";
import { ErrorBoundary } from "@/parts/ErrorBoundary";
import { Toasts } from "@/parts/toasts";
import { SessionPage } from "@/session/SessionPage";
import { NotFound } from "@/shell/NotFound";
import { Workspace } from "@/shell/Workspace";
import { Start } from "@/start/Start";

const Login = lazy(() => import("@/login/Login"));
const Enter = lazy(() => import("@/login/Enter"));
const Settings = lazy(() => import("@/views/settings/Settings"));
const Costs = lazy(() => import("@/views/costs/Costs"));
const Projects = lazy(() => import("@/views/projects/Projects"));

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

/** What broke outside of every smaller boundary. */
function Broken() {
  const error = useRouteError();
  return (
    <ErrorBoundary>
      <Thrown error={error instanceof Error ? error : new Error(String(error))} />
    </ErrorBoundary>
  );
}

function Thrown({ error }: { error: Error }): never {
  throw error;
}

const router = createBrowserRouter([
  {
    element: <Root />,
    errorElement: <Broken />,
    children: [
      { path: "/login", element: <Login /> },
      { path: "/enter", element: <Enter /> },
      {
        element: <Workspace />,
        children: [
          { path: "/", element: <Start /> },
          { path: "/s/:id/:tab?", element: <SessionPage /> },
          { path: "/projects/:id?", element: <Projects /> },
          { path: "/costs", element: <Costs /> },
          { path: "/settings/:part?", element: <Settings /> },
          { path: "/sessions", element: <Navigate to="/" replace /> },
          { path: "*", element: <NotFound /> },
        ],
      },
    ],
  },
]);

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <ErrorBoundary>
        <RouterProvider router={router} />
      </ErrorBoundary>
    </QueryClientProvider>
  );
}
