"""A workspace of its own for the tests of a file, on two ports and on one, and a Chromium that shows its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from deskhand.bench.artifacts.stage import KIT, Stage, set_up
from deskhand.bench.workspace.serving import served
from deskhand.bench.workspace.viewer import Viewer, viewing
from deskhand.settings import from_environment

PORTS = {"two ports": (), "one port": ("--artifact-port", "0")}


@asynccontextmanager
async def opened_in(folder: Path, *options: str) -> AsyncIterator[Stage]:
    """A stage in a browser of its own, which keeps what it has in a folder. options: those of `deskhand up`."""
    async with viewing(folder / "profile") as viewer, opened_on(viewer, folder, *options) as stage:
        yield stage


@asynccontextmanager
async def opened_on(viewer: Viewer, folder: Path, *options: str) -> AsyncIterator[Stage]:
    """A stage of a workspace of its own, in a browser that is there."""
    assert KIT.is_file(), "the frame is not built: scripts/web makes it"
    home = {**from_environment().environment, "DESKHAND_HOME": str(folder / "home")}
    async with served(home, *options) as link:
        await viewer.open(link)
        await viewer.quiet()
        yield await set_up(viewer)
