import { FileText, Upload, X } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import type { Project } from "@/api/types";
import * as workplace from "@/api/workplace";
import { Button, IconButton } from "@/parts/Button";
import { join } from "@/parts/join";
import { Section } from "@/parts/Section";
import { useDoing } from "@/parts/useDoing";
import { useFigures, useWords } from "@/words";

/** The files of a project: chosen or dropped in, saved, taken out. */
export function Files({ project, mayChange }: { project: Project; mayChange: boolean }) {
  const { projects: words } = useWords();
  const figures = useFigures();
  const { busy, run } = useDoing("projects");
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const put = (files: Iterable<File>) =>
    void run(async () => {
      for (const file of files) await workplace.putProjectFile(project.id, file);
    });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (mayChange) put(event.dataTransfer.files);
  };
  return (
    <Section
      title={words.files}
      note={words.filesNote}
      right={
        mayChange && (
          <Button size="sm" disabled={busy} onClick={() => chooser.current?.click()}>
            <Upload /> {words.addFiles}
          </Button>
        )
      }
    >
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={words.addFiles}
        onChange={(event) => {
          put([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is beside the button, which does the same */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={join(
          "rounded-lg border bg-panel",
          over ? "border-hand bg-hand-wash" : "border-line",
          !project.files.length && "border-dashed",
        )}
      >
        {project.files.length ? (
          <ul className="divide-y divide-line">
            {project.files.map((each) => (
              <li key={each.name} className="flex min-h-10 items-center gap-2 pr-1.5 pl-3 text-sm">
                <FileText className="size-4 shrink-0 text-faint" />
                <a
                  href={workplace.projectFileAddress(project.id, each.name)}
                  download={each.name}
                  className="min-w-0 flex-1 truncate hover:text-hand hover:underline"
                >
                  {each.name}
                </a>
                <span className="figures text-xs text-faint">{figures.bytes(each.size_bytes)}</span>
                {mayChange && (
                  <IconButton
                    label={words.removeFile(each.name)}
                    disabled={busy}
                    onClick={() => void run(() => workplace.deleteProjectFile(project.id, each.name))}
                  >
                    <X />
                  </IconButton>
                )}
              </li>
            ))}
          </ul>
        ) : (
          <p className="px-4 py-6 text-center text-sm text-soft">{words.noFiles}</p>
        )}
      </div>
    </Section>
  );
}
