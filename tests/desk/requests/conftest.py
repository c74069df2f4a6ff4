"""A real desk whose browser can reach a recording site by the names shop.test, cdn.test, evil.test and localhost."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from deskhand.core.acts import Click, Open, TypeText
from deskhand.core.targets import Covers, HeldRequest
from deskhand.desk.base import ActReport, DeskSpec, ElementQuery
from deskhand.desk.local import LocalDesk
from tests.desk.requests.site import Site, serving

NAMES = ("shop.test", "cdn.test", "evil.test", "localhost")
LIMIT_S = 30.0


@dataclass
class Rig:
    """The desk and the site, with the few things that tests do."""

    desk: LocalDesk
    site: Site

    async def show(self, html: str, *, host: str = "shop.test", covers: Covers | None = None) -> ActReport:
        """Open a page of this content."""
        self.site.pages["/page"] = f"<!doctype html><meta charset=utf-8><title>Page</title><body>{html}"
        return await self.desk.act(Open(target=f"http://{host}/page"), covers=covers)

    async def click(self, name: str, covers: Covers | None = None) -> ActReport:
        found = await self.desk.elements(ElementQuery(find=name, text=False))
        return await self.desk.act(Click(element=found.elements[0].id), covers=covers)

    async def type_into(self, name: str, words: str) -> None:
        found = await self.desk.elements(ElementQuery(find=name, text=False))
        await self.desk.act(Click(element=found.elements[0].id))
        await self.desk.act(TypeText(text=words))

    async def holds(self, count: int = 1) -> tuple[HeldRequest, ...]:
        """Wait until so many requests are held: a page's scripts run when they run."""
        async with asyncio.timeout(LIMIT_S):
            while len(held := await self.desk.held()) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return held

    async def arrives(self, path: str) -> None:
        async with asyncio.timeout(LIMIT_S):
            while not self.site.got(path):  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def says(self, words: str) -> None:
        """Wait until the page shows these words."""
        async with asyncio.timeout(LIMIT_S):
            while not (await self.desk.elements(ElementQuery(find=words))).elements:  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def clear(self) -> None:
        held = await self.desk.held()
        await self.desk.settle_held(tuple(each.id for each in held), send=False)
        self.site.arrived.clear()


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def standing(site: Site) -> AsyncIterator[LocalDesk]:
    spec = DeskSpec(sites=dict.fromkeys(NAMES, f"127.0.0.1:{site.port}"))
    with tempfile.TemporaryDirectory(prefix="wall-") as folder:
        desk = await LocalDesk.start(Path(folder) / "desk", spec)
        try:
            yield desk
        finally:
            await desk.close()


@pytest_asyncio.fixture(loop_scope="session")
async def rig(standing: LocalDesk, site: Site) -> AsyncIterator[Rig]:
    rig = Rig(standing, site)
    await rig.clear()
    site.pages.clear()
    site.hops.clear()
    yield rig
    await rig.clear()
