// One artifact of the session at a time: its head, and below it the preview, its text or its versions.
import { useEffect, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { act, useAction } from "@/actions/registry";
import type { ArtifactSummary, ArtifactView, VersionContent } from "@/api/http";
import { addToDraft } from "@/conversation/draft";
import { join } from "@/parts/join";
import { toast } from "@/parts/toasts";
import { useSession } from "@/session/SessionContext";
import { useLayout } from "@/shell/layout";
import { useFullScreen, WHOLE_PAGE } from "@/views/timeline/useFullScreen";
import { useSpeech, useWords } from "@/words";
import type { Language } from "../../frame/protocol.ts";
import { useArtifact, useVersion, useWanted } from "./asking";
import { CodeView } from "./CodeView";
import { ConflictView } from "./ConflictView";
import { EditBar } from "./EditBar";
import type { Spot } from "./Editor";
import { Header } from "./Header";
import { isText } from "./kinds";
import { OlderBar } from "./OlderBar";
import { PictureView } from "./PictureView";
import { PreviewRoom } from "./PreviewRoom";
import { ProblemsBar } from "./ProblemsBar";
import { fixOf, NONE, type Problems, pointedOf, shortId } from "./problems";
import type { Wanted } from "./showing.ts";
import { UsesBar } from "./UsesBar";
import type { Chosen, Mode } from "./useChosen";
import { useDark } from "./useDark";
import { type Editing, useEditing } from "./useEditing";
import { useSettled } from "./useSettled";
import { useAllowing, useUses } from "./useUses";
import { VersionsView } from "./VersionsView";
import type { Writing } from "./writing";

/** How long nothing is typed before the preview follows. */
const TYPING_MS = 160;

/** How it is shown, other than the page itself where a person chose so. */
export interface Look {
  dark: boolean;
  language: Language;
  setDark: (dark: boolean) => void;
  setLanguage: (language: Language) => void;
}

function useLook(): Look {
  const pageIsDark = useDark();
  const { tongue } = useSpeech();
  const [dark, setDark] = useState<boolean | null>(null);
  const [language, setLanguage] = useState<Language | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: who changes the page's look changes this one, too
  useEffect(() => setDark(null), [pageIsDark]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => setLanguage(null), [tongue]);
  return { dark: dark ?? pageIsDark, language: language ?? tongue, setDark, setLanguage };
}

function writtenAs(writing: Writing, artifact: string): Wanted | null {
  const { kind, files, entry } = writing;
  if (!kind || !isText(kind) || files[entry] === undefined) return null;
  return { artifact: artifact || `writing ${writing.call}`, kind, entry, files: { ...files }, partial: true };
}

/** What the frame shows: what is being written, what is being edited, or the version. */
function useShown(version: VersionContent | undefined, editing: Editing | null, writing: Writing | null, id: string) {
  const source = editing?.from ?? version;
  const edited = editing?.unsaved ? editing.files : undefined;
  const now = useMemo(() => ({ source, edited }), [source, edited]);
  const settled = useSettled(now, edited ? TYPING_MS : 0);
  const kept = useWanted(settled.source, settled.edited);
  const written = useMemo(() => writing && writtenAs(writing, id), [writing, id]);
  return writing ? written : kept;
}

/** Puts what is wrong into the field for words, for the person to read and send. */
function useFix(problems: Problems, artifact: ArtifactView | undefined, number: number): (() => void) | undefined {
  const { id, mayCommand } = useSession();
  const { artifacts } = useWords();
  const { room } = useLayout();
  const navigate = useNavigate();
  const wrong = problems.failed !== null || problems.lines.length > 0 || problems.blocked.length > 0;
  const ask = () => {
    if (!artifact) return;
    addToDraft(id, fixOf(problems, artifact.title, shortId(artifact.id), number, artifacts.fix));
    if (room === "phone") navigate(`/s/${id}/talk`, { replace: true });
    act("talk.focus");
    toast(artifacts.askedFix);
  };
  const possible = mayCommand && artifact !== undefined && wrong;
  useAction("artifact.fix", ask, possible);
  return possible ? ask : undefined;
}

interface Props {
  found: readonly ArtifactSummary[];
  writing: Writing | null;
  chosen: Chosen;
}

/** What is known of the one that is looked at, and whether a person's hands are on it. */
function useLooked({ found, writing, chosen }: Props) {
  const { id, mayCommand } = useSession();
  const summary = found.find((each) => each.id === chosen.artifact);
  const { data: artifact } = useArtifact(id, chosen.artifact);
  const newest = Math.max(artifact?.newest.number ?? 0, summary?.newest.number ?? 0);
  const number = chosen.number > 0 && chosen.number < newest ? chosen.number : newest;
  const { data: version } = useVersion(id, chosen.artifact, number);
  const now = chosen.writes ? writing : null;
  const editing = useEditing(id, artifact);
  const [hands, setHands] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another artifact is read first
  useEffect(() => setHands(false), [chosen.artifact]);
  const mayEdit = mayCommand && !now && number === newest && version !== undefined && isText(version.kind);
  const edits = mayEdit && (hands || editing.unsaved !== null);
  return { summary, artifact, newest, number, version, now, editing, mayEdit, edits, setHands };
}

/** A person points at an element, and their words begin with which it is. */
function usePointing({ artifact, number, now, edits }: Looked, mode: Mode) {
  const { id, mayCommand } = useSession();
  const { artifacts } = useWords();
  const { room } = useLayout();
  const navigate = useNavigate();
  const [wished, setOn] = useState(false);
  const possible =
    mayCommand && artifact !== undefined && !now && !edits && mode === "preview" && isText(artifact.kind);
  const toggle = () => setOn(!wished);
  useAction("artifact.point", toggle, possible);
  const picked = (element: { selector: string; text: string }) => {
    setOn(false);
    if (!artifact) return;
    const begin = artifacts.pointed(artifact.title, shortId(artifact.id), number);
    addToDraft(id, pointedOf(element, begin, artifacts.pointedWish));
    if (room === "phone") navigate(`/s/${id}/talk`, { replace: true });
    act("talk.focus");
  };
  return { possible, on: wished && possible, toggle, picked };
}

export type Pointing = ReturnType<typeof usePointing>;
type Looked = ReturnType<typeof useLooked>;

function useShelfActions({ newest, editing, mayEdit, edits }: Looked, { mode, go }: Chosen, edit: () => void): void {
  useAction("artifact.preview", () => go({ mode: "preview" }), mode !== "preview");
  useAction("artifact.code", () => go({ mode: "code" }), mode !== "code");
  useAction("artifact.picture", () => go({ mode: "picture" }), mode !== "picture" && newest > 0);
  useAction("artifact.versions", () => go({ mode: "versions" }), mode !== "versions" && newest > 0);
  useAction("artifact.edit", edit, mayEdit && !edits);
  useAction("artifact.save", editing.save, edits && editing.unsaved !== null);
}

export function Shelf(given: Props) {
  const { found, chosen } = given;
  const { artifacts } = useWords();
  const looked = useLooked(given);
  const { summary, artifact, newest, number, version, now, editing, edits } = looked;
  const [problems, setProblems] = useState(NONE);
  const [spot, setSpot] = useState<Place | null>(null);
  const look = useLook();
  const screen = useFullScreen();
  const fix = useFix(problems, artifact, number);
  const title = now?.title || summary?.title || artifact?.title || artifacts.writingTitle;
  const edit = () => {
    looked.setHands(true);
    chosen.go({ mode: "code" });
  };
  const toPlace = (path: string, line: number, column: number) => {
    setSpot({ path, line, column });
    chosen.go({ mode: "code" });
  };
  useShelfActions(looked, chosen, edit);
  useAction("artifact.fullScreen", screen.toggle);

  const mode = now && chosen.mode === "versions" ? "preview" : chosen.mode;
  const pointing = usePointing(looked, mode);
  const conflict = edits ? editing.conflict : null;
  return (
    <div className={join("@container flex h-full min-h-0 flex-col bg-panel", screen.on && WHOLE_PAGE)}>
      <Header
        {...{ found, chosen, artifact, version, number, newest, title, look, screen, mode, pointing }}
        writing={now}
      />
      {!now && number < newest && <OlderBar {...{ artifact, number, newest, chosen }} />}
      {edits && <EditBar editing={editing} newest={newest} artifact={artifact} />}
      {conflict ? (
        <ConflictView key={conflict.theirs.number} conflict={conflict} editing={editing} artifact={artifact} />
      ) : (
        <Body {...{ found, looked, chosen, mode, look, spot, edit, pointing }} onProblems={setProblems} />
      )}
      {(mode === "preview" || mode === "code") && !conflict && !now && (
        <ProblemsBar problems={problems} toPlace={toPlace} onFix={fix} />
      )}
    </div>
  );
}

type Place = Spot & { path: string };

interface BodyProps {
  found: readonly ArtifactSummary[];
  looked: Looked;
  chosen: Chosen;
  mode: Mode;
  look: Look;
  spot: Place | null;
  edit: () => void;
  pointing: Pointing;
  onProblems: (problems: Problems) => void;
}

/** The preview stays where it is while something else is looked at, so that it is there at once. */
function Body({ found, looked, chosen, mode, look, spot, edit, pointing, onProblems }: BodyProps) {
  const { artifacts } = useWords();
  const { artifact, edits } = looked;
  const beside = mode === "code" && edits;
  const { id } = useSession();
  const uses = useUses(id, looked.now ? undefined : looked.version);
  const shown = useShown(looked.version, edits ? looked.editing : null, looked.now, chosen.artifact);
  // What is not saved yet has no name that anything could have been allowed to.
  const kept = looked.now || (edits && looked.editing.unsaved) ? undefined : looked.version;
  const wanted = useAllowing(shown, kept, uses);
  return (
    <div className={join("relative isolate min-h-0 flex-1", beside && "flex flex-col @4xl:flex-row")}>
      {mode === "code" && (
        <div className={join("min-h-0 min-w-0", beside ? "flex-[1.2] @4xl:flex-1" : "h-full")}>
          <Code looked={looked} spot={spot} edit={edit} />
        </div>
      )}
      {mode === "versions" && artifact && <VersionsView {...{ artifact, chosen, look }} />}
      {mode === "picture" && artifact && (
        <PictureView
          {...{ wanted, found, look }}
          title={artifact.title}
          onClose={() => chosen.go({ mode: "preview" })}
        />
      )}
      <div
        inert={mode !== "preview" && !beside}
        className={join(
          "flex min-h-0 min-w-0 flex-col",
          mode === "preview" && "h-full",
          beside && "hidden flex-1 border-line @md:flex @md:border-t @4xl:border-t-0 @4xl:border-l",
          mode !== "preview" && !beside && "pointer-events-none absolute inset-0 -z-10 opacity-0",
        )}
      >
        {kept && <UsesBar uses={uses} />}
        <div className="min-h-0 flex-1">
          <PreviewRoom
            wanted={wanted}
            onAsked={uses.serve}
            title={artifacts.preview}
            theme={look.dark ? "dark" : "light"}
            language={look.language}
            onProblems={onProblems}
            pointing={pointing.on}
            onPicked={pointing.picked}
          />
        </div>
      </div>
    </div>
  );
}

function Code({ looked, spot, edit }: { looked: Looked; spot: Place | null; edit: () => void }) {
  const { id } = useSession();
  const { version, number, now, editing, mayEdit, edits, setHands } = looked;
  const files = (edits ? editing.files : version?.files) ?? {};
  return (
    <CodeView
      files={now ? now.files : files}
      entry={now?.entry || version?.entry || ""}
      address={version && !now ? { id, artifact: version.id, number } : null}
      spot={spot}
      onEdit={mayEdit && !edits ? edit : undefined}
      onWrite={edits && editing.from ? editing.write : undefined}
      onDone={edits && !editing.unsaved ? () => setHands(false) : undefined}
    />
  );
}
