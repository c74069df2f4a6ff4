import { Inbox } from "lucide-react";
import { NavLink } from "react-router";
import { join } from "@/parts/join";
import { useWords } from "@/words";
import { useWaiting } from "./waiting";

/** The way to all questions that wait, with their number. */
export function InboxLink({ onChosen }: { onChosen?: (() => void) | undefined }) {
  const { asking } = useWords();
  const { waiting } = useWaiting();
  const label = waiting.length ? asking.inboxCount(waiting.length) : asking.inbox;
  return (
    <NavLink
      to="/questions"
      onClick={onChosen}
      title={label}
      aria-label={label}
      className={({ isActive }) =>
        join(
          "relative grid size-8 place-items-center rounded-md text-soft hover:bg-raise hover:text-ink",
          isActive && "bg-raise text-ink",
        )
      }
    >
      <Inbox className="size-[1.05rem]" />
      {waiting.length > 0 && (
        <span
          aria-hidden
          className="figures absolute -top-0.5 -right-0.5 min-w-4 rounded-full bg-ask px-1 text-center text-2xs leading-4 font-semibold text-panel"
        >
          {waiting.length}
        </span>
      )}
    </NavLink>
  );
}
