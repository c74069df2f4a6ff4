// What people said about places of an artifact, beside what is shown of it.
import { Check, Eye, MessageSquarePlus, RotateCcw, Send, Trash2, X } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { CommentView } from "@/api/http";
import { Button, IconButton } from "@/parts/Button";
import { INPUT } from "@/parts/Field";
import { join } from "@/parts/join";
import { Scroll } from "@/parts/Scroll";
import { useSession } from "@/session/SessionContext";
import { useMe } from "@/shell/me";
import { useNameOf } from "@/shell/people";
import { useFigures, useWords } from "@/words";
import type { Review, Target } from "./useReview.ts";

interface Props {
  review: Review;
  toPlace: (comment: CommentView) => void;
}

export function Comments({ review, toPlace }: Props) {
  const { together, common } = useWords();
  const { mayCommand } = useSession();
  const [all, setAll] = useState(false);
  const open = review.comments.filter((each) => !each.resolved);
  const shown = all ? review.comments : open;
  const settled = review.comments.length - open.length;
  const unsent = open.filter((each) => !each.sent).map((each) => each.number);
  return (
    <aside
      aria-label={together.comments}
      className="absolute inset-y-0 right-0 z-10 flex w-72 max-w-full shrink-0 flex-col border-l border-line bg-panel @xl:static @xl:z-auto"
    >
      <div className="flex min-h-10 items-center gap-1 border-b border-line px-3">
        <h3 className="flex-1 text-sm font-[620]">{together.comments}</h3>
        {mayCommand && unsent.length > 1 && (
          <Button size="sm" disabled={review.busy} onClick={() => review.send(unsent)}>
            <Send /> {together.sendAll(unsent.length)}
          </Button>
        )}
        <IconButton label={common.close} onClick={() => review.list(false)}>
          <X />
        </IconButton>
      </div>
      {review.target && <NewComment key={keyOf(review.target)} review={review} target={review.target} />}
      <Scroll label={together.comments} className="min-h-0 flex-1">
        {!shown.length && !review.target && (
          <p className="p-4 text-sm text-soft">{mayCommand ? together.noComments : together.noCommentsHere}</p>
        )}
        <ol className="divide-y divide-line">
          {shown.map((each) => (
            <Row key={each.number} comment={each} review={review} toPlace={toPlace} />
          ))}
        </ol>
        {settled > 0 && (
          <Button size="sm" tone="quiet" className="m-2" onClick={() => setAll(!all)}>
            <Eye /> {all ? together.hideResolved : together.showResolved(settled)}
          </Button>
        )}
      </Scroll>
    </aside>
  );
}

const keyOf = (target: Target) => (target.kind === "text" ? `${target.path} ${target.from}` : target.selector);

const Quote = ({ words }: { words: string }) => (
  <span className="line-clamp-3 border-l-2 border-ask-line pl-2 font-code text-xs break-words whitespace-pre-wrap text-soft">
    {words}
  </span>
);

function NewComment({ review, target }: { review: Review; target: Target }) {
  const { together, common } = useWords();
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) void review.say(text.trim());
  };
  return (
    <form onSubmit={submit} className="space-y-2 border-b border-line bg-sunk p-3">
      <Quote words={target.quote.slice(0, 300) || (target.kind === "element" ? target.selector : "")} />
      <textarea
        ref={field}
        rows={3}
        maxLength={4_000}
        aria-label={target.rewrites ? together.rewriteHow : together.commentText}
        placeholder={target.rewrites ? together.rewriteHow : together.commentText}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
          if (event.key === "Escape") review.begin(null);
        }}
        className={join(INPUT, "h-auto py-2 text-sm")}
      />
      <div className="flex justify-end gap-2">
        <Button size="sm" tone="quiet" onClick={() => review.begin(null)}>
          {common.cancel}
        </Button>
        <Button size="sm" tone="go" type="submit" disabled={!text.trim() || review.busy}>
          {target.rewrites ? <Send /> : <MessageSquarePlus />}
          {target.rewrites ? together.askRewrite : together.comment}
        </Button>
      </div>
    </form>
  );
}

interface RowProps extends Props {
  comment: CommentView;
}

function Row({ comment, review, toPlace }: RowProps) {
  const { together, artifacts } = useWords();
  const { mayCommand } = useSession();
  const { account } = useMe();
  const nameOf = useNameOf();
  const figures = useFigures();
  const row = useRef<HTMLLIElement>(null);
  const { number, anchor, place, resolved } = comment;
  const pressed = review.pressed === number;
  useEffect(() => {
    if (pressed) row.current?.scrollIntoView({ block: "nearest" });
  }, [pressed]);
  return (
    <li ref={row} className={join("space-y-1.5 p-3", pressed && "bg-hand-wash", resolved && "text-faint")}>
      <p className="flex flex-wrap items-baseline gap-x-2 text-xs text-faint">
        <span className="text-sm font-[550] text-ink">{nameOf(comment.who) || artifacts.somebody}</span>
        <time dateTime={new Date(comment.at * 1_000).toISOString()}>{figures.date(comment.at)}</time>
        {comment.sent && <span>{together.wasSent}</span>}
      </p>
      {place ? (
        <button type="button" className="block w-full text-left hover:text-ink" onClick={() => toPlace(comment)}>
          <Quote words={anchor.quote} />
        </button>
      ) : (
        <Quote words={anchor.quote || anchor.selector} />
      )}
      {comment.lost && <p className="text-xs text-ask">{together.lost(anchor.version)}</p>}
      <p className="text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{comment.text}</p>
      {mayCommand && (
        <div className="-ml-2 flex flex-wrap items-center gap-0.5">
          {!resolved && (
            <Button size="sm" tone="quiet" disabled={review.busy} onClick={() => review.send([number])}>
              <Send /> {comment.sent ? together.sendAgain : together.send}
            </Button>
          )}
          <Button size="sm" tone="quiet" disabled={review.busy} onClick={() => review.resolve(number, !resolved)}>
            {resolved ? <RotateCcw /> : <Check />} {resolved ? together.reopen : together.resolve}
          </Button>
          {comment.who === account.id && (
            <IconButton label={together.removeComment} onClick={() => review.remove(number)} className="size-7!">
              <Trash2 />
            </IconButton>
          )}
        </div>
      )}
    </li>
  );
}
