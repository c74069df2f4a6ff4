"""One desk for the tests of secrets on it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from deskhand.desk.base import Desk, DeskSpec
from deskhand.desk.open import open_desk
from tests.desk.secrecy.site import Site, served


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with served() as found:
        yield found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(site: Site) -> AsyncIterator[Desk]:
    folder = Path(tempfile.mkdtemp(prefix="dh-"))
    opened = await open_desk(folder / "run", DeskSpec(sites=site.names))
    try:
        yield opened
    finally:
        await opened.close()
        shutil.rmtree(folder, ignore_errors=True)
