"""What the screen shows, and what changed, on a real X server with a window that paints on command."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import numpy as np
import pytest
from PIL import Image

from deskhand.core.acts import Click, Key, MouseMove, Screenshot, Wait, Zoom
from deskhand.core.errors import DeskLost, InvalidInput
from deskhand.core.geometry import Box, Point
from deskhand.desk.screen.screen import Screen
from tests.desk.screen.painter import Painter
from tests.desk.screen.xserver import Display

pytestmark = pytest.mark.desk

RED, GREEN = 0xFF0000, 0x00FF00
LATE_S = 0.03
"""So much later a paint can come than it should and still find the act waiting."""
BOX, CARET, SPINNER = Box(100, 100, 60, 40), Box(300, 100, 1, 15), Box(700, 20, 22, 22)
WHITE = (255, 255, 255)

Steps = list[tuple[float, Box, int]]


def _image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


async def test_a_look_shows_what_was_painted_and_then_that_nothing_changed(screen: Screen, painter: Painter) -> None:
    await painter.paint(BOX, RED)
    look = await screen.look()
    assert look.picture and look.changed and look.frame == look.picture.frame == screen.frame
    image = _image(look.picture.data)
    assert image.size == (screen.width, screen.height) == (800, 600)
    assert (image.getpixel((101, 101)), image.getpixel((99, 99))) == ((255, 0, 0), WHITE)
    again = await screen.look(since=look.frame)
    assert (again.changed, again.picture, again.frame) == (False, None, look.frame)


async def test_a_look_tells_where_the_screen_changed(screen: Screen, painter: Painter) -> None:
    first = await screen.look()
    assert first.changed_box == Box(0, 0, 800, 600)
    await painter.paint(BOX, RED)
    assert (await screen.look(since=first.frame)).changed_box == BOX


async def test_a_region_is_cut_out_in_native_pixels(screen: Screen, painter: Painter) -> None:
    await painter.paint(BOX, RED)
    look = await screen.look(region=BOX)
    assert look.picture and look.picture.box == BOX
    assert _image(look.picture.data).getcolors() == [(60 * 40, (255, 0, 0))]
    frame = look.frame
    await painter.paint(Box(500, 500, 40, 40), GREEN)
    assert not (await screen.look(since=frame, region=BOX)).changed
    assert (await screen.perform(Zoom(region=Box(780, 590, 50, 50)))).picture.box == Box(780, 590, 20, 10)  # type: ignore[union-attr]
    with pytest.raises(InvalidInput):
        await screen.look(region=Box(900, 0, 10, 10))


@pytest.mark.parametrize(
    ("region", "times"),
    [
        (Box(100, 100, 60, 40), 4),
        (Box(90, 90, 260, 100), 3),
        (Box(90, 90, 400, 300), 2),
        (Box(90, 90, 401, 40), 1),
        (Box(0, 0, 800, 600), 1),
    ],
)
async def test_a_zoom_shows_a_small_part_larger_and_never_larger_than_the_screen(
    screen: Screen, painter: Painter, region: Box, times: int
) -> None:
    await painter.paint(BOX, RED)
    report = await screen.perform(Zoom(region=region))
    assert report.picture and report.picture.box == region
    image = _image(report.picture.data)
    size = (region.width * times, region.height * times)
    assert image.size == size == (report.picture.width, report.picture.height)
    inside = ((BOX.x + 20 - region.x) * times, (BOX.y + 5 - region.y) * times)
    assert image.getpixel(inside) == (255, 0, 0)
    assert (f"{times} times as large" in report.note) == (times > 1)


async def test_a_look_at_a_part_is_not_enlarged(screen: Screen, painter: Painter) -> None:
    look = await screen.look(region=BOX)
    assert look.picture and (look.picture.width, look.picture.height) == (BOX.width, BOX.height)


async def test_pixels_over_the_socket_are_those_of_shared_memory(screen: Screen, painter: Painter) -> None:
    await painter.paint(BOX, RED)
    capture = screen._view._capture
    assert capture.shared
    whole = Box(0, 0, 800, 600)
    assert np.array_equal(await capture.grab(whole), await capture._grab_by_socket(whole))


async def test_the_pointer_is_in_the_picture_but_moves_are_no_change(screen: Screen, painter: Painter) -> None:
    before = await screen.look()
    report = await screen.perform(MouseMove(at=Point(400, 300)))
    assert not report.changed
    look = await screen.look()
    assert look.picture and before.picture and look.frame == before.frame
    around = _image(look.picture.data).crop((380, 280, 420, 320))
    assert len(around.getcolors() or []) > 1


async def test_what_changed_since_a_frame_is_told_and_undone_changes_are_none(screen: Screen, painter: Painter) -> None:
    seen = (await screen.look()).frame
    await painter.paint(BOX, RED)
    assert await screen.changed_since(seen) == BOX
    await painter.paint(BOX, 0xFFFFFF)
    assert await screen.changed_since(seen) is None
    await painter.paint(CARET, 0)
    assert await screen.changed_since(seen) is None
    assert await screen.changed_since(12345) == Box(0, 0, 800, 600)


async def _act_while(
    screen: Screen, painter: Painter, steps: Steps, late: list[float] | None = None, **how: object
) -> tuple[bool, bool]:
    """Press a key; the window answers with paint after these times. Whether it changed and settled. late: takes by how
    much each paint came later than it should."""

    async def answer() -> None:
        for delay_s, box, colour in steps:
            begun = time.monotonic()
            await asyncio.sleep(delay_s)
            await painter.paint(box, colour)
            if late is not None:
                late.append(time.monotonic() - begun - delay_s)

    answering = asyncio.create_task(answer())
    report = await screen.perform(Key(keys="a"), **how)  # type: ignore[arg-type]
    finished = answering.done()
    answering.cancel()
    assert finished or not report.settled or not steps or how.get("unfinished", True)
    return report.changed, report.settled and finished


AT_ONCE: Steps = [(0.0, BOX, RED)]
LATE: Steps = [(0.2, BOX, RED)]
CHUNKS: Steps = [(0.05, Box(10, 30 * i, 200, 20), RED) for i in range(12)]
CARETS: Steps = [(0.05, CARET, 0x000000 if i % 2 else 0xFFFFFF) for i in range(200)]
SAME: Steps = [(0.02, BOX, 0xFFFFFF), (0.1, BOX, RED)]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [(AT_ONCE, (True, True)), (LATE, (True, True)), (CHUNKS, (True, True)), (SAME, (True, True)), ([], (False, True))],
    ids=["at once", "after 0.2 s", "in chunks", "first the same pixels again", "never"],
)
async def test_an_act_returns_when_the_window_has_finished_painting(
    screen: Screen, painter: Painter, steps: Steps, expected: tuple[bool, bool]
) -> None:
    """A busy machine can hold the painter up for longer than a window may be still: then it is tried once more."""
    came = (False, False)
    for colour in (RED, 0x0000FF, 0x00FF00, 0xFFFF00):
        late: list[float] = []
        again: Steps = [(delay_s, box, colour if paint == RED else paint) for delay_s, box, paint in steps]
        came = await _act_while(screen, painter, again, late)
        if came == expected or max(late, default=0) < LATE_S:
            break
    assert came == expected


async def test_a_caret_alone_is_no_change(screen: Screen, painter: Painter) -> None:
    changed, _ = await _act_while(screen, painter, CARETS)
    assert not changed


async def test_a_loading_page_is_waited_for_though_nothing_moves(screen: Screen, painter: Painter) -> None:
    painted = asyncio.Event()

    async def answer() -> None:
        await asyncio.sleep(1.0)
        await painter.paint(BOX, RED)
        painted.set()

    answering = asyncio.create_task(answer())
    report = await screen.perform(Key(keys="Return"), leads_to="page", loading=PageDouble(lambda: not painted.is_set()))
    assert painted.is_set() and report.changed and report.settled
    await answering


@dataclass(frozen=True)
class PageDouble:
    """Stands in for a page that is at work, or held up."""

    works: Callable[[], bool] = lambda: False
    waits_in_vain: bool = False

    def busy(self) -> bool:
        return self.works()

    def held_up(self) -> bool:
        return self.waits_in_vain


async def test_the_sign_that_a_held_up_page_loads_is_not_waited_for(screen: Screen, painter: Painter) -> None:
    async def act() -> None:
        report = await screen.perform(Key(keys="Return"), leads_to="page", loading=PageDouble(waits_in_vain=True))
        assert report.settled  # at the cap it would not be
        assert await screen.changed_since(report.frame) is None

    await _spinning(painter, act)


async def _spinning(painter: Painter, body: Callable[[], Awaitable[None]]) -> None:
    async def spin() -> None:
        for colour in range(0, 0xFFFFFF, 0x3377):
            await painter.paint(SPINNER, colour)
            await asyncio.sleep(0.03)

    spinning = asyncio.create_task(spin())
    await body()
    spinning.cancel()


async def test_a_spinner_is_waited_for_once_and_then_known(screen: Screen, painter: Painter) -> None:
    async def acts() -> None:
        first = await screen.perform(Key(keys="a"))
        for _ in range(12):  # on a machine that is too busy to turn it, it looks still
            if not first.settled:
                break
            first = await screen.perform(Key(keys="a"))
        second = await screen.perform(Key(keys="a"))
        assert (first.settled, second.settled, second.changed) == (False, True, False)
        assert second.waited_ms < first.waited_ms
        assert await screen.changed_since(second.frame) is None
        await painter.paint(Box(0, 0, 800, 600), GREEN)
        assert not (await screen.perform(Key(keys="a"))).settled

    await _spinning(painter, acts)


async def test_a_wait_ends_with_a_look(screen: Screen, painter: Painter) -> None:
    report = await screen.perform(Wait(duration_s=0.01))
    assert report.picture and report.picture.frame == report.frame
    assert (await screen.perform(Screenshot())).picture


async def test_looking_is_possible_while_an_act_goes_on(screen: Screen, painter: Painter) -> None:
    act = asyncio.create_task(screen.perform(Key(keys="Return"), leads_to="page", loading=PageDouble(lambda: True)))
    looks = [await screen.look() for _ in range(5)]
    assert all(look.picture for look in looks) and not act.done()
    act.cancel()


async def test_a_server_that_ends_is_a_lost_desk_for_all(display: Display, screen: Screen, painter: Painter) -> None:
    screen._connection._sock.shutdown(2)
    for attempt in (screen.look(), screen.perform(Key(keys="a")), screen.changed_since(1)):
        with pytest.raises(DeskLost):
            await attempt


async def test_a_double_click_waits_for_what_opens_after_the_mark(screen: Screen, painter: Painter) -> None:
    """A file manager marks what was clicked at once, and shows the folder when it has read it."""
    done = asyncio.Event()

    async def opens() -> None:
        while not painter.steps:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await painter.paint(Box(190, 140, 60, 20), 0x3366CC)
        await asyncio.sleep(0.35)
        await painter.paint(Box(0, 0, 800, 600), 0xEEEEEE)
        done.set()

    opening = asyncio.ensure_future(opens())
    await screen.perform(Click(at=Point(200, 150), count=2))
    assert done.is_set()
    await opening
