"""A real server on loopback, and people with an artifact between them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server.attacks.siege import Siege, siege_in
from tests.server.coediting.writer import Desk, with_people


@pytest.fixture
async def siege(tmp_path: Path) -> AsyncIterator[Siege]:
    async with siege_in(tmp_path / "home") as siege:
        yield siege


@pytest.fixture
async def desk(siege: Siege) -> Desk:
    """A session of Anna's with an artifact, in a project with Ben (member) and Vera (viewer)."""
    return await with_people(siege)
