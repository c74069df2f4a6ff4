// One artifact of the session at a time: its head, and below it the preview, its text or its versions.
import { useEffect, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { act, useAction } from "@/actions/registry";
import * as api from "@/api/artifacts";
import type { ArtifactSummary, CommentView } from "@/api/http";
import { addToAttachments } from "@/conversation/attaching";
import { addToDraft } from "@/conversation/draft";
import { join } from "@/parts/join";
import { toast } from "@/parts/toasts";
import { useSession } from "@/session/SessionContext";
import { useLayout } from "@/shell/layout";
import { useFullScreen, WHOLE_PAGE } from "@/views/timeline/useFullScreen";
import { useSpeech, useWords } from "@/words";
import type { Language } from "../../frame/protocol.ts";
import { useArtifact, useVersion, useWanted } from "./asking";
import { BranchBar } from "./BranchBar";
import { CodeView } from "./CodeView";
import { EditBar, JoinBar } from "./EditBar";
import type { Spot } from "./Editor";
import { Header } from "./Header";
import { isText } from "./kinds";
import { OlderBar } from "./OlderBar";
import { PictureView } from "./PictureView";
import { PreviewRoom } from "./PreviewRoom";
import { ProblemsBar } from "./ProblemsBar";
import { fixOf, NONE, type Problems, pointedOf, shortId } from "./problems";
import { CandidateBar, CandidateRoom } from "./review/Candidates";
import { Comments } from "./review/Comments";
import { unitsBefore } from "./review/places.ts";
import { type Review, useReview } from "./review/useReview.ts";
import type { Wanted } from "./showing.ts";
import { UsesBar } from "./UsesBar";
import type { Chosen, Mode } from "./useChosen";
import { useDark } from "./useDark";
import { useEditing } from "./useEditing";
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
function useShown({ version, artifact, editing, edits, now: writing }: Looked, id: string) {
  const live = edits ? editing.live : null;
  const files = useSettled(live?.files ?? null, live?.files ? TYPING_MS : 0);
  const kept = useWanted(version);
  const entry = live?.entry ?? "";
  const typed = useMemo<Wanted | null>(
    () =>
      artifact && files && entry ? { artifact: artifact.id, kind: artifact.kind, entry, files: { ...files } } : null,
    [artifact, files, entry],
  );
  const written = useMemo(() => writing && writtenAs(writing, id), [writing, id]);
  return writing ? written : (typed ?? kept);
}

/** A picture of it beside the words. Without one the words will do. */
async function addLook(session: string, artifact: string, number: number, dark: boolean): Promise<void> {
  const blob = await api.picture(session, artifact, number, dark ? "dark" : "light").catch(() => null);
  const name = `${shortId(artifact)}-v${number}.png`;
  if (blob) addToAttachments(session, new File([blob], name, { type: "image/png" }));
}

/** Puts what is wrong into the field for words, with a picture of how it looks, for the person to read and send. */
function useFix(
  problems: Problems,
  { artifact, number, editing, edits }: Looked,
  look: Look,
): (() => void) | undefined {
  const { id, mayCommand } = useSession();
  const { artifacts } = useWords();
  const { room } = useLayout();
  const navigate = useNavigate();
  const wrong = problems.failed !== null || problems.lines.length > 0 || problems.blocked.length > 0;
  const ask = () => {
    if (!artifact) return;
    addToDraft(id, fixOf(problems, artifact.title, shortId(artifact.id), number, artifacts.fix));
    // What is not painted has no look, and what is not saved the server does not know.
    if (problems.painted && !(edits && editing.live?.unsaved)) void addLook(id, artifact.id, number, look.dark);
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
  // Who has their hands on it goes on: what the model makes meanwhile comes into their text once it is there.
  const mayLook = artifact !== undefined && number === newest && isText(artifact.kind);
  const editing = useEditing(id, artifact, mayLook);
  const edits = editing.on;
  const now = chosen.writes && !edits ? writing : null;
  const mayEdit = mayLook && mayCommand && !now;
  return { summary, artifact, newest, number, version, now, editing, mayLook, mayEdit, edits, mayCommand };
}

/** A person points at an element, and their words begin with which it is. */
function usePointing({ artifact, number, now, edits }: Looked, mode: Mode, review: Review) {
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
    const { selector, text } = element;
    if (review.listed) {
      review.begin({ kind: "element", selector, quote: text.trim(), rewrites: false });
      return;
    }
    const begin = artifacts.pointed(artifact.title, shortId(artifact.id), number);
    addToDraft(id, pointedOf(element, begin, artifacts.pointedWish));
    if (room === "phone") navigate(`/s/${id}/talk`, { replace: true });
    act("talk.focus");
  };
  return { possible, on: wished && possible, toggle, picked };
}

export type Pointing = ReturnType<typeof usePointing>;
type Looked = ReturnType<typeof useLooked>;

function useShelfActions(
  { newest, editing, mayEdit, edits, mayCommand }: Looked,
  { mode, go }: Chosen,
  edit: () => void,
): void {
  useAction("artifact.preview", () => go({ mode: "preview" }), mode !== "preview");
  useAction("artifact.code", () => go({ mode: "code" }), mode !== "code");
  useAction("artifact.picture", () => go({ mode: "picture" }), mode !== "picture" && newest > 0);
  useAction("artifact.versions", () => go({ mode: "versions" }), mode !== "versions" && newest > 0);
  useAction("artifact.edit", edit, mayEdit && !edits);
  useAction("artifact.save", editing.save, editing.maySave && mayCommand);
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
  const fix = useFix(problems, looked, look);
  const title = now?.title || summary?.title || artifact?.title || artifacts.writingTitle;
  const edit = () => {
    editing.join();
    chosen.go({ mode: "code" });
  };
  const toPlace = (path: string, line: number, column: number) => {
    setSpot({ path, line, column });
    chosen.go({ mode: "code" });
  };
  useShelfActions(looked, chosen, edit);
  useAction("artifact.fullScreen", screen.toggle);

  const mode = now && chosen.mode === "versions" ? "preview" : chosen.mode;
  const review = useReview(artifact, number, edits ? editing.line : null);
  const pointing = usePointing(looked, mode, review);
  const proposed = review.candidates.find((each) => each.number === review.looked);
  return (
    <div className={join("@container flex h-full min-h-0 flex-col bg-panel", screen.on && WHOLE_PAGE)}>
      <Header
        {...{ found, chosen, artifact, version, number, newest, title, look, screen, mode, pointing, review }}
        writing={now}
      />
      {!now && number < newest && <OlderBar {...{ artifact, number, newest, chosen }} />}
      {!now && <BranchBar {...{ artifact, found, chosen }} />}
      {edits && <EditBar editing={editing} artifact={artifact} />}
      {!edits && looked.mayLook && !now && <JoinBar editing={editing} writes={looked.mayEdit} onJoin={edit} />}
      {!now && <CandidateBar review={review} />}
      {artifact && proposed ? (
        <CandidateRoom key={proposed.number} {...{ artifact, review, look }} candidate={proposed} />
      ) : (
        <Body
          {...{ found, looked, chosen, mode, look, spot, edit, pointing, review, toPlace }}
          onProblems={setProblems}
        />
      )}
      {!proposed && (mode === "preview" || mode === "code") && !now && (
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
  review: Review;
  toPlace: (path: string, line: number, column: number) => void;
  onProblems: (problems: Problems) => void;
}

/** The preview stays where it is while something else is looked at, so that it is there at once. */
function Body(given: BodyProps) {
  const { found, looked, chosen, mode, look, spot, edit, pointing, review, toPlace, onProblems } = given;
  const { artifacts } = useWords();
  const { artifact, edits } = looked;
  const beside = mode === "code" && edits;
  const { id, mayCommand } = useSession();
  const uses = useUses(id, looked.now ? undefined : looked.version);
  const shown = useShown(looked, chosen.artifact);
  // What is not saved yet has no name that anything could have been allowed to.
  const kept = looked.now || (edits && looked.editing.live?.unsaved) ? undefined : looked.version;
  const wanted = useAllowing(shown, kept, uses);
  return (
    <div className="relative flex min-h-0 flex-1">
      <div className={join("relative isolate min-h-0 min-w-0 flex-1", beside && "flex flex-col @4xl:flex-row")}>
        {mode === "code" && (
          <div className={join("min-h-0 min-w-0", beside ? "flex-[1.2] @4xl:flex-1" : "h-full")}>
            <Code looked={looked} spot={spot} edit={edit} review={review} />
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
          {kept && <UsesBar uses={uses} works={mayCommand} />}
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
      {review.listed && !looked.now && <Comments review={review} toPlace={placeOf(looked, review, toPlace)} />}
    </div>
  );
}

/** Leads to where a comment is: a line of the newest version. */
const placeOf =
  ({ version }: Looked, review: Review, toPlace: BodyProps["toPlace"]) =>
  ({ number, place }: CommentView) => {
    const text = place && version?.files[place.path];
    if (!text) return;
    review.press(number);
    const before = text.slice(0, unitsBefore(text, place.start));
    toPlace(place.path, before.split("\n").length, before.length - before.lastIndexOf("\n"));
  };

interface CodeProps {
  looked: Looked;
  spot: Place | null;
  edit: () => void;
  review: Review;
}

function Code({ looked, spot, edit, review }: CodeProps) {
  const { id, mayCommand } = useSession();
  const { version, number, now, editing, mayEdit, edits } = looked;
  const { line, live } = editing;
  return (
    <CodeView
      files={now?.files ?? (edits ? live?.files : null) ?? version?.files ?? {}}
      entry={now?.entry || live?.entry || version?.entry || ""}
      line={edits && live?.files ? line : null}
      address={version && !now ? { id, artifact: version.id, number } : null}
      spot={spot}
      review={now ? null : review}
      mayComment={mayCommand}
      onEdit={mayEdit && !edits ? edit : undefined}
      onDone={edits && (!live?.unsaved || !live.writes) ? editing.leave : undefined}
    />
  );
}
