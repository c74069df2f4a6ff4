// Other sessions' desks beside this one, live and small. They are looked at only; a click makes one the large one.
import { Check, LayoutGrid, X } from "lucide-react";
import { useRef } from "react";
import { useNavigate } from "react-router";
import * as api from "@/api/calls";
import type { Summary } from "@/api/types";
import { IconButton } from "@/parts/Button";
import { join } from "@/parts/join";
import { Menu, MenuItem, MenuLabel } from "@/parts/Menu";
import { Spinner } from "@/parts/Spinner";
import { StateDot } from "@/parts/StateDot";
import { useWords } from "@/words";
import type { Beside } from "./severally";
import { useScreenLink } from "./useScreenLink";

export function BesideMenu({ beside }: { beside: Beside }) {
  const { desk, shell } = useWords();
  const { possible, shown, toggle } = beside;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={desk.several}>
          <LayoutGrid />
        </IconButton>
      }
    >
      <MenuLabel>{possible.length ? desk.severalTitle : desk.severalNone}</MenuLabel>
      {possible.map((each) => {
        const isShown = shown.includes(each);
        return (
          <MenuItem
            key={each.id}
            icon={isShown ? <Check className="text-hand!" /> : <StateDot state={each.state} />}
            onSelect={() => toggle(each.id)}
          >
            {each.title || shell.untitled}
          </MenuItem>
        );
      })}
    </Menu>
  );
}

export function BesideRow({ beside }: { beside: Beside }) {
  if (!beside.shown.length) return null;
  return (
    <ul className={join("grid grid-cols-2 gap-2", beside.shown.length > 2 && "@2xl:grid-cols-4")}>
      {beside.shown.map((each) => (
        <Tile key={each.id} summary={each} beside={beside} />
      ))}
    </ul>
  );
}

function Tile({ summary, beside }: { summary: Summary; beside: Beside }) {
  const { desk, shell } = useWords();
  const navigate = useNavigate();
  const room = useRef<HTMLDivElement>(null);
  // Each step is a sign that its desk may stand by now.
  const { state } = useScreenLink(summary.id, room, { acts: false, fresh: summary.steps });
  const title = summary.title || shell.untitled;
  const still = state.frozen || (summary.picture ? api.blobAddress(summary.id, summary.picture) : "");
  return (
    <li className="group relative overflow-hidden rounded-md border border-line bg-panel shadow-1">
      <div
        className="relative overflow-hidden bg-sunk"
        style={{ aspectRatio: state.width ? `${state.width} / ${state.height}` : "16 / 10" }}
      >
        {still && state.state !== "live" && (
          <img src={still} alt="" className="absolute inset-0 size-full object-cover object-top opacity-60" />
        )}
        {state.state !== "live" && !still && (
          <span className="absolute inset-0 grid place-items-center text-faint">
            <Spinner />
          </span>
        )}
        <div ref={room} className="absolute inset-0" />
      </div>
      <p className="flex items-center gap-2 border-t border-line px-2 py-1 text-xs">
        <StateDot state={summary.state} />
        <span className="min-w-0 flex-1 truncate">{title}</span>
      </p>
      <button
        type="button"
        aria-label={desk.severalOpen(title)}
        title={desk.severalOpen(title)}
        onClick={() => {
          beside.swap(summary.id);
          navigate(`/s/${summary.id}/desk`);
        }}
        className="absolute inset-0 rounded-md"
      />
      <IconButton
        size="sm"
        label={desk.severalHide(title)}
        onClick={() => beside.toggle(summary.id)}
        className="absolute! top-1 right-1 bg-panel/90 opacity-0 shadow-1 group-focus-within:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100"
      >
        <X />
      </IconButton>
    </li>
  );
}
