"""One act and the next, judged against the truth."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from deskhand.core.acts import Click
from deskhand.core.errors import StaleFrame
from deskhand.core.geometry import Box, Point
from deskhand.desk.base import Look
from deskhand.desk.programs.acting import Hands, perform
from deskhand.desk.screen.screen import Screen
from deskhand.desk.sight.ocr import Ocr
from deskhand.desk.sight.sight import Sight
from tests.desk.settling.observer import Observer, differ, pixels_of


@dataclass
class Judged:
    """What an act claimed and what then was so. moved: the screen changed after the picture was taken.

    false_claim: "settled" was said of a frame that the screen did not show. refused: the next act, planned on the
    picture, was not performed.
    """

    settled: bool
    false_claim: bool
    moved: bool
    refused: bool

    @property
    def stale(self) -> bool:
        """An act was performed on a screen that had changed, or a claim was false."""
        return self.false_claim or (self.moved and not self.refused)


def hands_on(screen: Screen) -> Hands:
    """The desk's own performing of acts, on a screen without browser and programs that can be read."""

    async def capture(region: Box | None) -> Look:
        return await screen.look(region=region)

    async def no_opening(_: str) -> str:
        return ""

    return Hands(screen, Sight(None, None, Ocr(), (screen.width, screen.height), capture), no_opening)


async def judge(
    screen: Screen, observer: Observer, place: Point, moving: Box | None, over: Callable[[], Awaitable[None]]
) -> Judged:
    """Click; look; wait until the program has done all it will; then click again as planned on that look.

    moving: where something moves all the time. over: returns when the program is done.
    """
    hands = hands_on(screen)
    report = await perform(hands, Click(at=place), None)
    before = await observer.pixels()
    look = await screen.look()
    assert look.picture is not None
    seen = pixels_of(look.picture)
    same_frame = look.frame == report.frame
    false_claim = report.settled and same_frame and differ(before, seen, pointer=place, moving=moving)
    await over()
    moved = differ(await observer.pixels(), seen, pointer=place, moving=moving)
    try:
        await perform(hands, Click(at=place), look.frame)
        refused = False
    except StaleFrame:
        refused = True
    await over()
    return Judged(report.settled, false_claim, moved, refused)
