import type { SessionHere } from "./SessionContext";

/** Whether nothing of the session is here yet, so that nothing can be said of it, not even that there is nothing. */
export const isLoading = ({ connection, view }: Pick<SessionHere, "connection" | "view">): boolean =>
  connection === "loading" && view.seq === 0;
