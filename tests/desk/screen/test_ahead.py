"""Pictures are made ahead: when the screen comes to rest, and not for ever on one that nobody looks at."""

from __future__ import annotations

import asyncio

import pytest

from deskhand.core.errors import DeskLost
from deskhand.core.geometry import Box
from deskhand.desk.screen import ahead
from deskhand.desk.screen.ahead import TIMES_MAX, Ahead
from deskhand.desk.screen.screen import Screen
from tests.desk.screen.painter import Painter

BOX = Box(100, 100, 60, 40)


class Maker:
    """Counts what it makes; `made` waits for the next."""

    def __init__(self) -> None:
        self.count = 0
        self._news = asyncio.Event()

    async def make(self) -> None:
        self.count += 1
        self._news.set()
        raise DeskLost("the screen is gone.")

    async def made(self) -> None:
        await self._news.wait()
        self._news.clear()


async def test_nothing_more_is_made_until_somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "REST_S", 0.001)
    maker = Maker()
    waiting = Ahead(maker.make)
    for _ in range(TIMES_MAX):
        waiting.changed()
        await maker.made()
        await asyncio.sleep(0)
    waiting.changed()
    assert waiting._timer is None and maker.count == TIMES_MAX
    waiting.looked()
    waiting.changed()
    await maker.made()
    waiting.close()


async def test_a_screen_that_never_rests_costs_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "REST_S", 60)
    monkeypatch.setattr(ahead, "RESTLESS_S", 0)
    maker = Maker()
    waiting = Ahead(maker.make)
    for _ in range(TIMES_MAX + 3):
        waiting.changed()
        if waiting._timer:
            waiting._timer.cancel()
            waiting._at_rest()
    assert (maker.count, waiting._timer, waiting._making) == (0, None, None)


@pytest.mark.desk
async def test_who_looks_at_a_screen_at_rest_finds_its_picture_made(screen: Screen, painter: Painter) -> None:
    await screen.look()
    packed, made = screen._view._pictures, asyncio.Event()
    make = screen._view._ahead._make

    async def make_and_tell() -> None:
        await make()
        made.set()

    screen._view._ahead._make = make_and_tell
    await painter.paint(BOX, 0xFF0000)
    await made.wait()
    before = packed._last
    look = await screen.look()
    assert look.picture and look.picture.data is before[0] and packed.fresh
