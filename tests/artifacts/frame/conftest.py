"""A workspace of its own for the tests of a file, on two ports and on one, and a Chromium that shows its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from deskhand.bench.artifacts.stage import KIT, Stage, staged
from deskhand.bench.workspace.serving import served
from deskhand.settings import from_environment

PORTS = {"two ports": (), "one port": ("--artifact-port", "0")}


@asynccontextmanager
async def opened_in(folder: Path, *options: str) -> AsyncIterator[Stage]:
    """A stage, which keeps what it has in a folder. options: those of `deskhand up`."""
    assert KIT.is_file(), "the frame is not built: scripts/web makes it"
    home = {**from_environment().environment, "DESKHAND_HOME": str(folder / "home")}
    async with served(home, *options) as link, staged(link, folder / "profile", ()) as stage:
        yield stage
