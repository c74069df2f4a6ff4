"""Where two pictures differ."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.geometry import Box
from deskhand.desk.screen.capture import Pixels
from deskhand.desk.screen.diff import changed_blocks, inside
from deskhand.desk.screen.frames import FRAMES_MAX, Frames

SCREEN = Box(0, 0, 200, 120)


def _blank() -> Pixels:
    return np.zeros((SCREEN.height, SCREEN.width), dtype=np.uint32)


def _with(*boxes: Box, colour: int = 1) -> Pixels:
    pixels = _blank()
    for box in boxes:
        pixels[box.y : box.bottom, box.x : box.right] = colour
    return pixels


CASES = [
    ("nothing", [], []),
    ("a button", [Box(10, 10, 30, 20)], [Box(10, 10, 30, 20)]),
    ("a caret", [Box(50, 50, 1, 15)], []),
    ("a thick caret", [Box(50, 50, 6, 40)], []),
    ("a full stop", [Box(50, 60, 2, 2)], [Box(50, 60, 2, 2)]),
    ("a tall line", [Box(50, 10, 2, 90)], [Box(50, 10, 2, 90)]),
    ("a letter and the caret that it moved", [Box(50, 50, 1, 15), Box(54, 50, 1, 15)], [Box(50, 50, 5, 15)]),
    ("two far apart", [Box(0, 0, 9, 9), Box(150, 90, 9, 9)], [Box(0, 0, 9, 9), Box(150, 90, 9, 9)]),
    ("a caret beside a button", [Box(0, 50, 20, 20), Box(90, 52, 1, 15)], [Box(0, 50, 20, 20)]),
]


@pytest.mark.parametrize(("changes", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_changes_are_told_as_boxes_and_a_caret_is_none(changes: list[Box], expected: list[Box]) -> None:
    assert changed_blocks(_blank(), _with(*changes), origin=SCREEN) == expected


def test_changes_in_an_ignored_area_do_not_count() -> None:
    after = _with(Box(10, 10, 20, 20), Box(100, 50, 9, 9))
    assert changed_blocks(_blank(), after, origin=SCREEN, ignore=[Box(0, 0, 40, 40)]) == [Box(100, 50, 9, 9)]


BOXES = st.builds(Box, st.integers(0, 190), st.integers(0, 110), st.integers(1, 10), st.integers(1, 10))


@given(st.lists(BOXES, max_size=6))
def test_every_changed_pixel_lies_in_one_of_the_boxes(changes: list[Box]) -> None:
    blocks = changed_blocks(_blank(), _with(*changes), origin=SCREEN, carets=True)
    assert all(any(inside(change, block) for block in blocks) for change in changes)
    assert bool(blocks) == bool(changes)


def test_a_frame_gets_a_number_only_when_it_differs_from_the_last() -> None:
    frames = Frames(_blank())
    frames.absorb(_with(Box(50, 50, 1, 15)), SCREEN)
    assert frames.commit() == 1
    frames.absorb(_with(Box(50, 50, 30, 15)), SCREEN)
    assert [frames.commit(), frames.commit()] == [2, 2]


def test_a_change_that_was_undone_is_no_difference() -> None:
    frames = Frames(_blank())
    frames.absorb(_with(Box(0, 0, 50, 50)), SCREEN)
    frames.commit()
    frames.absorb(_blank(), SCREEN)
    assert frames.difference(1) is None
    assert frames.difference(2) == Box(0, 0, 50, 50)


def test_frames_that_are_no_longer_kept_differ_in_full() -> None:
    frames = Frames(_blank())
    for colour in range(1, FRAMES_MAX + 2):
        frames.absorb(_with(Box(0, 0, 50, 50), colour=colour), SCREEN)
        frames.commit()
    assert frames.difference(1) == SCREEN
    assert frames.difference(999) == SCREEN
    assert frames.difference(frames.number) is None
