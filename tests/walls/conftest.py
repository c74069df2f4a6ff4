"""What an attacker starts from: a shell on the desk, a program on its screen, a page in its browser; and the host."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from deskhand.desk.base import DeskSpec
from deskhand.desk.cells.cell import WalledCell
from deskhand.desk.cells.identity import identity_for
from deskhand.desk.cells.places import Places, screen_walls, shell_walls
from deskhand.desk.client import DeskClient
from deskhand.desk.open import open_desk
from tests.desk.cells.conftest import Room, places_in

SPEC = DeskSpec(shell_memory_mib=256, shell_processes=48, disk_mib=96)
"""Small limits, so that an attack on them costs the machine little."""


@dataclass
class Host:
    """Doors of this machine that nobody on a desk may come through; `callers` counts who did."""

    tcp: socket.socket
    abstract: socket.socket
    path: socket.socket

    @property
    def callers(self) -> int:
        found = 0
        for listener in (self.tcp, self.abstract, self.path):
            try:
                listener.accept()[0].close()
                found += 1
            except BlockingIOError:
                continue
        return found

    @property
    def port(self) -> int:
        return int(self.tcp.getsockname()[1])


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    tcp, abstract, path = socket.socket(), socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
    tcp.bind(("127.0.0.1", 0))
    abstract.bind(f"\0deskhand-walls-{os.getpid()}")
    path.bind(os.path.relpath(tmp_path / "s"))
    (tmp_path / "s").chmod(0o777)
    for listener in (tcp, abstract, path):
        listener.listen()
        listener.setblocking(False)
    with tcp, abstract, path:
        yield Host(tcp, abstract, path)


@dataclass
class Cells:
    """Both cells of one desk."""

    shell: Room
    screen: Room


@pytest.fixture
async def cells(tmp_path: Path) -> AsyncIterator[Cells]:
    places = places_in(tmp_path)
    rooms = await both(places)
    yield rooms
    await rooms.shell.cell.close()
    await rooms.screen.cell.close()


async def both(places: Places) -> Cells:
    shell = await WalledCell.start(shell_walls(places, DeskSpec()), identity_for())
    screen = await WalledCell.start(screen_walls(places, DeskSpec()), identity_for())
    return Cells(Room(shell, places), Room(screen, places))


@dataclass
class Victim:
    """A whole desk behind its keeper, with the folder that it runs in."""

    desk: DeskClient
    folder: Path
    _seen: dict[str, int] = field(default_factory=dict)

    def lines(self, log: str) -> list[dict[str, object]]:
        """The lines of a log of the desk that are JSON."""
        path = self.folder / log
        text = path.read_text(errors="replace") if path.exists() else ""
        return [json.loads(line) for line in text.splitlines() if line.startswith("{")]

    def notes(self) -> str:
        return " ".join(str(line.get("note", "")) for line in self.lines("keeper.log"))

    async def noted(self, words: str) -> str:
        """Wait until the keeper's log says so; the test's own timeout ends it."""
        while words not in self.notes():  # noqa: ASYNC110 - another process writes the log
            await asyncio.sleep(0.1)
        return self.notes()

    async def py(self, program: str, timeout_s: float = 30) -> tuple[str, str]:
        """Run a hostile program in the shell: what it printed, and what the person was told."""
        await self.desk.run("true")
        (self.folder / "desk/work/attack.py").write_text(program)
        result = await self.desk.run("python3 /work/attack.py", timeout_s=timeout_s)
        return result.output, result.note


@pytest.fixture
async def victim(tmp_path: Path) -> AsyncIterator[Victim]:
    desk = await open_desk(tmp_path, SPEC)
    yield Victim(desk, tmp_path)
    await (await open_desk(tmp_path, SPEC)).close()
    await desk.detach()
