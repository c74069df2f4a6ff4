"""Rows and angles from the boxes of a detector."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.desk.sight.ocr_lines import Quad, lines_of, skew_degrees

SIZE = (1000, 1000)


def quad(x: float, y: float, width: float, text: str, degrees: float = 0.0, height: float = 20) -> Quad:
    """A box whose place and slant are those of a page turned by `degrees` around its centre."""
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    sin, cos = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    turned = [[500 + (a - 500) * cos - (b - 500) * sin, 500 + (a - 500) * sin + (b - 500) * cos] for a, b in corners]
    return turned, text, 0.9


@pytest.mark.parametrize("degrees", [-30, -9, -1, 0, 0.5, 4, 20])
def test_the_angle_of_a_page_is_found_and_its_rows_come_back(degrees: float) -> None:
    words = [(100, 100, "Date"), (700, 100, "May 4"), (100, 150, "Total"), (700, 150, "12.50")]
    quads = [quad(x, y, 150, text, degrees) for x, y, text in words]
    assert skew_degrees(quads) == pytest.approx(degrees, abs=0.01)
    lines = lines_of(quads, skew_degrees(quads), SIZE)
    assert [line.text for line in lines] == ["Date", "May 4", "Total", "12.50"]
    assert lines[2].box[1] == lines[3].box[1]


def test_words_close_together_are_one_line_and_far_apart_are_two() -> None:
    quads = [quad(100, 100, 50, "Grand"), quad(160, 102, 50, "total"), quad(600, 98, 50, "9.00")]
    assert [line.text for line in lines_of(quads, 0, SIZE)] == ["Grand total", "9.00"]


@given(st.lists(st.tuples(st.floats(0, 900), st.floats(0, 900), st.floats(1, 300), st.text("ab", max_size=3))))
def test_no_word_is_lost_and_rows_go_down(words: list[tuple[float, float, float, str]]) -> None:
    lines = lines_of([quad(x, y, width, text) for x, y, width, text in words], 0, SIZE)
    given_words = sorted(text for *_, text in words if text.strip())
    assert sorted(word for line in lines for word in line.text.split()) == given_words
    middles = [line.y + line.height / 2 for line in lines]
    assert all(low <= high + 30 for low, high in pairwise(middles))
