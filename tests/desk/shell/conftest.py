"""A shell in a cell, for the tests of this folder: on this machine as it is, and behind the real walls."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deskhand.desk.base import WORK_DIR, DeskSpec
from deskhand.desk.cells.base import Cell
from deskhand.desk.cells.cell import WalledCell
from deskhand.desk.cells.identity import identity_for
from deskhand.desk.cells.places import Places, shell_walls
from deskhand.desk.shell.environment import shell_environment
from deskhand.desk.shell.session import ShellSession
from tests.desk.shell.hostcell import HostCell


@dataclass(frozen=True)
class Ground:
    """A cell with its work folder: `cwd` as the cell sees it, `folder` as this machine does."""

    cell: Cell
    cwd: str
    folder: Path


@pytest.fixture(params=["host", pytest.param("walled", marks=pytest.mark.desk)])
async def ground(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Ground]:
    if request.param == "host":
        cell: Cell = HostCell(str(tmp_path))
        ground = Ground(cell, str(tmp_path), tmp_path)
    else:
        places, identity, spec = Places(tmp_path / "desk"), identity_for(), DeskSpec()
        places.make(identity, spec.timezone)
        cell = await WalledCell.start(shell_walls(places, spec), identity)
        ground = Ground(cell, WORK_DIR, places.work)
    yield ground
    await cell.close()


@pytest.fixture
async def shell(ground: Ground) -> AsyncIterator[ShellSession]:
    shell = await ShellSession.start(ground.cell, cwd=ground.cwd, env=shell_environment(), grace_s=0.3)
    yield shell
    await shell.close()
