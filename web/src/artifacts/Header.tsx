// The head of an artifact: which it is, in which version, how it is shown, and what can be done with it as a whole.
import {
  ChevronDown,
  Columns2,
  Ellipsis,
  GitBranch,
  Languages,
  Link2,
  Maximize,
  Minimize,
  Moon,
  PenLine,
  Play,
  SquareMousePointer,
  Sun,
  Trash2,
} from "lucide-react";
import { useState } from "react";
import { useAction } from "@/actions/registry";
import type { ArtifactSummary, ArtifactView, VersionContent } from "@/api/http";
import { IconButton } from "@/parts/Button";
import { Menu, MenuItem, MenuLine } from "@/parts/Menu";
import { Segments } from "@/parts/Segments";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { Downloads } from "./Downloads";
import { DeleteArtifact, RenameArtifact } from "./dialogs";
import { iconOf } from "./kinds";
import { CommentsButton } from "./review/CommentsButton";
import type { Review } from "./review/useReview";
import { useRun } from "./running/useRun";
import type { Look, Pointing } from "./Shelf";
import { ShareDialog } from "./share/ShareDialog";
import { useBranches } from "./useBranches";
import type { Chosen, Mode } from "./useChosen";
import type { Writing } from "./writing";

interface Props {
  found: readonly ArtifactSummary[];
  chosen: Chosen;
  artifact: ArtifactView | undefined;
  version: VersionContent | undefined;
  number: number;
  newest: number;
  title: string;
  mode: Mode;
  look: Look;
  screen: { on: boolean; toggle: () => void };
  writing: Writing | null;
  pointing: Pointing;
  review: Review;
}

export function Header(given: Props) {
  const { found, chosen, number, newest, mode, look, screen, writing } = given;
  const { artifacts } = useWords();
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-panel px-2 py-1.5">
      <div className="flex min-w-0 flex-[1_1_13rem] items-center gap-1">
        <Switcher {...given} />
        {writing ? (
          <span role="status" className="flex shrink-0 items-center gap-1.5 text-xs text-hand">
            <span className="breathe size-1.5 rounded-full bg-hand" /> {artifacts.writing}
          </span>
        ) : (
          newest > 0 && <VersionMenu number={number} newest={newest} chosen={chosen} />
        )}
      </div>
      <div className="ml-auto flex shrink-0 items-center gap-0.5 @max-[30rem]:w-full">
        <Segments<Mode>
          label={artifacts.view}
          value={mode}
          onChoose={(now) => chosen.go({ mode: now })}
          className="mr-auto @[30rem]:mr-1"
          choices={[
            { value: "preview", label: artifacts.preview },
            { value: "code", label: artifacts.code },
            { value: "versions", label: artifacts.versions, disabled: !found.length || writing !== null },
          ]}
        />
        <IconButton
          label={look.dark ? artifacts.inLight : artifacts.inDark}
          onClick={() => look.setDark(!look.dark)}
          className="@max-[25rem]:hidden"
        >
          {look.dark ? <Sun /> : <Moon />}
        </IconButton>
        {given.pointing.possible && (
          <IconButton
            label={artifacts.point}
            aria-pressed={given.pointing.on}
            onClick={given.pointing.toggle}
            className="aria-pressed:bg-hand-wash aria-pressed:text-hand"
          >
            <SquareMousePointer />
          </IconButton>
        )}
        {given.artifact && !writing && <CommentsButton review={given.review} />}
        <RunButton {...given} />
        <Downloads
          title={given.artifact?.title ?? ""}
          version={given.artifact && !given.writing ? given.version : undefined}
        />
        <IconButton label={screen.on ? artifacts.leaveFullScreen : artifacts.fullScreen} onClick={screen.toggle}>
          {screen.on ? <Minimize /> : <Maximize />}
        </IconButton>
        <More {...given} />
      </div>
    </header>
  );
}

/** Runs the file that stands for the artifact, and shows what it prints. */
function RunButton({ artifact, version, writing, number, chosen }: Props) {
  const { running } = useWords();
  const run = useRun(artifact && !writing ? artifact.id : "", number, version?.entry ?? "");
  const start = () => {
    run?.start();
    chosen.go({ mode: "code" });
  };
  useAction("artifact.run", start, run !== null && !run.goes);
  if (!run) return null;
  return (
    <IconButton label={running.run} disabled={run.goes} onClick={start}>
      <Play />
    </IconButton>
  );
}

