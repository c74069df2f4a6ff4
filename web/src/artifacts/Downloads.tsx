// What an artifact goes out as: every form of its kind, its files as they are, and a zip of them.
import { Download, FileArchive, FileDown, FolderDown, GitBranch } from "lucide-react";
import { useState } from "react";
import { useAction } from "@/actions/registry";
import * as api from "@/api/artifacts";
import type { VersionContent } from "@/api/http";
import { IconButton } from "@/parts/Button";
import { Menu, MenuItem, MenuLine } from "@/parts/Menu";
import { toast, toastError } from "@/parts/toasts";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { useForms } from "./asking";
import { IntoBranch, IntoFolder } from "./running/OnDesk";
import { fileName, saveBlob, zipOf } from "./zip";

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

interface Props {
  title: string;
  /** Absent where there is nothing to take out: it is still being written, or not read yet. */
  version: VersionContent | undefined;
}

export function Downloads({ title, version }: Props) {
  const words = useWords();
  const { artifacts, running } = words;
  const { id, mayCommand } = useSession();
  const [open, setOpen] = useState<"" | "folder" | "branch">("");
  const possible = version !== undefined;
  const zip = () => {
    if (!possible) return;
    zipOf(version).then(
      (blob) => saveBlob(blob, `${fileName(title)}-v${version.number}.zip`),
      (error) => toastError(error, words),
    );
  };
  useAction("artifact.download", zip, possible);
  useAction("artifact.toFolder", () => setOpen("folder"), possible && mayCommand);
  useAction("artifact.toBranch", () => setOpen("branch"), possible && mayCommand);
  if (!possible) return null;
  const close = () => setOpen("");
  const paths = [...Object.keys(version.files), ...Object.keys(version.bytes)].slice(0, FILES_LISTED_MAX);
  return (
    <>
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
        {mayCommand && (
          <>
            <MenuLine />
            <MenuItem icon={<FolderDown />} onSelect={() => setOpen("folder")}>
              {running.intoFolder}…
            </MenuItem>
            <MenuItem icon={<GitBranch />} onSelect={() => setOpen("branch")}>
              {running.intoBranch}…
            </MenuItem>
          </>
        )}
      </Menu>
      {open === "folder" && <IntoFolder version={version} title={title} onClose={close} />}
      {open === "branch" && <IntoBranch version={version} title={title} onClose={close} />}
    </>
  );
}
