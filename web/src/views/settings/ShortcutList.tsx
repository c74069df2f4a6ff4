import { useState } from "react";
import { ACTION_IDS, CATALOGUE, type Group } from "@/actions/catalogue";
import { singleKeys } from "@/actions/registry";
import { Kbd, keyNames } from "@/parts/Kbd";
import { Rows, Section } from "@/parts/Section";
import { Switch } from "@/parts/Switch";
import { useWords } from "@/words";

const GROUPS: Group[] = ["talk", "session", "go", "look"];

/** Every action that has keys, and the switch for those of a single key. */
export function ShortcutList() {
  const { palette, actions } = useWords();
  const [single, setSingle] = useState(singleKeys.on);
  const change = (on: boolean) => {
    singleKeys.set(on);
    setSingle(on);
  };
  return (
    <>
      <div className="mb-7 rounded-lg border border-line bg-panel p-4">
        <Switch label={palette.singleKeys} note={palette.singleKeysNote} on={single} onChange={change} />
      </div>
      {GROUPS.map((group) => (
        <Section key={group} title={palette.groups[group]}>
          <Rows label={palette.groups[group]}>
            {ACTION_IDS.filter((id) => CATALOGUE[id].group === group && CATALOGUE[id].keys).map((id) => (
              <li key={id} className="flex min-h-9 items-center gap-3 px-4 text-sm">
                <span className="flex-1">{actions[id]}</span>
                <Kbd keys={CATALOGUE[id].keys ?? ""} className="inline-flex!" />
                <span className="sr-only">{keyNames(CATALOGUE[id].keys ?? "").join(" ")}</span>
              </li>
            ))}
          </Rows>
        </Section>
      ))}
    </>
  );
}
