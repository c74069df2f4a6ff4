"""A workspace of its own for the tests of a file, on two ports and on one, and a Chromium that shows its page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from deskhand.bench.artifacts.stage import KIT, Stage, staged
from deskhand.bench.workspace.serving import served
from deskhand.settings import from_environment

PORTS = {"two ports": (), "one port": ("--artifact-port", "0")}
Open = Callable[..., AbstractAsyncContextManager[Stage]]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """A stage: the options are those of `deskhand up`."""
    assert KIT.is_file(), "the frame is not built: scripts/web makes it"

    @asynccontextmanager
    async def open_stage(*options: str) -> AsyncIterator[Stage]:
        home = {**from_environment().environment, "DESKHAND_HOME": str(tmp_path / "home")}
        async with served(home, *options) as link, staged(link, tmp_path / "profile", ()) as stage:
            yield stage

    return open_stage
