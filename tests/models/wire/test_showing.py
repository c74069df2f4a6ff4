"""Parts become words and pictures; a picture of the screen tells in which space to point."""

from __future__ import annotations

import pytest

from deskhand.core.geometry import Box
from deskhand.core.messages import PicturePart, TextPart
from deskhand.models.cards import Card
from deskhand.models.wire.pictures import Pictures, Shown
from deskhand.models.wire.showing import NOT_SHOWN, Showing
from deskhand.testing.pictures import flat_png

SCREEN = PicturePart(blob="s", media_type="image/png", width=640, height=400, frame=1, region=Box(0, 0, 640, 400))
PART = SCREEN.model_copy(update={"region": Box(9, 9, 640, 400)})
PLAIN = Card(model="a/b")


def showing(card: Card = PLAIN, **rest: object) -> Showing:
    return Showing(card, Pictures(), lambda _: flat_png(640, 400), **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("card", "says"),
    [
        (Card(model="a/b", picture_edge_px_max=320), "shown at 320x200: give coordinates in pixels of this picture."),
        (Card(model="a/b", coordinates="grid_1000"), "640x400 pixels: give coordinates in thousandths"),
        (Card(model="a/b", coordinates="grid_1"), "as parts of its width and height, 0 to 1."),
        (Card(model="a/b", axes="yx"), "in pixels of this picture, y before x."),
    ],
    ids=["scaled", "thousandths", "parts", "turned"],
)
def test_a_picture_of_the_screen_says_how_to_point_where_that_is_not_plain(card: Card, says: str) -> None:
    words, shown = showing(card).pieces((SCREEN,))
    assert says in str(words)
    assert isinstance(shown, Shown)


def test_a_picture_as_it_is_and_one_of_a_part_need_no_words() -> None:
    assert [type(piece) for piece in showing().pieces((SCREEN, PART))] == [Shown, Shown]


def test_without_eyes_words_stand_for_a_picture_and_the_size_of_the_screen_is_known_all_the_same() -> None:
    blind = showing(sees=False)
    assert blind.pieces((SCREEN,)) == [NOT_SHOWN]
    assert blind.scale.screen == (640, 400)


def test_words_are_marked_by_who_said_them_and_blank_ones_left_out() -> None:
    parts = (TextPart(text=" "), TextPart(text="A"), TextPart(text="B", stranger=True))
    assert showing().pieces(parts) == ["A", "<from-the-screen>\nB\n</from-the-screen>"]
    assert showing().pieces(parts[1:2], told_by="notice") == ["<notice>\nA\n</notice>"]
