// The list of shortcuts, and the switch for those of a single key.
import { useState } from "react";
import { Dialog } from "@/parts/Dialog";
import { Kbd } from "@/parts/Kbd";
import { Switch } from "@/parts/Switch";
import { useWords } from "@/words";
import { ACTION_IDS, CATALOGUE, type Group } from "./catalogue";
import { singleKeys, useAction } from "./registry";

const GROUPS: Group[] = ["talk", "session", "go", "look"];

export function Shortcuts() {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const [single, setSingle] = useState(singleKeys.on);
  useAction("look.shortcuts", () => setOpen(true));
  return (
    <Dialog open={open} onClose={() => setOpen(false)} title={words.palette.shortcuts} wide>
      <div className="mt-4 gap-x-10 md:columns-2">
        {GROUPS.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-xs text-faint">{words.palette.groups[group]}</h3>
            <dl>
              {ACTION_IDS.filter((id) => CATALOGUE[id].group === group && CATALOGUE[id].keys).map((id) => (
                <div key={id} className="flex items-center justify-between gap-4 py-1 text-sm">
                  <dt>{words.actions[id]}</dt>
                  <dd>
                    <Kbd keys={CATALOGUE[id].keys ?? ""} className="inline-flex!" />
                    <span className="sr-only">{CATALOGUE[id].keys}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        label={words.palette.singleKeys}
        note={words.palette.singleKeysNote}
        on={single}
        onChange={(on) => {
          singleKeys.set(on);
          setSingle(on);
        }}
      />
    </Dialog>
  );
}
