// The account: who is signed in, and what belongs to them rather than to a session.
import { ChevronsUpDown, Keyboard, LogOut, Settings, Wallet } from "lucide-react";
import { useNavigate } from "react-router";
import { CATALOGUE } from "@/actions/catalogue";
import { act } from "@/actions/registry";
import type { Theme } from "@/api/types";
import { Menu, MenuChoices, MenuItem, MenuLabel, MenuLine } from "@/parts/Menu";
import { type Tongue, useSpeech } from "@/words";
import { useMe } from "./me";
import { useOwnTastes } from "./ownTastes";

export function AccountMenu() {
  const { words } = useSpeech();
  const { account, version } = useMe();
  const navigate = useNavigate();
  const { shell } = words;
  const { theme, language } = useOwnTastes();
  return (
    <Menu
      trigger={
        <button type="button" className="flex h-8 min-w-0 items-center gap-2 rounded-md px-2 text-sm hover:bg-raise">
          <span className="sr-only">{shell.account}</span>
          <span
            aria-hidden
            className="grid size-5 place-items-center rounded-full bg-hand-wash text-2xs font-semibold text-hand uppercase"
          >
            {account.name.slice(0, 1)}
          </span>
          <span className="truncate">{account.name}</span>
          <ChevronsUpDown className="size-3.5 text-faint" />
        </button>
      }
    >
      <MenuItem icon={<Settings />} onSelect={() => navigate("/settings")} keys={CATALOGUE["go.settings"].keys}>
        {shell.settings}
      </MenuItem>
      <MenuItem icon={<Wallet />} onSelect={() => navigate("/costs")}>
        {shell.costs}
      </MenuItem>
      <MenuItem icon={<Keyboard />} onSelect={() => window.setTimeout(() => act("look.shortcuts"), 0)} keys="?">
        {words.palette.shortcuts}
      </MenuItem>
      <MenuLine />
      <MenuLabel>{shell.theme}</MenuLabel>
      <MenuChoices<Theme> {...theme} />
      <MenuLabel>{shell.language}</MenuLabel>
      <MenuChoices<Tongue> {...language} />
      <MenuLine />
      <MenuItem icon={<LogOut />} onSelect={() => act("look.logOut")}>
        {shell.logOut}
      </MenuItem>
      <p className="px-2 pt-1 pb-1.5 text-2xs text-faint">
        {words.common.product} {version}
      </p>
    </Menu>
  );
}
