"""Does every task in every way in turn, and judges each picture against one taken later.

A picture is wrong when the screen, which nobody has touched since, shows something else once the page has said that
the effect is painted and nothing moves any more. It does not know goals.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from deskhand.bench.comparing import same_screen
from deskhand.bench.others import Others
from deskhand.bench.site import Site
from deskhand.bench.tasks import SCREEN_MIDDLE, TASKS, Places, Task
from deskhand.bench.ways import Ours, Seen, Way
from deskhand.core.acts import Click, CursorPosition
from deskhand.core.errors import StaleFrame
from deskhand.core.geometry import Point
from deskhand.desk.client import DeskClient

_QUIET_S = 0.5
_STILL_LOOKS_MAX = 20

Progress = Callable[[str], None]


@dataclass
class Tally:
    """What one way did of one task. wrong: pictures of another screen. stale_acts: acts of ours that were performed on
    a screen that had changed. exact: how often the page held just the text that was typed."""

    times_ms: list[float] = field(default_factory=list)
    wrong: int = 0
    stale_acts: int = 0
    exact: int = 0


Tallies = dict[tuple[str, str], Tally]
"""(task, way) -> what was counted."""


@dataclass(frozen=True)
class Stage:
    """Where the rounds take place."""

    desk: DeskClient
    others: Others
    site: Site
    places: Places


async def play(stage: Stage, ways: Sequence[tuple[Way, int]], progress: Progress) -> Tallies:
    """All tasks, each way as many times as is said with it, and first in turn."""
    tallies: Tallies = {}
    for number in range(max(rounds for _, rounds in ways)):
        taking_part = [way for way, rounds in ways if number < rounds]
        first = number % len(taking_part)
        for way in (*taking_part[first:], *taking_part[:first]):
            progress(f"round {number + 1}: {way.name}")
            for task in TASKS:
                tally = tallies.setdefault((task.name, way.name), Tally())
                await _once(stage, way, task, tally)
    return tallies


async def _once(stage: Stage, way: Way, task: Task, tally: Tally) -> None:
    await task.prepare(stage.desk, stage.places)
    stage.site.forget()
    started = time.perf_counter()
    seen = await task.do(way, stage.places)
    tally.times_ms.append((time.perf_counter() - started) * 1000)
    if task.says is not None:
        said = await asyncio.to_thread(stage.site.said, *task.says)
        tally.exact += said == task.says[1]
    await unmoving(stage.desk)
    pointer = await where_pointer_is(stage.desk)
    if not same_screen(seen.picture, (await way.screenshot()).picture, pointer):
        tally.wrong += 1
        tally.stale_acts += await acts_on(stage.desk, seen, stage.places)


async def where_pointer_is(desk: DeskClient) -> Point:
    """The pointer's place, read from the words in which the desk tells it."""
    words = (await desk.act(CursorPosition())).note
    x, y = (int(number) for number in re.findall(r"\d+", words)[-2:])
    return Point(x, y)


async def unmoving(desk: DeskClient) -> None:
    """Wait until two looks, half a second apart, show the same."""
    for _ in range(_STILL_LOOKS_MAX):
        frame = (await desk.look()).frame
        await asyncio.sleep(_QUIET_S)
        if not (await desk.look(since=frame)).changed:
            return


async def acts_on(desk: DeskClient, seen: Seen, places: Places) -> bool:
    """Whether our desk performs a click that was planned on a picture which is no longer what the screen shows."""
    if seen.frame is None:
        return False
    try:
        await desk.act(Click(at=places.button), seen=seen.frame)
    except StaleFrame:
        return False
    return True


async def screenshots(stage: Stage, ways: Sequence[Way], rounds: int, progress: Progress) -> Tallies:
    """Pictures of a text page that somebody else has scrolled: at once, half a second later, and once more."""
    ours = next(way for way in ways if isinstance(way, Ours))
    scrot = next(way for way in ways if not isinstance(way, Ours))
    tallies: Tallies = {}
    for number in range(rounds):
        progress(f"screenshot {number + 1} of {rounds}")
        for way in (ours, scrot) if number % 2 else (scrot, ours):
            await _scrolled(stage, number)
            await _timed(tallies, "screenshot, the moment it changes", way)
            await _scrolled(stage, number + 1)
            await asyncio.sleep(_QUIET_S)
            await _timed(tallies, "screenshot", way)
            await _timed(tallies, "screenshot, unchanged", way)
    return tallies


async def _scrolled(stage: Stage, number: int) -> None:
    await stage.others.click(stage.places.button)
    await stage.others.scroll_down(SCREEN_MIDDLE, 4 + number % 3)


async def _timed(tallies: Tallies, name: str, way: Way) -> None:
    started = time.perf_counter()
    await way.screenshot()
    tally = tallies.setdefault((name, way.name), Tally())
    tally.times_ms.append((time.perf_counter() - started) * 1000)
