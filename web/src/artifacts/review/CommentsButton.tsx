import { MessageSquareText } from "lucide-react";
import { IconButton } from "@/parts/Button";
import { useWords } from "@/words";
import type { Review } from "./useReview.ts";

/** Opens the list of comments, and says how many are open. */
export function CommentsButton({ review }: { review: Review }) {
  const { together } = useWords();
  const open = review.comments.filter((each) => !each.resolved).length;
  return (
    <IconButton
      label={open ? `${together.comments}: ${together.commentsCount(open)}` : together.comments}
      aria-pressed={review.listed}
      onClick={() => review.list(!review.listed)}
      className="relative aria-pressed:bg-hand-wash aria-pressed:text-hand"
    >
      <MessageSquareText />
      {open > 0 && (
        <span
          aria-hidden="true"
          className="figures absolute -top-0.5 -right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-hand px-1 text-2xs font-[620] text-hand-ink"
        >
          {open}
        </span>
      )}
    </IconButton>
  );
}
