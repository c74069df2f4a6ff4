"""Frames are numbered, kept and compared as if each were kept whole."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.geometry import Box
from deskhand.desk.screen.diff import changed_blocks, union
from deskhand.desk.screen.frames import BAND_ROWS, FRAMES_MAX, Frames

SIDE = 2 * BAND_ROWS + 10
BLOCKS = st.tuples(
    st.integers(0, SIDE - 8), st.integers(0, SIDE - 8), st.integers(1, 8), st.integers(1, 8), st.integers(0, 3)
)


def paint(frames: Frames, box: Box, colour: int) -> None:
    frames.absorb(np.full((box.height, box.width), colour, dtype=np.uint32), box)


@given(st.lists(BLOCKS, max_size=FRAMES_MAX - 1), st.booleans())
def test_a_kept_frame_differs_from_now_where_its_pixels_do(
    blocks: list[tuple[int, int, int, int, int]], ahead: bool
) -> None:
    frames = Frames(np.zeros((SIDE, SIDE), dtype=np.uint32))
    whole = {1: frames.live.copy()}
    for x, y, width, height, colour in blocks:
        if ahead:
            frames.prepare()
            frames.tidy()
        paint(frames, Box(x, y, width, height), colour)
        if ahead:
            frames.prepare()
        number = frames.commit()
        if number not in whole:
            whole[number] = frames.live.copy()
    for number, pixels in whole.items():
        expected = union(changed_blocks(pixels, frames.live, origin=frames.screen))
        assert frames.difference(number) == expected


def test_frames_share_the_bands_that_did_not_change() -> None:
    frames = Frames(np.zeros((SIDE, SIDE), dtype=np.uint32))
    paint(frames, Box(0, 0, 20, 20), 1)
    frames.commit()
    first, second = frames._kept[1], frames._kept[2]
    assert [one is two for one, two in zip(first, second, strict=True)] == [False, True, True]


def test_a_caret_numbers_no_frame_and_is_still_compared_once_more_changes() -> None:
    frames = Frames(np.zeros((SIDE, SIDE), dtype=np.uint32))
    paint(frames, Box(10, BAND_ROWS - 8, 2, 16), 1)  # over two bands
    assert frames.commit() == 1
    paint(frames, Box(40, 0, 20, 20), 1)
    assert frames.commit() == 2
    assert frames.difference(1) == Box(40, 0, 20, 20)


def test_what_was_prepared_does_not_count_when_more_has_changed_since() -> None:
    frames = Frames(np.zeros((SIDE, SIDE), dtype=np.uint32))
    paint(frames, Box(0, 0, 20, 20), 1)
    frames.prepare()
    paint(frames, Box(0, 0, 20, 20), 0)
    assert frames.commit() == 1
    paint(frames, Box(0, 0, 20, 20), 1)
    frames.prepare()
    assert frames.commit((Box(0, 0, 30, 30),)) == 1  # an animation that was learnt meanwhile
