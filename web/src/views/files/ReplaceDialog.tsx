import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { useWords } from "@/words";
import { plainName } from "./putting";

const NAMED = 5;

/** Asks before files take the place of others of the same name. */
export function ReplaceDialog({ clashes, answer }: { clashes: readonly File[]; answer: (replace: boolean) => void }) {
  const { files, common } = useWords();
  const names = clashes.slice(0, NAMED).map((file) => plainName(file.name));
  const told = names.join(", ") + (clashes.length > NAMED ? "…" : "");
  return (
    <Dialog
      open={clashes.length > 0}
      onClose={() => answer(false)}
      title={files.replaceTitle(clashes.length)}
      text={clashes.length === 1 ? files.replaceText(told) : files.replaceManyText(told)}
    >
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={() => answer(false)}>{common.cancel}</Button>
        <Button tone="go" onClick={() => answer(true)}>
          {files.replace}
        </Button>
      </div>
    </Dialog>
  );
}
