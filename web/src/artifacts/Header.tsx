// The head of an artifact: which it is, in which version, how it is shown, and what can be done with it as a whole.
import {
  ChevronDown,
  Columns2,
  Download,
  Ellipsis,
  FileArchive,
  FileDown,
  Languages,
  Link2,
  Maximize,
  Minimize,
  Moon,
  PenLine,
  SquareMousePointer,
  Sun,
  Trash2,
} from "lucide-react";
import { useState } from "react";
import { useAction } from "@/actions/registry";
import * as api from "@/api/artifacts";
import type { ArtifactSummary, ArtifactView, VersionContent } from "@/api/http";
import { IconButton } from "@/parts/Button";
import { Menu, MenuItem, MenuLine } from "@/parts/Menu";
import { Segments } from "@/parts/Segments";
import { toast, toastError } from "@/parts/toasts";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { useForms } from "./asking";
import { DeleteArtifact, RenameArtifact } from "./dialogs";
import { iconOf } from "./kinds";
import { CommentsButton } from "./review/CommentsButton";
import type { Review } from "./review/useReview";
import type { Look, Pointing } from "./Shelf";
import { ShareDialog } from "./share/ShareDialog";
import type { Chosen, Mode } from "./useChosen";
import type { Writing } from "./writing";
import { fileName, saveBlob, zipOf } from "./zip";

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
        <Downloads {...given} />
        <IconButton label={screen.on ? artifacts.leaveFullScreen : artifacts.fullScreen} onClick={screen.toggle}>
          {screen.on ? <Minimize /> : <Maximize />}
        </IconButton>
        <More {...given} />
      </div>
    </header>
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

function saveAddress(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}

const FILES_LISTED_MAX = 20;

/** The words of what is not in a file as it was, from what the server says of it: `word=count; word=count`. */
function leftIn(said: string, words: Readonly<Record<string, string>>): string {
  const found = said.split("; ").map((each) => each.split("=")[0] ?? "");
  return found.flatMap((word) => (Object.hasOwn(words, word) ? [words[word]] : [])).join(" ");
}

/** The items of the forms that other programs open. */
function Forms({ version }: { version: VersionContent }) {
  const words = useWords();
  const { artifacts } = words;
  const { id } = useSession();
  const { data } = useForms(id, version.id, version.number, true);
  const taken = (data ?? []).filter((each) => each.id !== "file" && each.id !== "zip");
  const get = (form: string) => {
    toast(artifacts.making);
    api.form(id, version.id, version.number, form).then(
      ({ blob, name, said }) => {
        saveBlob(blob, name || `artifact.${form}`);
        const left = leftIn(said, artifacts.left);
        if (left) toast(artifacts.leftOut, { hint: left });
      },
      (error) => toastError(error, words),
    );
  };
  if (!taken.length) return null;
  return (
    <>
      {taken.map((each) => (
        <MenuItem key={each.id} icon={<FileDown />} onSelect={() => get(each.id)}>
          {Object.hasOwn(artifacts.forms, each.id) ? artifacts.forms[each.id as keyof typeof artifacts.forms] : each.id}
        </MenuItem>
      ))}
      <MenuLine />
    </>
  );
}

function Downloads({ artifact, version, writing }: Props) {
  const words = useWords();
  const { artifacts } = words;
  const { id } = useSession();
  const possible = version !== undefined && artifact !== undefined && !writing;
  const zip = () => {
    if (!possible) return;
    zipOf(version).then(
      (blob) => saveBlob(blob, `${fileName(artifact.title)}-v${version.number}.zip`),
      (error) => toastError(error, words),
    );
  };
  useAction("artifact.download", zip, possible);
  if (!possible) return null;
  const paths = [...Object.keys(version.files), ...Object.keys(version.bytes)].slice(0, FILES_LISTED_MAX);
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={artifacts.download}>
          <Download />
        </IconButton>
      }
    >
      <Forms version={version} />
      {paths.map((path) => (
        <MenuItem
          key={path}
          icon={<FileDown />}
          onSelect={() => saveAddress(api.artifactFileAddress(id, version.id, version.number, path))}
        >
          {path}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={<FileArchive />} onSelect={zip}>
        {artifacts.downloadZip}
      </MenuItem>
    </Menu>
  );
}

function More({ artifact, chosen, look, writing, number }: Props) {
  const { artifacts, common, together } = useWords();
  const { mayCommand } = useSession();
  const [open, setOpen] = useState<"" | "rename" | "delete" | "share">("");
  const mayChange = mayCommand && artifact !== undefined && !writing;
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
