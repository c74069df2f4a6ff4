"""One screen and one browser for all tests of sight; each test opens its own page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from deskhand.desk.sight.apps import Apps
from deskhand.desk.sight.browser import Browser
from tests.desk.sight import rig


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sight")


@pytest.fixture(scope="session")
def site() -> Iterator[rig.Site]:
    with rig.site() as found:
        yield found


@pytest.fixture(scope="session")
def env(folder: Path) -> Iterator[dict[str, str]]:
    with rig.screen(folder) as env, rig.accessible(env, folder) as accessible:
        yield accessible


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(env: dict[str, str], folder: Path) -> AsyncIterator[Browser]:
    async with rig.chromium(env, folder, "--force-renderer-accessibility=basic") as found:
        yield found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def apps(env: dict[str, str], folder: Path) -> AsyncIterator[Apps]:
    assert await rig.managed(env)
    async with rig.apps(env, folder) as found:
        yield found
