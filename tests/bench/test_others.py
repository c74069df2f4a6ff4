"""The others' tools on a screen of ours, and the comparing of pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from deskhand.bench.comparing import same_screen
from deskhand.bench.others import lent_display
from deskhand.core.geometry import Point
from deskhand.desk.screen.encode import encode_png


def picture(change: Callable[[np.ndarray], None] = lambda _: None) -> bytes:
    pixels = np.full((200, 300), 0xFFFFFF, dtype=np.uint32)
    change(pixels)
    return encode_png(pixels)


def fill(top: int, left: int, height: int, width: int) -> bytes:
    def change(pixels: np.ndarray) -> None:
        pixels[top : top + height, left : left + width] = 0

    return picture(change)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (fill(100, 100, 0, 0), True),
        (fill(100, 100, 16, 2), True),  # a caret
        (fill(100, 100, 16, 20), False),
        (fill(20, 20, 20, 12), True),  # the pointer
    ],
)
def test_pictures_differ_by_more_than_a_caret_and_the_pointer(other: bytes, same: bool) -> None:
    assert same_screen(picture(), other, Point(25, 25)) is same


def test_a_display_number_leads_to_the_desks_socket_and_is_given_back(tmp_path: Path) -> None:
    (tmp_path / "X0").touch()
    with lent_display(tmp_path / "X0") as one, lent_display(tmp_path / "X0") as two:
        assert one != two
        link = Path(f"/tmp/.X11-unix/X{one[1:]}")
        assert link.resolve() == tmp_path / "X0"
    assert not link.is_symlink()
