"""Limits that no kernel mechanism enforces on this machine: memory of a cell's programs, and room on the disk.

Once a second it looks at what the cells use. Over the memory limit the largest program is ended; while the disk fills
over its limit, the shell's programs and then the browser's. What can be hidden from such a look (memory in pipes,
files in messages under way) is caught by what the whole machine has left. It does not know what the programs do.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from deskhand.desk.cells.cell import WalledCell
from deskhand.desk.cells.room import Room, folder_room
from deskhand.desk.cells.watch import Usage, free_memory_mib, own_processes, processes_of, unlinked_mib, usage_of
from deskhand.desk.programs.notes import Notes

PERIOD_S = 1.0
MACHINE_MEMORY_SHARE, MACHINE_MEMORY_MIB = 0.04, 192
"""The machine is short of memory below the larger of the two; a desk's shell then stands back."""

MACHINE_DISK_MIB = 256
"""Left on the file system of the work folder, for what is not the desk's."""

_PAUSE_AFTER_S = 10.0
"""Between two times that all programs are ended because the machine is short: it must have time to get room back."""

_DISK_SHARE = 0.05
"""The most of the time that measuring the disk may take: 20 x its duration is waited between two measurements."""

_GROWTH_MIB = 8.0
"""What a desk that is full may still grow by before more is ended: a browser writes a little whatever it shows."""


@dataclass(frozen=True)
class Watched:
    """A cell as the watchdog sees it. cell: the one that runs now, if any. whose: "shell" or "screen"."""

    whose: str
    cell: Callable[[], WalledCell | None]
    notes: Notes

    def programs(self) -> list[int]:
        """The pids of the desk's own programs in it."""
        cell = self.cell()
        return [] if cell is None else [p for p in processes_of(cell.host_pid) if p not in own_processes(cell.host_pid)]

    def largest(self) -> Usage | None:
        """The program of the desk in it that has the most memory."""
        cell = self.cell()
        if cell is None:
            return None
        ours = own_processes(cell.host_pid)
        theirs = [one for one in usage_of(cell.host_pid) if one.pid not in ours]
        return max(theirs, key=lambda one: one.private_mib, default=None)


async def watch_memory(watched: Watched, memory_mib: int) -> None:
    """Runs until cancelled. Memory that no file holds counts, so a program's mapped files do not."""
    while True:
        await _pass(PERIOD_S)
        cell = watched.cell()
        total = 0.0 if cell is None else sum(one.private_mib for one in usage_of(cell.host_pid))
        if total > memory_mib and (largest := watched.largest()):
            _kill([largest.pid])
            watched.notes.append(
                f"{largest.name} was ended at {largest.private_mib:.0f} MiB: the {watched.whose}'s programs together "
                f"used {total:.0f} of the {memory_mib} MiB they may use (memory limit)."
            )


async def watch_kills(watched: Watched, kills: Callable[[], int], memory_mib: int) -> None:
    """Runs until cancelled. Tells when the kernel ended programs because of their memory; it tells nobody itself."""
    told = kills()
    while True:
        await _pass(PERIOD_S)
        if (ended := kills()) > told:
            watched.notes.append(
                f"{ended - told} of the {watched.whose}'s programs ended by force: together they used the {memory_mib} "
                f"MiB they may (memory limit)."
            )
            told = ended


async def watch_machine(shell: Watched, screen: Watched) -> None:
    """Runs until cancelled. Ends the shell's programs when the machine itself runs out of memory; where there are
    none, the largest on the screen."""
    while True:
        await _pass(PERIOD_S)
        free_mib, total_mib = await asyncio.to_thread(free_memory_mib)
        floor_mib = max(MACHINE_MEMORY_MIB, MACHINE_MEMORY_SHARE * total_mib)
        if free_mib >= floor_mib:
            continue
        words = f"this machine had {free_mib:.0f} MiB of memory left, and {floor_mib:.0f} are kept for everything else."
        if programs := shell.programs():
            _kill(programs)
            shell.notes.append(f"The shell's programs were ended: {words}")
            await _pass(_PAUSE_AFTER_S)
        elif largest := screen.largest():
            _kill([largest.pid])
            screen.notes.append(f"{largest.name} was ended at {largest.private_mib:.0f} MiB: {words}")


