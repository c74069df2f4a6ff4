"""What of a desk's screen nobody may watch: black in every picture of a view, and no picture where it can't be told."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from deskhand.core.errors import DeskLost
from deskhand.core.geometry import Box
from deskhand.desk.covering import Covered, Covering
from deskhand.server.desk.from_viewer import SetEncodings, encode
from tests.server.desk.streams import HEIGHT, WIDTH, head, update
from tests.server.desk.test_relay import FILL, WELCOME, viewing

WHITE = b"\xff\xff\xff\x00"
PICTURE = update([head(WIDTH, HEIGHT, 0) + WHITE * (WIDTH * HEIGHT)], last=False)
ALL, TIGHT = (0, 1, 7, 16, -23, -223, -224), 7


class Stage:
    """What is covered on a desk of this process, and how often that was asked."""

    def __init__(self, folder: Path) -> None:
        self.boxes: Mapping[str, Box] = {}
        self.asked = 0
        self.covering = Covering(folder, self._now)

    async def _now(self) -> Mapping[str, Box]:
        self.asked += 1
        return self.boxes


@contextlib.asynccontextmanager
async def staged(folder: Path) -> AsyncIterator[Stage]:
    stage = Stage(folder)
    await stage.covering.open()
    try:
        yield stage
    finally:
        stage.covering.close()


def dark(picture: bytes) -> tuple[int, int, int, int] | None:
    """The box around what is black in a picture of the whole screen."""
    pixels = np.frombuffer(picture[16:], np.uint8).reshape(HEIGHT, WIDTH, 4)
    rows, columns = np.nonzero(pixels[:, :, 0] == 0)
    return (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1) if len(rows) else None


async def test_black_is_over_what_is_covered_where_it_was_is_and_in_between(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.covering.begin()
        async with viewing(tmp_path, covered=Covered(tmp_path)) as view:

            async def shown(boxes: Mapping[str, Box]) -> bytes:
                stage.boxes, before = boxes, len(view.line.received)
                view.screen.writers[0].write(PICTURE)
                await view.line.until(lambda: len(view.line.received) >= before + len(PICTURE))
                return bytes(view.line.received[before:])

            assert await shown({}) == PICTURE
            assert dark(await shown({"a": Box(5, 6, 10, 4)})) == (5, 6, 15, 10)
            assert dark(await shown({"a": Box(5, 26, 10, 4)})) == (5, 6, 15, 30)
            assert dark(await shown({"a": Box(5, 26, 10, 4)})) == (5, 26, 15, 30)
            assert dark(await shown({"a": Box(-9, -9, 12, 12)})) == (0, 0, 15, 30)
            assert dark(await shown({"b": Box(WIDTH - 3, HEIGHT - 2, 99, 99)})) is not None
            assert stage.asked == 6


async def test_a_covered_view_asks_the_screen_for_plain_pixels_alone(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.covering.begin()
        async with viewing(tmp_path, covered=Covered(tmp_path)) as view:
            view.line.send(encode(SetEncodings(ALL)))
            assert (await view.told(3))[-1] == SetEncodings((0, -223, -224))
            view.screen.writers[0].write(FILL)
            error = await view.ends()
            assert isinstance(error, DeskLost) and f"encoding {TIGHT}" in str(error)
            assert view.line.received == WELCOME


async def test_a_view_that_was_open_before_ends_with_nothing_more_shown(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage, viewing(tmp_path, covered=Covered(tmp_path)) as view:
        view.screen.writers[0].write(FILL)
        await view.line.until(lambda: view.line.received.endswith(FILL))
        stage.covering.begin()
        view.screen.writers[0].write(FILL)
        error = await view.ends()
        assert isinstance(error, DeskLost) and "covered from now on" in str(error)
        assert view.line.received == WELCOME + FILL and stage.asked == 0


@pytest.mark.parametrize("answer", ["", "{}\n", "[]\n", '{"boxes": 1}\n', '{"boxes": {"a": [1]}}\n', "nonsense\n"])
async def test_nothing_is_shown_where_the_desk_does_not_tell(tmp_path: Path, answer: str) -> None:
    async with staged(tmp_path) as stage:
        stage.covering.begin()

        class Lying(Covered):
            async def _asked(self) -> bytes:
                return answer.encode()

        async with viewing(tmp_path, covered=Lying(tmp_path)) as view:
            view.screen.writers[0].write(PICTURE)
            assert isinstance(await view.ends(), DeskLost)
            assert view.line.received == WELCOME


async def test_nothing_is_shown_when_the_desk_is_gone(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.covering.begin()
        async with viewing(tmp_path, covered=Covered(tmp_path)) as view:
            stage.covering.close()
            view.screen.writers[0].write(PICTURE)
            assert isinstance(await view.ends(), DeskLost)
            assert view.line.received == WELCOME


async def test_a_desk_that_is_made_anew_has_nothing_covered(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.covering.begin()
        assert Covered(tmp_path).is_needed
    async with staged(tmp_path):
        assert not Covered(tmp_path).is_needed
