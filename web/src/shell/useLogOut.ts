import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useNavigate } from "react-router";
import * as api from "@/api/calls";
import { toastError } from "@/parts/toasts";
import { useWords } from "@/words";

/** Ends this browser's session with the server, and shows the page to sign in. */
export function useLogOut(): () => void {
  const words = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  return useCallback(() => {
    api.logOut().then(
      () => {
        client.clear();
        navigate("/login", { replace: true, state: { signedOut: true } });
      },
      (error) => toastError(error, words),
    );
  }, [client, navigate, words]);
}
