// Every action of the workspace: its picture, its shortcut, where it belongs. What it does is bound by the part of the
// page that can do it (useAction); the palette, the shortcuts and the menus show what is bound.
import {
  Archive,
  ArrowDownToLine,
  CircleStop,
  Clipboard,
  Clock3,
  Copy,
  FileDown,
  FilePlus2,
  Folder,
  FolderKanban,
  Hand,
  HandHelping,
  House,
  Inbox,
  Keyboard,
  Languages,
  ListTree,
  LogOut,
  type LucideIcon,
  Maximize,
  MessageSquare,
  Monitor,
  PanelLeft,
  PanelRight,
  Paperclip,
  Pause,
  PenLine,
  Play,
  Search,
  Settings,
  ShieldCheck,
  ShieldX,
  SquarePen,
  SquareTerminal,
  StepBack,
  StepForward,
  SunMoon,
  Trash2,
  Wallet,
} from "lucide-react";
import type { Words } from "@/words";

export type ActionId = keyof Words["actions"];
export type Group = keyof Words["palette"]["groups"];

export interface Action {
  icon: LucideIcon;
  group: Group;
  /** "mod+k", "shift+y", "n". A single key acts only outside of text fields, and can be switched off. */
  keys?: string;
  /** Also while somebody writes. Only for shortcuts with mod. */
  always?: boolean;
  bad?: boolean;
}

export const CATALOGUE: Record<ActionId, Action> = {
  "session.new": { icon: SquarePen, group: "go", keys: "n" },
  "session.stop": { icon: CircleStop, group: "session", keys: "mod+.", always: true, bad: true },
  "session.pause": { icon: Pause, group: "session", keys: "shift+p" },
  "session.continue": { icon: Play, group: "session", keys: "shift+p" },
  "session.takeOver": { icon: Hand, group: "session", keys: "t" },
  "session.handBack": { icon: HandHelping, group: "session", keys: "t" },
  "session.rename": { icon: PenLine, group: "session" },
  "session.duplicate": { icon: Copy, group: "session" },
  "session.archive": { icon: Archive, group: "session" },
  "session.delete": { icon: Trash2, group: "session", bad: true },
  "session.report": { icon: FileDown, group: "session" },
  "session.next": { icon: ListTree, group: "go", keys: "j" },
  "session.previous": { icon: ListTree, group: "go", keys: "k" },
  "question.allow": { icon: ShieldCheck, group: "talk", keys: "y" },
  "question.always": { icon: ShieldCheck, group: "talk", keys: "shift+y" },
  "question.deny": { icon: ShieldX, group: "talk", keys: "x" },
  "talk.focus": { icon: MessageSquare, group: "talk", keys: "/" },
  "talk.attach": { icon: Paperclip, group: "talk" },
  "talk.end": { icon: ArrowDownToLine, group: "talk", keys: "shift+g" },
  "go.home": { icon: House, group: "go" },
  "go.talk": { icon: MessageSquare, group: "go", keys: "1" },
  "go.desk": { icon: Monitor, group: "go", keys: "2" },
  "go.timeline": { icon: Clock3, group: "go", keys: "3" },
  "go.files": { icon: Folder, group: "go", keys: "4" },
  "go.cost": { icon: Wallet, group: "go", keys: "5" },
  "go.questions": { icon: Inbox, group: "go", keys: "q" },
  "go.costs": { icon: Wallet, group: "go" },
  "go.projects": { icon: FolderKanban, group: "go" },
  "go.settings": { icon: Settings, group: "go", keys: "mod+," },
  "go.search": { icon: Search, group: "go", keys: "s" },
  "desk.fullScreen": { icon: Maximize, group: "session", keys: "f" },
  "desk.clipboard": { icon: Clipboard, group: "session" },
  "desk.addFiles": { icon: FilePlus2, group: "session" },
  "timeline.play": { icon: Play, group: "session", keys: "p" },
  "timeline.previous": { icon: StepBack, group: "session", keys: "," },
  "timeline.next": { icon: StepForward, group: "session", keys: "." },
  "look.palette": { icon: SquareTerminal, group: "look", keys: "mod+k", always: true },
  "look.shortcuts": { icon: Keyboard, group: "look", keys: "?" },
  "look.list": { icon: PanelLeft, group: "look", keys: "mod+b", always: true },
  "look.pane": { icon: PanelRight, group: "look", keys: "mod+j", always: true },
  "look.theme": { icon: SunMoon, group: "look", keys: "shift+d" },
  "look.language": { icon: Languages, group: "look" },
  "look.logOut": { icon: LogOut, group: "look" },
};

export const ACTION_IDS = Object.keys(CATALOGUE) as ActionId[];
