"""How a model counts is decided from where it pointed; a wrong answer is borne, and a doubtful case is "not sure"."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.geometry import Box
from deskhand.models.probe.conventions import ALL, Convention, Numbers, Pointed, decided, numbers_in
from deskhand.models.probe.pictures import to_point_at

SHOWN = list(to_point_at())
NUMBERS = st.floats(-3000, 3000) | st.floats(0, 1)


def said(counts: Convention, box: Box, size: tuple[int, int]) -> Numbers:
    """The box, or its centre, as a model that counts so says it."""
    whole = {"pixels": (1.0, 1.0), "grid_1000": (size[0] / 1000, size[1] / 1000), "grid_1": size}[counts.unit]
    corners = [(box.x, box.y), (box.right, box.bottom)] if counts.form == "box" else [box.center]
    scaled = [(x / whole[0], y / whole[1]) for x, y in corners]
    return tuple(number for point in scaled for number in (point if counts.axes == "xy" else point[::-1]))


def pointings(counts: Convention, nudge_px: tuple[int, int] = (0, 0)) -> list[Pointed]:
    found = []
    for shown in SHOWN:
        box = shown.square._replace(x=shown.square.x + nudge_px[0], y=shown.square.y + nudge_px[1])
        size = (shown.width, shown.height)
        found.append(Pointed(said(counts, box, size), *size, shown.square))
    return found


@pytest.mark.parametrize("counts", ALL, ids=str)
@given(
    nudge=st.tuples(st.integers(-20, 20), st.integers(-20, 20)),
    slip=st.integers(0, 6),
    wrong=st.tuples(NUMBERS, NUMBERS),
)
def test_every_way_of_counting_is_found_through_a_shaky_hand_and_one_slip(
    counts: Convention, nudge: tuple[int, int], slip: int, wrong: Numbers
) -> None:
    found = pointings(counts, nudge)
    if slip < len(found):
        found[slip] = Pointed(wrong, found[slip].width, found[slip].height, found[slip].square)
    assert decided(found).convention == counts


@pytest.mark.parametrize("counts", ALL, ids=str)
def test_two_slips_are_not_sure(counts: Convention) -> None:
    found = pointings(counts)
    for slip in (1, 4):
        found[slip] = Pointed((5.0, 5.0), found[slip].width, found[slip].height, found[slip].square)
    decision = decided(found)
    assert decision.convention is None
    assert "4 of 6 answers hit" in decision.why


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6))
def test_what_points_anywhere_is_never_taken_for_a_way_of_counting(places: list[Numbers]) -> None:
    found = [
        Pointed(place, shown.width, shown.height, shown.square) for place, shown in zip(places, SHOWN, strict=False)
    ]
    decision = decided(found)
    if decision.convention:
        assert sum(each.hits(decision.convention) for each in found) >= 5


def test_a_mix_of_two_ways_is_not_sure() -> None:
    mixed = pointings(ALL[0])[:3] + pointings(Convention("grid_1000"))[3:]
    assert decided(mixed).convention is None


def test_too_few_answers_are_not_sure() -> None:
    assert "pointed only 3 times" in decided(pointings(Convention())[:3]).why


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("(312, 204)", (312, 204)),
        ("[0.31, .5] or rather [0.31, 0.52]", (0.31, 0.52)),
        ("The picture is 672x448. The square is at [537, 112].", (537, 112)),
        ("<point>312 204</point>", (312, 204)),
        ('<point x="63.5" y="44.2">red square</point>', (63.5, 44.2)),
        ('{"point_2d": [312, 204]}', (312, 204)),
        ('```json\n[{"bbox_2d": [10, 20, 30, 40], "label": "square"}]\n```', (10, 20, 30, 40)),
        ("click(start_box='(312,204)')", (312, 204)),
        ("<|box_start|>(10,20),(30,40)<|box_end|>", (30, 40)),
        ("<think>Perhaps [1, 2]? No.</think>x=312, y=204", (312, 204)),
        ([312, 204], (312, 204)),
        ({"x": 312, "y": "204"}, (312, 204)),
        ([[10, 20], [30, 40]], (10, 20, 30, 40)),
        ("I can't see a square.", None),
        ("three: 1, 2, 3", None),
        ("", None),
        (None, None),
        ([True, False], None),
        ([1e300, 2], None),
        ("[99999999999999999999999, 1]", None),
    ],
)
def test_a_place_is_read_however_it_was_said(words: Any, numbers: Numbers | None) -> None:
    assert numbers_in(words) == numbers


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
)


@given(ANYTHING)
def test_whatever_was_said_it_is_a_point_a_box_or_nothing(anything: Any) -> None:
    found = numbers_in(anything)
    assert found is None or (len(found) in (2, 4) and all(abs(number) < 1e17 for number in found))
