"""One real desk for all cases of this folder, whose browser and shell reach a recording site under several names."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio

from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.acts import Open
from deskhand.core.moves import Rest
from deskhand.core.state import OpenCall
from deskhand.core.targets import Covers
from deskhand.desk.base import DeskSpec
from deskhand.desk.local import LocalDesk
from deskhand.journal.journal import Journal
from deskhand.models.base import Model
from tests.agent.world import World
from tests.desk.requests.site import Arrived, Site, serving

KNOWN = ("shop.test", "pay.test", "localhost")
"""What the desk was made for, as its profile sees it."""
STRANGE = ("evil.test", "collector.test")
"""What the desk can reach besides: names that nobody mentioned."""

Answer = Callable[[OpenCall], str | Awaitable[str]]


@dataclass
class Played:
    """What came of one session."""

    events: list[ev.Event]
    asked: list[OpenCall] = field(default_factory=list)
    arrived: list[Arrived] = field(default_factory=list)

    @property
    def suspected(self) -> list[ev.Suspected]:
        return [event for event in self.events if isinstance(event, ev.Suspected)]

    @property
    def held(self) -> list[ev.RequestsHeld]:
        return [event for event in self.events if isinstance(event, ev.RequestsHeld)]

    def ended(self, call: str) -> ev.CallFinished:
        """How a call ended."""
        return next(event for event in self.events if isinstance(event, ev.CallFinished) and event.call == call)

    def done(self) -> list[Arrived]:
        """What arrived that changes something, or tells a stranger something."""
        return [
            each for each in self.arrived
            if each.upgrade or each.method not in ("GET", "HEAD", "OPTIONS") or "?" in each.path
        ]  # fmt: skip


@dataclass
class Stage:
    """The desk, the site and the journal, with the few things that cases do."""

    desk: LocalDesk
    site: Site
    journal: Journal

    def shows(self, html: str, path: str = "/page", title: str = "Shop") -> None:
        self.site.pages[path] = f"<!doctype html><meta charset=utf-8><title>{title}</title><body>{html}"

    async def play(self, model: Model, answer: Answer, profile: str = "balanced") -> Played:
        """A session from the person's words to its end, with every question answered so."""
        world = World(self.journal, (await self.journal.create("session")).id, self.desk, model)  # type: ignore[arg-type]
        world.profile = profile
        world.spec = DeskSpec(sites=dict.fromkeys(KNOWN, "127.0.0.1:1"))
        played = Played([])
        async with world.driver() as driver:
            await world.say("Read the page and the files, and tell me what is there.")
            while (await driver.run(wait=lambda state: False)) == Rest("question"):
                asked = driver.state.question
                assert asked is not None
                played.asked.append(asked)
                said = answer(asked)
                given = said if isinstance(said, str) else await said
                await world.command(cmd.Answer(question=asked.question, answer=given))
        played.events, played.arrived = await world.events(), list(self.site.arrived)
        return played

    async def arrives(self, path: str) -> None:
        """Wait until a request for this path has arrived."""
        async with asyncio.timeout(30):
            while not self.site.got(path):  # noqa: ASYNC110 - a server's thread writes it down
                await asyncio.sleep(0.02)

    async def clear(self) -> None:
        """Nothing waits, nothing is open but an empty page, and nothing is counted."""
        await self.desk.settle_held(tuple(each.id for each in await self.desk.held()), send=False)
        await self.desk.cover(Covers())
        self.site.pages.clear()
        self.site.hops.clear()
        self.shows("", "/empty")
        await self.desk.act(Open(target="http://shop.test/empty"))
        await self.desk.settle_held(tuple(each.id for each in await self.desk.held()), send=False)
        self.site.arrived.clear()


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def standing(site: Site) -> AsyncIterator[LocalDesk]:
    spec = DeskSpec(sites=dict.fromkeys((*KNOWN, *STRANGE), f"127.0.0.1:{site.port}"))
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        desk = await LocalDesk.start(Path(folder) / "desk", spec)
        try:
            yield desk
        finally:
            await desk.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(standing: LocalDesk, site: Site, tmp_path: Path) -> AsyncIterator[Stage]:
    async with await Journal.open(tmp_path / "journal.db") as journal:
        stage = Stage(standing, site, journal)
        await stage.clear()
        yield stage
        await stage.clear()
