// Who is signed in, known before anything else of the workspace is drawn.
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import * as api from "@/api/calls";
import { ApiError, keepToken } from "@/api/client";
import type { Me } from "@/api/types";
import { Button } from "@/parts/Button";
import { Empty } from "@/parts/Empty";
import { Mark } from "@/parts/Mark";
import { wordsOfError } from "@/parts/toasts";
import { useWords } from "@/words";

export const MeContext = createContext<Me | null>(null);

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe outside of MeProvider");
  return me;
}

/** Whether this account may command, and not only look. */
export const useMayCommand = (): boolean => useMe().account.role !== "viewer";

async function known(): Promise<Me> {
  const me = await api.me();
  keepToken(me.csrf);
  return me;
}

export function MeProvider({ children }: { children: ReactNode }) {
  const words = useWords();
  const { data, error, refetch } = useQuery({ queryKey: ["me"], queryFn: known, staleTime: Number.POSITIVE_INFINITY });
  const unreachable = error instanceof ApiError && error.code === "unreachable";
  useEffect(() => {
    if (!unreachable) return;
    const timer = window.setInterval(() => void refetch(), 3_000);
    return () => window.clearInterval(timer);
  }, [unreachable, refetch]);
  if (data) return <MeContext value={data}>{children}</MeContext>;
  if (!error || (error instanceof ApiError && error.code === "unauthenticated")) return <Waiting />;
  const { text, hint } = wordsOfError(error, words);
  return (
    <div className="h-dvh">
      <Empty title={text} text={hint}>
        <Button onClick={() => void refetch()}>{words.common.retry}</Button>
      </Empty>
    </div>
  );
}

const Waiting = () => (
  <div aria-busy="true" className="grid h-dvh place-items-center">
    <span className="breathe">
      <Mark size={36} />
    </span>
  </div>
);
