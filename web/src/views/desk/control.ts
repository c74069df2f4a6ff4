// Taking the desk and giving it back, wherever on the session's page one is.
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { useAction } from "@/actions/registry";
import type { SessionHere } from "@/session/SessionContext";
import { useMe } from "@/shell/me";
import { connection } from "./connection";
import { type Hands, handsOf } from "./hands";

export interface DeskControl {
  hands: Hands;
  /** Who has it: an account's id, with a connection behind it or not. */
  by: string;
  mayTake: boolean;
  /** Asked for, and not yet had; given back, and not yet gone. */
  taking: boolean;
  returning: boolean;
  take: () => void;
  giveBack: (words?: string) => void;
}

export function useDeskControl(here: SessionHere): DeskControl {
  const { view, sent, mayCommand, command } = here;
  const { account } = useMe();
  const hands = handsOf(view.control, account.id, connection());
  return {
    hands,
    by: view.control?.by ?? "",
    mayTake: mayCommand && view.desk !== null && hands !== "mine",
    taking: sent.some((each) => each.command.command === "take_control"),
    returning: sent.some((each) => each.command.command === "return_control"),
    take: () => void command({ command: "take_control" }, connection()),
    giveBack: (words = "") => void command({ command: "return_control", words: words.trim() }),
  };
}

/** The actions, for the palette and the shortcuts of every view of the session. */
export function useControlActions(here: SessionHere): void {
  const navigate = useNavigate();
  const control = useDeskControl(here);
  const { hands, mayTake, taking, returning, take, giveBack } = control;
  useAction(
    "session.takeOver",
    () => {
      navigate(`/s/${here.id}/desk`, { replace: true });
      take();
    },
    mayTake && !taking && hands !== "loose",
  );
  useAction("session.handBack", () => giveBack(), here.mayCommand && hands === "mine" && !returning);
  useClaim(here, control);
}

/** "I'll do it" as an answer to a question gives the desk to the person, but to none of their pages: the one that they
 * look at takes it. */
function useClaim(here: SessionHere, { hands, taking, take }: DeskControl): void {
  const isLoose = hands === "loose" && !taking && here.mayCommand && here.connection === "live";
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that it becomes so
  useEffect(() => {
    if (isLoose && document.hasFocus()) take();
  }, [isLoose]);
}
