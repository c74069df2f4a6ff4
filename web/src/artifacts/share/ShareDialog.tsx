// Links that show one version of an artifact to whoever has them: made, copied once, listed, revoked.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Copy, Link2, Trash2 } from "lucide-react";
import { useState } from "react";
import * as api from "@/api/artifacts";
import type { ArtifactView, ShareView } from "@/api/http";
import { useCopy } from "@/conversation/useCopy";
import { Button, IconButton } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { INPUT } from "@/parts/Field";
import { useDoing } from "@/parts/useDoing";
import { useNameOf } from "@/shell/people";
import { useFigures, useWords } from "@/words";

const DAY_S = 86_400;
const LIVES = [1, 7, 30, 365] as const;

interface Props {
  artifact: ArtifactView;
  /** Of the version that is looked at. */
  number: number;
  open: boolean;
  onClose: () => void;
}

const keyOf = (artifact: ArtifactView) => ["shares", artifact.session, artifact.id];

export function ShareDialog({ artifact, number, open, onClose }: Props) {
  const { together } = useWords();
  return (
    <Dialog open={open} onClose={onClose} title={together.shareTitle} text={together.shareText}>
      <NewLink artifact={artifact} number={number} />
      <Links artifact={artifact} />
    </Dialog>
  );
}

function NewLink({ artifact, number }: { artifact: ArtifactView; number: number }) {
  const { together, artifacts } = useWords();
  const client = useQueryClient();
  const { busy, run } = useDoing();
  const copy = useCopy();
  const [days, setDays] = useState<number>(7);
  const [version, setVersion] = useState(number);
  const [link, setLink] = useState("");
  const make = async () => {
    const made = await run(() => api.makeShare(artifact.session, artifact.id, { version, life_s: days * DAY_S }));
    if (!made) return;
    setLink(`${window.location.origin}/shared#${made.token}`);
    await client.invalidateQueries({ queryKey: keyOf(artifact) });
  };
  const select = "mt-1 h-8 w-full rounded-md border border-line-strong bg-panel px-2 text-sm text-ink";
  return (
    <div className="mt-3 space-y-3">
      <div className="flex flex-wrap items-end gap-3">
        <label className="flex-1 text-sm text-soft">
          {together.shareVersion}
          <select className={select} value={version} onChange={(event) => setVersion(Number(event.target.value))}>
            {artifact.versions.toReversed().map((each) => (
              <option key={each.number} value={each.number}>
                {each.name ? `${artifacts.version(each.number)} · ${each.name}` : artifacts.version(each.number)}
              </option>
            ))}
          </select>
        </label>
        <label className="flex-1 text-sm text-soft">
          {together.shareLife}
          <select className={select} value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {LIVES.map((each) => (
              <option key={each} value={each}>
                {together.days(each)}
              </option>
            ))}
          </select>
        </label>
        <Button tone="go" disabled={busy} onClick={() => void make()}>
          <Link2 /> {together.makeLink}
        </Button>
      </div>
      {link && (
        <div className="rounded-lg border border-hand-line bg-hand-wash p-2.5">
          <div className="flex gap-2">
            <input
              readOnly
              aria-label={together.link}
              value={link}
              className={INPUT}
              onFocus={(event) => event.target.select()}
            />
            <Button className="h-9" onClick={() => copy(link)}>
              <Copy /> {together.copyLink}
            </Button>
          </div>
          <p className="mt-1.5 text-xs text-soft">{together.linkOnce}</p>
        </div>
      )}
    </div>
  );
}

function Links({ artifact }: { artifact: ArtifactView }) {
  const { together } = useWords();
  const client = useQueryClient();
  const { busy, run } = useDoing();
  const { data } = useQuery({
    queryKey: keyOf(artifact),
    queryFn: () => api.shares(artifact.session, artifact.id),
    staleTime: 0,
  });
  const [all, setAll] = useState(false);
  const standing = data?.filter((each) => each.stands) ?? [];
  const listed = all ? (data ?? []) : standing;
  const ended = (data?.length ?? 0) - standing.length;
  const revoke = (share: ShareView) =>
    void run(() => api.revokeShare(artifact.session, artifact.id, share.id), together.revoked).then(() =>
      client.invalidateQueries({ queryKey: keyOf(artifact) }),
    );
  if (!data?.length) return null;
  return (
    <section aria-label={together.links} className="mt-5">
      <h3 className="text-sm font-[620]">{together.links}</h3>
      <ul className="mt-1 divide-y divide-line">
        {listed.map((each) => (
          <Row key={each.id} share={each} busy={busy} onRevoke={() => revoke(each)} />
        ))}
      </ul>
      {ended > 0 && (
        <Button size="sm" tone="quiet" onClick={() => setAll(!all)}>
          {all ? together.hideEnded : together.showEnded(ended)}
        </Button>
      )}
    </section>
  );
}

function Row({ share, busy, onRevoke }: { share: ShareView; busy: boolean; onRevoke: () => void }) {
  const { together, artifacts } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const state = share.revoked
    ? together.wasRevoked
    : share.stands
      ? together.until(figures.date(share.until))
      : together.isOver;
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1 text-sm">
        <p>
          {artifacts.version(share.version)} · {state}
        </p>
        <p className="text-xs text-faint">
          {artifacts.byPerson(nameOf(share.who) || artifacts.somebody)} ·{" "}
          {share.opened ? together.openedTimes(share.opened, figures.date(share.opened_at)) : together.neverOpened}
        </p>
      </div>
      {share.stands && (
        <IconButton label={together.revoke} disabled={busy} onClick={onRevoke}>
          <Trash2 />
        </IconButton>
      )}
    </li>
  );
}