function Switcher({ found, chosen, artifact, title, writing }: Props) {
  const { artifacts } = useWords();
  const kind = writing?.kind ?? artifact?.kind ?? found.find((each) => each.id === chosen.artifact)?.kind ?? null;
  const Icon = iconOf(kind);
  const name = (
    <>
      <Icon className="size-4 shrink-0 text-faint" />
      <span className="min-w-0 truncate text-sm font-[550]">{title}</span>
    </>
  );
  if (found.length < 2 && !(writing && found.length)) {
    return (
      <h2 className="flex min-w-0 items-center gap-2 px-1.5" title={title}>
        {name}
      </h2>
    );
  }
  return (
    <h2 className="min-w-0">
      <Menu
        trigger={
          <button
            type="button"
            aria-label={`${artifacts.choose}: ${title}`}
            className="flex h-8 max-w-full min-w-0 items-center gap-2 rounded-md px-1.5 hover:bg-raise"
          >
            {name}
            <ChevronDown className="size-3.5 shrink-0 text-faint" />
          </button>
        }
      >
        {found.toReversed().map((each) => {
          const Kind = iconOf(each.kind);
          return (
            <MenuItem key={each.id} icon={<Kind />} onSelect={() => chosen.go({ artifact: each.id })}>
              <span className={each.id === chosen.artifact ? "font-[620]" : ""}>{each.title}</span>
              <span className="figures ml-2 text-xs text-faint">
                {artifacts.kinds[each.kind]} · {artifacts.short(each.newest.number)}
              </span>
            </MenuItem>
          );
        })}
      </Menu>
    </h2>
  );
}

const LISTED_MAX = 40;

function VersionMenu({ number, newest, chosen }: { number: number; newest: number; chosen: Chosen }) {
  const { artifacts } = useWords();
  const chip =
    "figures flex h-6 shrink-0 items-center gap-1 rounded-full border border-line bg-sunk px-2 text-xs text-soft";
  if (newest < 2) return <span className={chip}>{artifacts.short(number)}</span>;
  const numbers = Array.from({ length: Math.min(newest, LISTED_MAX) }, (_, place) => newest - place);
  return (
    <Menu
      trigger={
        <button type="button" aria-label={artifacts.version(number)} className={`${chip} hover:text-ink`}>
          {artifacts.short(number)} <ChevronDown className="size-3 text-faint" />
        </button>
      }
    >
      {numbers.map((each) => (
        <MenuItem key={each} onSelect={() => chosen.go({ number: each === newest ? 0 : each })}>
          <span className={each === number ? "font-[620]" : ""}>{artifacts.version(each)}</span>
          {each === newest && <span className="ml-2 text-xs text-faint">{artifacts.newest}</span>}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem onSelect={() => chosen.go({ mode: "versions" })}>{artifacts.backToVersions}</MenuItem>
    </Menu>
  );
}

function More({ artifact, chosen, look, writing, number }: Props) {
  const { artifacts, common, together } = useWords();
  const { mayCommand } = useSession();
  const [open, setOpen] = useState<"" | "rename" | "delete" | "share">("");
  const mayChange = mayCommand && artifact !== undefined && !writing;
  const { branch } = useBranches(artifact, chosen);
  useAction("artifact.rename", () => setOpen("rename"), mayChange);
  useAction("artifact.delete", () => setOpen("delete"), mayChange);
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={common.more}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem icon={look.dark ? <Sun /> : <Moon />} onSelect={() => look.setDark(!look.dark)}>
          {look.dark ? artifacts.inLight : artifacts.inDark}
        </MenuItem>
        <MenuItem icon={<Languages />} onSelect={() => look.setLanguage(look.language === "zh" ? "en" : "zh")}>
          {look.language === "zh" ? artifacts.inEnglish : artifacts.inChinese}
        </MenuItem>
        {artifact && !writing && (
          <MenuItem icon={<Columns2 />} onSelect={() => chosen.go({ mode: "picture" })}>
            {artifacts.comparePicture}
          </MenuItem>
        )}
        {mayChange && (
          <>
            <MenuLine />
            <MenuItem icon={<Link2 />} onSelect={() => setOpen("share")}>
              {together.share}
            </MenuItem>
            <MenuItem icon={<GitBranch />} onSelect={() => branch(number)}>
              {artifacts.branchFrom(number)}
            </MenuItem>
            <MenuItem icon={<PenLine />} onSelect={() => setOpen("rename")}>
              {artifacts.rename}
            </MenuItem>
            <MenuItem icon={<Trash2 />} bad onSelect={() => setOpen("delete")}>
              {artifacts.remove}
            </MenuItem>
          </>
        )}
      </Menu>
      {mayChange && (
        <>
          {open === "share" && <ShareDialog open {...{ artifact, number }} onClose={() => setOpen("")} />}
          <RenameArtifact artifact={artifact} open={open === "rename"} onClose={() => setOpen("")} />
          <DeleteArtifact
            artifact={artifact}
            open={open === "delete"}
            onClose={() => setOpen("")}
            onDone={() => chosen.go({ artifact: "" })}
          />
        </>
      )}
    </>
  );
}
