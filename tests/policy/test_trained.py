"""The second reading of labels: its weights fit its features, and it makes acts graver and never lighter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core import acts
from deskhand.core.geometry import Point
from deskhand.policy import pressing
from deskhand.policy.acts import Surroundings, touch_of_act
from deskhand.policy.trained.features import SIZE, features
from deskhand.policy.trained.model import likelihood_of_final
from tests.policy.reading import LABELS, read, target_of


def likely(label: str, around: str = "") -> float:
    return likelihood_of_final(target_of(label, around), label)


@pytest.mark.parametrize("name", ["english.txt", "chinese.txt"])
def test_the_weights_are_those_of_the_features(name: str) -> None:
    """They were trained by these too: with other weights or features half of them would come out wrong."""
    cases = read(LABELS / name)
    right = sum((likelihood_of_final(case.target, case.label) > 0.5) != case.back for case in cases)
    assert right >= 0.95 * len(cases)


def test_what_stands_around_counts() -> None:
    assert likely("Archive", "Archived items can be restored at any time.") < likely(
        "Archive", "This can't be undone: archived items are deleted for good."
    )
    assert likely("归档", "归档后随时可以恢复。") < likely("归档", "归档后无法恢复，永久删除。")


@given(st.text(max_size=200), st.text(max_size=3_000))
def test_any_words_have_a_likelihood(label: str, around: str) -> None:
    target = target_of(label, around)
    assert 0.0 <= likelihood_of_final(target, label) <= 1.0
    assert all(0 <= number < SIZE for numbers, _ in features(target, label).weighed() for number in numbers)


@given(st.text(max_size=40), st.text(max_size=200), st.floats(0, 1))
def test_an_act_is_made_graver_by_it_and_never_lighter(label: str, around: str, likelihood: float) -> None:
    act, surroundings = acts.Click(at=Point(1, 1)), Surroundings(target=target_of(label, around))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pressing, "likelihood_of_final", lambda *_: 0.0)
        alone = touch_of_act(act, surroundings)
        patched.setattr(pressing, "likelihood_of_final", lambda *_: likelihood)
        twice = touch_of_act(act, surroundings)
    assert twice == alone or (alone.undoable and not twice.undoable)