async def watch_processes(shell: Watched, refusals: Callable[[], int], processes_max: int) -> None:
    """Runs until cancelled. Tells when programs could not be started because of their number; the kernel refuses."""
    told = refusals()
    while True:
        await _pass(PERIOD_S)
        refused, running = refusals(), len(shell.programs())
        if refused > told or running >= processes_max:
            shell.notes.append(
                f"The shell's programs may be {processes_max} processes at once; some could not be started "
                f"(process limit)."
            )
            told = refused
            await _pass(_PAUSE_AFTER_S)


@dataclass
class DiskWatch:
    """folders: what counts together, all on one file system. cells: whose programs fill them, the first to be ended
    first."""

    folders: list[Path]
    disk_mib: int
    cells: list[Watched]
    full: str = ""
    """Why nothing more may be written; "" while there is room."""

    _before_mib: float = field(default=0.0, init=False)
    """What was held when programs were last ended; while there is room, at the last look."""
    _ended: int = field(default=0, init=False)

    async def run(self) -> None:
        """Runs until cancelled."""
        pause_s = PERIOD_S
        while True:
            await asyncio.sleep(pause_s)
            started = time.monotonic()
            room = await asyncio.to_thread(self._measure)
            pause_s = max(PERIOD_S, (time.monotonic() - started) / _DISK_SHARE)
            self._judge(room)

    def _measure(self) -> Room:
        rooms = [folder_room(folder) for folder in self.folders]
        pids = [pid for watched in self.cells for pid in watched.programs()]
        unlinked = unlinked_mib(pids, self.folders[0].stat().st_dev)
        return Room(sum(room.bytes for room in rooms) + int(unlinked * 1024 * 1024), sum(r.hidden for r in rooms))

    def _judge(self, room: Room) -> None:
        left = os.statvfs(self.folders[0])
        left_mib = left.f_bavail * left.f_frsize / (1024 * 1024)
        self.full = ""
        if room.hidden:
            self.full = f"{room.hidden} of the desk's folders can't be measured (nested too deep, or closed)"
        elif room.mib > self.disk_mib:
            self.full = f"the desk holds {room.mib:.0f} MiB on the disk and may hold {self.disk_mib} (disk limit)"
        elif left_mib < MACHINE_DISK_MIB and room.mib > self._before_mib + _GROWTH_MIB:
            self.full = f"this machine has only {left_mib:.0f} MiB left on the disk"
        grew = room.mib > self._before_mib + _GROWTH_MIB or (room.hidden and not self._ended)
        if not self.full:
            self._ended = 0
        elif grew or not self._ended:
            self._end()
        if not self._ended or grew:
            self._before_mib = room.mib

    def _end(self) -> None:
        """Whoever fills it: first the shell's programs, the next time the others' too. Where the first run none, the
        others fill it."""
        self._ended = min(self._ended + 1, len(self.cells))
        while self._ended < len(self.cells) and not any(map(self._writing, self.cells[: self._ended])):
            self._ended += 1
        for watched in self.cells[: self._ended]:
            programs = self._writing(watched)
            _kill(programs)
            if not programs:
                continue
            who = "The shell's programs were" if watched.whose == "shell" else "The browser was"
            watched.notes.append(
                f"{who} ended: {self.full}. Delete what is not needed; nothing more can be written until then."
            )

    def _writing(self, watched: Watched) -> list[int]:
        """All of the shell's; of the screen's the browser with what it started, because the rest writes little."""
        programs = watched.programs()
        if watched.whose == "shell":
            return programs
        return [pid for pid in programs if _name(pid).startswith("chromium")]


async def _pass(seconds: float) -> None:
    """Between two looks at numbers that the kernel keeps and tells nobody of."""
    await asyncio.sleep(seconds)


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text(errors="replace")
    except OSError:
        return ""


def _kill(pids: list[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
