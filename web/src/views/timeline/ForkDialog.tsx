// Going on from a moment in a session of its own: what comes along, what does not, and what it shall do instead.
import { useQueryClient } from "@tanstack/react-query";
import { Check, FolderClock, TriangleAlert } from "lucide-react";
import { useId, useState } from "react";
import { useNavigate } from "react-router";
import * as api from "@/api/calls";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { toast, toastError } from "@/parts/toasts";
import { applyNews } from "@/session/list";
import { useSession } from "@/session/SessionContext";
import { useFigures, useWords } from "@/words";
import type { Moment } from "./moments";

export function ForkDialog({ moment, onClose }: { moment: Moment | null; onClose: () => void }) {
  const { timeline } = useWords();
  const { view } = useSession();
  const step = moment ? view.steps[moment.step] : undefined;
  return (
    <Dialog
      open={moment !== null}
      onClose={onClose}
      title={step ? timeline.forkTitle(step.number) : timeline.forkTitleMoment}
      text={timeline.forkText}
    >
      {moment && <Wish seq={moment.seq} onClose={onClose} />}
    </Dialog>
  );
}

function Wish({ seq, onClose }: { seq: number; onClose: () => void }) {
  const words = useWords();
  const { timeline, common } = words;
  const figures = useFigures();
  const { id, view } = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const field = useId();
  const [written, write] = useState("");
  const [busy, setBusy] = useState(false);
  const snapshot = view.snapshots.findLast((each) => each.seq <= seq);
  const fork = () => {
    setBusy(true);
    api.forkSession(id, { seq, words: written.trim() }).then(
      (made) => {
        applyNews(client, { kind: "session", session: made });
        onClose();
        navigate(`/s/${made.id}`);
        toast(timeline.forked);
      },
      (error) => {
        setBusy(false);
        toastError(error, words);
      },
    );
  };
  return (
    <>
      <ul className="mt-3 space-y-1.5 text-sm text-soft [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0">
        <li className="flex gap-2">
          <Check className="text-ok" /> {timeline.forkConversation}
        </li>
        <li className="flex gap-2">
          <FolderClock className={snapshot ? "text-ok" : "text-ask"} />
          {snapshot ? timeline.forkFiles(snapshot.label, figures.clock(snapshot.at)) : timeline.forkNoFiles}
        </li>
        <li className="flex gap-2">
          <TriangleAlert className="text-ask" /> {timeline.forkNotBack}
        </li>
      </ul>
      <label htmlFor={field} className="mt-4 mb-1 block text-sm font-[550] text-soft">
        {timeline.forkWords}
      </label>
      <textarea
        id={field}
        rows={3}
        value={written}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !busy) fork();
        }}
        aria-describedby={`${field}-note`}
        className="w-full resize-y rounded-md border border-line-strong bg-panel px-3 py-2 text-base focus-visible:border-hand focus-visible:outline-none"
      />
      <p id={`${field}-note`} className="text-xs text-faint">
        {timeline.forkWordsNote}
      </p>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button tone="go" disabled={busy} onClick={fork}>
          {busy ? timeline.forking : timeline.forkDo}
        </Button>
      </div>
    </>
  );
}
