"""Presses among their neighbours stay what they are: the same label and truth, and what is told of them is there."""

from __future__ import annotations

import pytest

from deskhand.policy.trained.seen import seen
from tests.policy.crowding import crowded
from tests.policy.reading import PAGES, Case, read


@pytest.fixture(scope="module")
def alone() -> list[Case]:
    return read(PAGES / "english-f.txt")


def test_only_what_stands_around_a_press_changes(alone: list[Case]) -> None:
    for case, among in zip(alone, crowded(alone), strict=True):
        same = {"around": "", "notes": ""}
        assert among.target.model_copy(update=same) == case.target.model_copy(update=same)
        assert among[:4] == case[:4] and among.sends == case.sends


def test_its_own_words_stay_and_those_of_neighbours_come(alone: list[Case]) -> None:
    more = 0
    for case, among in zip(alone, crowded(alone), strict=True):
        words = f"{among.target.around} {among.target.notes}"
        for own in (case.target.notes[:60].rstrip("."), case.target.around.partition(case.label)[0].strip()[:60]):
            assert own in words or len(own) <= 4, (case.said, among.target)
        more += len(words) > len(f"{case.target.around} {case.target.notes}") + 20
    assert more > len(alone) / 3


def test_each_time_they_stand_otherwise_and_the_same_time_in_the_same_way(alone: list[Case]) -> None:
    first, again, second = (crowded(alone[:300], time) for time in (0, 0, 1))
    assert first == again
    assert sum(one.target != other.target for one, other in zip(first, second, strict=True)) > 200


def test_what_a_page_says_of_each_of_its_buttons_is_found_among_all_of_it(alone: list[Case]) -> None:
    told = [each for each in crowded(alone) if f"{each.label}: " in f"{each.target.around} {each.target.notes}"]
    assert len(told) > len(alone) / 10
    found = [each for each in told if seen(each.target, each.label).said]
    assert len(found) > len(told) * 0.95
