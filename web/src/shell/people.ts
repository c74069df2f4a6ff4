// Who is who: the names of accounts, which events know by their ids.
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import * as api from "@/api/calls";
import { useWords } from "@/words";
import { useMe } from "./me";

/** The name for what an event says of who did it: an account's id, with a connection behind a colon or without. */
export function useNameOf(): (by: string) => string {
  const { conversation } = useWords();
  const { account } = useMe();
  const { data: accounts } = useQuery({ queryKey: ["accounts"], queryFn: api.accounts, staleTime: 300_000 });
  return useCallback(
    (by) => {
      const id = by.split(":")[0] ?? "";
      if (id === account.id) return conversation.you;
      return accounts?.find((each) => each.id === id)?.name ?? "";
    },
    [accounts, account.id, conversation.you],
  );
}
