// The pages, each fetched when it is first looked at.
import { type ComponentType, lazy, useMemo } from "react";

type Load = () => Promise<{ default: ComponentType }>;

interface PageCode {
  /** What shows the page, once it is here. */
  here: ComponentType | null;
  readonly coming: ComponentType;
  readonly fetch: Load;
}

export function pageCode(load: Load): PageCode {
  const fetch: Load = async () => {
    const found = await load();
    code.here = found.default;
    return found;
  };
  const code: PageCode = { here: null, coming: lazy(fetch), fetch };
  return code;
}

/** Not `lazy` alone: what that shows must wait, even where it is here already, until React has shown something in its
 * place for a third of a second. */
export function Page({ of }: { of: PageCode }) {
  const Shown = useMemo(() => of.here ?? of.coming, [of]);
  return <Shown />;
}

export const Start = pageCode(() => import("@/start/Start"));
export const SessionPage = pageCode(() => import("@/session/SessionPage"));
export const Login = pageCode(() => import("@/login/Login"));
export const Enter = pageCode(() => import("@/login/Enter"));
export const EnterAsked = pageCode(() => import("@/login/EnterAsked"));
export const Settings = pageCode(() => import("@/views/settings/Settings"));
export const Costs = pageCode(() => import("@/views/costs/Costs"));
export const Projects = pageCode(() => import("@/views/projects/Projects"));
export const Questions = pageCode(() => import("@/views/questions/Questions"));

/** Fetches the page that an address leads to, if it is one of those that are opened most. What goes wrong is told by the
 * page itself, when it is drawn. */
export async function fetchedAt(path: string): Promise<void> {
  const found = path === "/" ? Start : path.startsWith("/s/") ? SessionPage : null;
  await found?.fetch().catch(() => undefined);
}
