"""The ways of doing the same thing that are compared: ours, the others' with their fixed wait, the others' without.

Each does something and gives the picture of what came of it. They do not know what is measured.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import NamedTuple, Protocol

from deskhand.bench.others import Others
from deskhand.core.acts import Act, Click, Scroll, TypeText
from deskhand.core.geometry import Point
from deskhand.desk.client import DeskClient

FIXED_WAIT_S = 2.0
"""The pause after each act that agents with xdotool and scrot make (2 s in the reference ones)."""


class Seen(NamedTuple):
    """A picture in hand. frame and settled: what our desk says of it; others say nothing."""

    picture: bytes
    frame: int | None = None
    settled: bool | None = None


class Way(Protocol):
    name: str

    async def screenshot(self) -> Seen: ...

    async def click(self, at: Point) -> Seen: ...

    async def type(self, text: str) -> Seen: ...

    async def scroll_down(self, at: Point, notches: int) -> Seen: ...


class Ours:
    """Deskhand: from the driver through the keeper, as an agent does it."""

    name = "deskhand"

    def __init__(self, desk: DeskClient):
        self._desk = desk

    async def screenshot(self) -> Seen:
        look = await self._desk.look()
        assert look.picture is not None  # nothing was said to be known already
        return Seen(look.picture.data, look.frame)

    async def _act(self, act: Act) -> Seen:
        report = await self._desk.act(act)
        return (await self.screenshot())._replace(settled=report.settled)

    async def click(self, at: Point) -> Seen:
        return await self._act(Click(at=at))

    async def type(self, text: str) -> Seen:
        return await self._act(TypeText(text=text))

    async def scroll_down(self, at: Point, notches: int) -> Seen:
        return await self._act(Scroll(at=at, direction="down", amount=notches))


class Processes:
    """xdotool, a wait, scrot."""

    def __init__(self, others: Others, wait_s: float):
        self.name = f"fixed wait {wait_s:g} s" if wait_s else "no wait"
        self._others = others
        self._wait_s = wait_s

    async def screenshot(self) -> Seen:
        return Seen(await self._others.screenshot())

    async def _after(self, act: Awaitable[None]) -> Seen:
        await act
        await asyncio.sleep(self._wait_s)
        return await self.screenshot()

    async def click(self, at: Point) -> Seen:
        return await self._after(self._others.click(at))

    async def type(self, text: str) -> Seen:
        return await self._after(self._others.type(text))

    async def scroll_down(self, at: Point, notches: int) -> Seen:
        return await self._after(self._others.scroll_down(at, notches))
