// What is asked about an artifact as a whole: another title, another name of a version, and whether it shall go.
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import * as api from "@/api/artifacts";
import type { ArtifactView, VersionView } from "@/api/http";
import { Button } from "@/parts/Button";
import { Confirm } from "@/parts/Confirm";
import { Dialog } from "@/parts/Dialog";
import { Field } from "@/parts/Field";
import { useDoing } from "@/parts/useDoing";
import { useWords } from "@/words";
import { artifactsAgain, useTaken } from "./asking";

const CHARS_MAX = 200;

interface LineProps {
  open: boolean;
  onClose: () => void;
  heading: string;
  label: string;
  note?: string;
  value: string;
  mayBeEmpty?: boolean;
  onSave: (text: string) => void;
}

/** One line to write, in a dialog. */
function LineDialog({ open, onClose, heading, label, note, value, mayBeEmpty = false, onSave }: LineProps) {
  const { common } = useWords();
  const [text, setText] = useState(value);
  useEffect(() => {
    if (open) setText(value);
  }, [open, value]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onClose();
    if (text.trim() !== value) onSave(text.trim());
  };
  return (
    <Dialog open={open} onClose={onClose} title={heading}>
      <form onSubmit={submit} className="mt-3">
        <Field
          label={label}
          note={note}
          value={text}
          maxLength={CHARS_MAX}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="mt-5 flex justify-end gap-2">
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button tone="go" type="submit" disabled={!mayBeEmpty && !text.trim()}>
            {common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface Props {
  artifact: ArtifactView;
  open: boolean;
  onClose: () => void;
}

export function RenameArtifact({ artifact, open, onClose }: Props) {
  const { artifacts } = useWords();
  const { run } = useDoing();
  const taken = useTaken(artifact.session);
  const save = (title: string) =>
    void run(() => api.renameArtifact(artifact.session, artifact.id, title)).then((made) => made && taken(made));
  return (
    <LineDialog
      {...{ open, onClose }}
      heading={artifacts.rename}
      label={artifacts.title}
      value={artifact.title}
      onSave={save}
    />
  );
}

export function NameVersion({
  artifact,
  version,
  onClose,
}: {
  artifact: ArtifactView;
  version: VersionView | null;
  onClose: () => void;
}) {
  const { artifacts } = useWords();
  const { run } = useDoing();
  const taken = useTaken(artifact.session);
  if (!version) return null;
  const save = (name: string) =>
    void run(() => api.nameVersion(artifact.session, artifact.id, version.number, name)).then(
      (made) => made && taken(made),
    );
  return (
    <LineDialog
      open
      onClose={onClose}
      heading={artifacts.nameOf(version.number)}
      label={artifacts.name}
      note={artifacts.nameNote}
      value={version.name}
      mayBeEmpty
      onSave={save}
    />
  );
}

export function DeleteArtifact({ artifact, open, onClose, onDone }: Props & { onDone: () => void }) {
  const { artifacts } = useWords();
  const { run } = useDoing();
  const client = useQueryClient();
  const remove = async () => {
    await api.deleteArtifact(artifact.session, artifact.id);
    onDone();
    await artifactsAgain(client, artifact.session, artifact.id);
  };
  return (
    <Confirm
      {...{ open, onClose }}
      title={artifacts.removeTitle}
      text={artifacts.removeText(artifact.title, artifact.versions.length)}
      act={artifacts.remove}
      onAct={() => void run(remove, artifacts.removed)}
    />
  );
}
