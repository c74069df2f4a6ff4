from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server.attacks.siege import Siege, siege_in


@pytest.fixture
async def siege(tmp_path: Path) -> AsyncIterator[Siege]:
    async with siege_in(tmp_path / "home") as siege:
        yield siege
