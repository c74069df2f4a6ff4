// Two versions of an artifact, as texts or as they look.
import { ArrowLeft, RotateCcw } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { ArtifactView, VersionContent } from "@/api/http";
import { Button, IconButton } from "@/parts/Button";
import { Empty } from "@/parts/Empty";
import { Segments } from "@/parts/Segments";
import { Spinner } from "@/parts/Spinner";
import { useSession } from "@/session/SessionContext";
import { useLayout } from "@/shell/layout";
import { useWords } from "@/words";
import { useVersion, useWanted } from "./asking";
import { isText } from "./kinds";
import { PreviewRoom } from "./PreviewRoom";
import type { Look } from "./Shelf";
import type { Chosen } from "./useChosen";
import { useRestore } from "./useRestore";

const TextDiff = lazy(() => import("./TextDiff"));

interface Pair {
  from: number;
  to: number;
}

interface Props {
  artifact: ArtifactView;
  pair: Pair;
  look: Look;
  chosen: Chosen;
  onPair: (pair: Pair) => void;
  onClose: () => void;
}

type Way = "text" | "rendered";

export const Waiting = () => (
  <div className="grid h-full place-items-center text-faint">
    <Spinner />
  </div>
);

export function CompareView({ artifact, pair, look, chosen, onPair, onClose }: Props) {
  const { artifacts } = useWords();
  const { mayCommand } = useSession();
  const { restore, busy } = useRestore(artifact, chosen);
  const hasText = isText(artifact.kind);
  const [way, setWay] = useState<Way>(hasText ? "text" : "rendered");
  const from = useVersion(artifact.session, artifact.id, pair.from).data;
  const to = useVersion(artifact.session, artifact.id, pair.to).data;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-line px-2 py-1.5">
        <IconButton label={artifacts.backToVersions} onClick={onClose}>
          <ArrowLeft />
        </IconButton>
        <Pick label={artifacts.from} artifact={artifact} now={pair.from} onPick={(n) => onPair({ ...pair, from: n })} />
        <Pick label={artifacts.to} artifact={artifact} now={pair.to} onPick={(n) => onPair({ ...pair, to: n })} />
        <span className="flex-1" />
        <Segments<Way>
          label={artifacts.view}
          value={way}
          onChoose={setWay}
          choices={[
            { value: "text", label: artifacts.asText, disabled: !hasText },
            { value: "rendered", label: artifacts.asRendered },
          ]}
        />
        {mayCommand && pair.from !== artifact.newest.number && (
          <Button size="sm" disabled={busy} onClick={() => restore(pair.from)}>
            <RotateCcw /> {artifacts.restoreOf(pair.from)}
          </Button>
        )}
      </div>
      <div className="min-h-0 flex-1">
        {!from || !to ? (
          <Waiting />
        ) : way === "text" ? (
          <Texts from={from} to={to} />
        ) : (
          <Rendered from={from} to={to} look={look} title={artifact.title} />
        )}
      </div>
    </div>
  );
}

interface PickProps {
  label: string;
  artifact: ArtifactView;
  now: number;
  onPick: (number: number) => void;
}

function Pick({ label, artifact, now, onPick }: PickProps) {
  const { artifacts } = useWords();
  return (
    <label className="flex items-center gap-1.5 text-xs text-soft">
      {label}
      <select
        value={now}
        onChange={(event) => onPick(Number(event.target.value))}
        className="h-7 rounded-md border border-line-strong bg-panel px-1.5 text-xs text-ink"
      >
        {artifact.versions.map(({ number, name }) => (
          <option key={number} value={number}>
            {name ? `${artifacts.version(number)} · ${name}` : artifacts.version(number)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface TwoProps {
  from: VersionContent;
  to: VersionContent;
  /** What each is called; without it, by its number. */
  nameOf?: (version: VersionContent) => string;
}

export function Texts({ from, to, nameOf }: TwoProps) {
  const { artifacts } = useWords();
  const named = nameOf ?? (({ number }: VersionContent) => artifacts.version(number));
  const { room } = useLayout();
  const [wished, setWished] = useState("");
  const paths = [...new Set([...Object.keys(from.files), ...Object.keys(to.files)])].filter(
    (path) => from.files[path] !== to.files[path],
  );
  const path = paths.includes(wished) ? wished : (paths[0] ?? "");
  if (!path) return <Empty title={artifacts.same} />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      {paths.length > 1 && (
        <div className="overflow-x-auto border-b border-line px-2 py-1.5">
          <Segments
            label={artifacts.files}
            value={path}
            onChoose={setWished}
            choices={paths.map((each) => ({ value: each, label: each }))}
          />
        </div>
      )}
      <div className="min-h-0 flex-1">
        <Suspense fallback={<Waiting />}>
          <TextDiff
            path={path}
            before={from.files[path] ?? ""}
            after={to.files[path] ?? ""}
            labels={[`${named(from)}: ${path}`, `${named(to)}: ${path}`]}
            narrow={room === "phone"}
          />
        </Suspense>
      </div>
    </div>
  );
}

export function Rendered({ from, to, look, title, nameOf }: TwoProps & { look: Look; title: string }) {
  const { artifacts } = useWords();
  const theme = look.dark ? "dark" : "light";
  const [before, after] = [useWanted(from), useWanted(to)];
  return (
    <div className="flex h-full min-h-0 flex-col @2xl:flex-row">
      {[before, after].map((wanted, place) => {
        const version = place ? to : from;
        const name = nameOf?.(version) ?? artifacts.version(version.number);
        return (
          <figure
            // biome-ignore lint/suspicious/noArrayIndexKey: there are two places, and they stay
            key={place}
            className="flex min-h-0 min-w-0 flex-1 flex-col border-line not-first:border-t @2xl:not-first:border-t-0 @2xl:not-first:border-l"
          >
            <figcaption className="px-3 py-1 text-xs text-soft">{name}</figcaption>
            <div className="min-h-0 flex-1">
              <PreviewRoom
                wanted={wanted}
                title={artifacts.previewOf(`${title}, ${name}`)}
                theme={theme}
                language={look.language}
              />
            </div>
          </figure>
        );
      })}
    </div>
  );
}
