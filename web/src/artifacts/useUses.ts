import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import * as api from "@/api/artifacts";
import type { VersionContent } from "@/api/http";
import { toast, toastError } from "@/parts/toasts";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { USES, type Use } from "../../frame/protocol.ts";
import { Serving } from "./serving";
import type { Wanted } from "./showing.ts";

const DECLARED = "artifact.json";
const known = (uses: readonly string[] | undefined) => USES.filter((each) => uses?.includes(each));

/** What a version asks for, and what the person who looks at it allowed to just this content. */
export function useUses(session: string, version: VersionContent | undefined) {
  const words = useWords();
  const client = useQueryClient();
  const declares = version !== undefined && version.files[DECLARED] !== undefined;
  const key = ["artifact-allowed", session, version?.id ?? "", version?.number ?? 0];
  const { data, isPending } = useQuery({
    queryKey: key,
    queryFn: () => api.allowed(session, version?.id ?? "", version?.number ?? 0),
    enabled: declares,
  });
  const [later, setLater] = useState("");
  const asks = useAsks(session, version, data?.asked.includes("model") === true);
  const { mayCommand, use } = useSession();
  const serving = useMemo(
    () => new Serving(session, undefined, { use: mayCommand ? use : null, spent: asks.again }),
    [session, mayCommand, use, asks.again],
  );
  // Who may only look has no tools, whatever they allow.
  const possible = useCallback((each: Use) => each !== "tools" || mayCommand, [mayCommand]);
  const allowed = useMemo(() => (declares ? known(data?.allowed).filter(possible) : []), [declares, data, possible]);
  const allow = (uses: readonly Use[]) => {
    if (!version) return;
    api.allow(session, version.id, version.number, uses).then(
      (told) => client.setQueryData(key, told),
      (error) => toastError(error, words),
    );
  };
  return {
    asked: declares ? known(data?.asked).filter(possible) : [],
    allowed,
    allow,
    /** What was allowed is not known yet. */
    isPending: declares && isPending,
    /** Nothing more is said about it while this version is looked at. */
    isLater: later === `${version?.id} ${version?.number}`,
    notNow: () => setLater(`${version?.id} ${version?.number}`),
    forget: () =>
      version &&
      api.deleteValues(session, version.id).then(
        () => allow(allowed.filter((each) => each !== "storage")),
        (error) => toastError(error, words),
      ),
    /** Of everybody: for who may work here. */
    forgetShared: () =>
      version &&
      api.deleteCommon(session, version.id).then(
        () => toast(words.artifacts.forgotShared),
        (error) => toastError(error, words),
      ),
    /** What may be asked of the model, and what was; undefined where nothing asks for that. */
    asks: asks.now,
    serve: serving.asked,
  };
}

/** The person's budget for questions of artifacts to the session's model. */
function useAsks(session: string, version: VersionContent | undefined, enabled: boolean) {
  const client = useQueryClient();
  const again = useCallback(
    () => void client.invalidateQueries({ queryKey: ["artifact-asks", session] }),
    [client, session],
  );
  const { data } = useQuery({
    queryKey: ["artifact-asks", session, version?.id ?? ""],
    queryFn: () => api.asking(session, version?.id ?? ""),
    enabled,
  });
  return { now: enabled ? data : undefined, again };
}

export type Uses = ReturnType<typeof useUses>;

/** With what it may do; null stays null. */
export function useAllowing(wanted: Wanted | null, version: VersionContent | undefined, uses: Uses) {
  const { allowed, isPending } = uses;
  return useMemo(() => {
    if (!wanted || !version || wanted.partial) return wanted;
    if (isPending) return null;
    return allowed.length ? { ...wanted, uses: allowed, version: version.number } : wanted;
  }, [wanted, version, allowed, isPending]);
}
