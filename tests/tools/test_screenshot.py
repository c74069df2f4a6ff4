"""`screenshot`: nothing when nothing changed, the part that changed where that is enough, else the whole screen."""

from __future__ import annotations

import pytest

from deskhand.core.geometry import Box
from deskhand.core.messages import TextPart
from deskhand.desk.base import Look, Picture
from deskhand.testing.desk import FakeDesk
from deskhand.tools.base import ToolContext, ToolResult
from deskhand.tools.computer import PATCHES_MAX, Computer, ComputerArguments

SCREEN = Box(0, 0, 1280, 800)


class Changing(FakeDesk):
    """A desk that changed in one box since any earlier frame. moves: it changes again between two looks."""

    def __init__(self, box: Box, *, moves: bool = False) -> None:
        super().__init__()
        self.box = box
        self.moves = moves

    async def look(self, *, since: int | None = None, region: Box | None = None) -> Look:
        if region is not None and self.moves:
            self.change()
        look = await super().look(since=since, region=region)
        return look.model_copy(update={"changed_box": self.box if since else SCREEN})


async def taken(desk: FakeDesk, pictured: int | None = 7, patches: int = 0) -> ToolResult:
    return await Computer().execute(ComputerArguments(action="screenshot"), ToolContext(desk, None, pictured, patches))


def picture_of(result: ToolResult) -> Box:
    (picture,) = [part for part in result.content if isinstance(part, Picture)]
    return picture.box


async def test_a_small_change_is_shown_with_what_is_around_it() -> None:
    result = await taken(Changing(Box(300, 200, 200, 20)))
    assert picture_of(result) == Box(276, 154, 248, 112)
    words = result.content[0]
    assert isinstance(words, TextPart)
    assert "from 276,154 to 524,266 changed" in words.text
    assert "coordinates stay those of the whole screen" in words.text
    assert result.details["part"] is True


@pytest.mark.parametrize("box", [Box(0, 0, 4, 4), Box(1276, 796, 4, 4), Box(0, 790, 300, 10)])
async def test_what_is_shown_of_a_change_at_the_edge_lies_on_the_screen(box: Box) -> None:
    shown = picture_of(await taken(Changing(box)))
    assert SCREEN.overlap(shown) == shown.width * shown.height
    assert shown.overlap(box) == box.width * box.height


@pytest.mark.parametrize(
    ("desk", "pictured", "patches"),
    [
        (Changing(Box(0, 0, 900, 500)), 7, 0),
        (Changing(Box(9, 9, 20, 20)), None, 0),
        (Changing(Box(9, 9, 20, 20)), 7, PATCHES_MAX),
        (Changing(Box(9, 9, 20, 20), moves=True), 7, 0),
        (FakeDesk(), 7, 0),
    ],
    ids=["much changed", "no picture before", "many parts before", "it moves on", "nobody knows where"],
)
async def test_else_the_whole_screen_is_shown(desk: FakeDesk, pictured: int | None, patches: int) -> None:
    result = await taken(desk, pictured, patches)
    assert picture_of(result) == SCREEN
    assert "part" not in result.details


async def test_nothing_new_is_told_in_words() -> None:
    result = await taken(FakeDesk(), pictured=1)
    assert [part.kind for part in result.content if isinstance(part, TextPart)] == ["text"]
    assert len(result.content) == 1
