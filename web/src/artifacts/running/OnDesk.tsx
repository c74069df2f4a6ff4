// A version onto the desk: its files into a folder, or a commit of them to a branch of a repository that lies there.
import { type FormEvent, type ReactNode, useState } from "react";
import * as api from "@/api/artifacts";
import { ApiError } from "@/api/client";
import type { VersionContent } from "@/api/http";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { Field } from "@/parts/Field";
import { toast } from "@/parts/toasts";
import { useDoing } from "@/parts/useDoing";
import { textOf } from "@/session/fold";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { fileName } from "../zip";
import { withDesk } from "./withDesk";

interface Props {
  version: VersionContent;
  title: string;
  onClose: () => void;
}

interface FormProps {
  heading: string;
  text: string;
  go: string;
  busy: boolean;
  ready: boolean;
  problem: string;
  onGo: () => void;
  onClose: () => void;
  children: ReactNode;
}

function FormDialog({ heading, text, go, busy, ready, problem, onGo, onClose, children }: FormProps) {
  const { common } = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) onGo();
  };
  return (
    <Dialog open onClose={onClose} title={heading} text={text}>
      <form onSubmit={submit} className="mt-4 space-y-3">
        {children}
        {problem && (
          <p role="alert" className="text-sm whitespace-pre-wrap text-bad [overflow-wrap:anywhere]">
            {problem}
          </p>
        )}
        <div className="flex justify-end gap-2 pt-2">
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button tone="go" type="submit" disabled={!ready || busy}>
            {go}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Where there are files of these names already, they are replaced only when that is said once more. */
export function IntoFolder({ version, title, onClose }: Props) {
  const { running } = useWords();
  const { id, use } = useSession();
  const { busy, run } = useDoing();
  const [folder, setFolder] = useState(fileName(title));
  const [taken, setTaken] = useState("");
  const put = async () => {
    const done = await run(async () => {
      try {
        const wish = { folder, replace: taken !== "" };
        return await withDesk(use, () => api.putOnDesk(id, version.id, version.number, wish));
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "conflict" || taken) throw error;
        setTaken(error.message);
        return null;
      }
    });
    if (!done) return;
    toast(running.inFolder(done.paths.length, done.folder));
    onClose();
  };
  const change = (now: string) => {
    setFolder(now);
    setTaken("");
  };
  return (
    <FormDialog
      heading={running.intoFolder}
      text={running.intoFolderText}
      go={taken ? running.replace : running.put}
      problem={taken}
      ready
      busy={busy}
      onGo={put}
      onClose={onClose}
    >
      <Field
        label={running.folder}
        note={running.folderNote}
        value={folder}
        onChange={({ target }) => change(target.value)}
      />
    </FormDialog>
  );
}

const COMMIT = /^[0-9a-f]{40,64}$/;

export function IntoBranch({ version, title, onClose }: Props) {
  const { running } = useWords();
  const { id, use } = useSession();
  const { busy, run } = useDoing();
  const [repository, setRepository] = useState("");
  const [branch, setBranch] = useState("");
  const [folder, setFolder] = useState("");
  const [message, setMessage] = useState(running.messageOf(title, version.number));
  const [problem, setProblem] = useState("");
  const commit = async () => {
    setProblem("");
    const wish = { repository, branch: branch.trim(), folder, message };
    const used = await run(() =>
      withDesk(use, () =>
        use((command) => api.putIntoBranch(id, version.id, version.number, { id: command, ...wish })),
      ),
    );
    if (!used) return;
    const ran = typeof used.details.exit_code === "number";
    const told = textOf(ran ? used.content.slice(1) : used.content).trim();
    if (used.status !== "ok" || used.details.exit_code !== 0) {
      setProblem(told || running.notCommitted);
      return;
    }
    const last = told.split("\n").at(-1) ?? "";
    toast(COMMIT.test(last) ? running.committed(wish.branch, last.slice(0, 10)) : running.sameInBranch(wish.branch));
    onClose();
  };
  return (
    <FormDialog
      heading={running.intoBranch}
      text={running.intoBranchText}
      go={running.commit}
      problem={problem}
      ready={branch.trim() !== "" && message.trim() !== ""}
      busy={busy}
      onGo={commit}
      onClose={onClose}
    >
      <Field
        label={running.repository}
        note={running.repositoryNote}
        value={repository}
        onChange={({ target }) => setRepository(target.value)}
      />
      <Field
        label={running.branch}
        note={running.branchNote}
        value={branch}
        maxLength={200}
        onChange={({ target }) => setBranch(target.value)}
      />
      <Field
        label={running.pathIn}
        note={running.pathInNote}
        value={folder}
        onChange={({ target }) => setFolder(target.value)}
      />
      <Field label={running.message} value={message} onChange={({ target }) => setMessage(target.value)} />
    </FormDialog>
  );
}
