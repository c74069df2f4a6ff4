"""Real cells in a folder of the test's own."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deskhand.desk.base import DeskSpec
from deskhand.desk.cells.cell import WalledCell
from deskhand.desk.cells.identity import identity_for
from deskhand.desk.cells.places import Places, screen_walls, shell_walls


@dataclass
class Room:
    """A cell with its folder on this machine."""

    cell: WalledCell
    places: Places

    async def sh(self, command: str) -> tuple[int, str]:
        """Exit code and output of a shell command in the cell."""
        read_end, write_end = os.pipe()
        try:
            process = await self.cell.spawn(["bash", "-c", command], fds={1: write_end, 2: write_end})
        finally:
            os.close(write_end)
        with os.fdopen(read_end, "rb") as pipe:
            output = await asyncio.to_thread(pipe.read)
        return await process.wait(), output.decode(errors="replace")


def places_in(folder: Path, spec: DeskSpec = DeskSpec()) -> Places:
    places = Places(folder / "desk")
    places.make(identity_for(spec.mounts), spec.timezone)
    return places


@pytest.fixture
async def shell(tmp_path: Path) -> AsyncIterator[Room]:
    places = places_in(tmp_path)
    cell = await WalledCell.start(shell_walls(places, DeskSpec()), identity_for())
    yield Room(cell, places)
    await cell.close()


@pytest.fixture
async def screen(tmp_path: Path) -> AsyncIterator[Room]:
    places = places_in(tmp_path)
    cell = await WalledCell.start(screen_walls(places, DeskSpec()), identity_for())
    yield Room(cell, places)
    await cell.close()
