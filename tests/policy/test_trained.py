"""The second reading of labels: how well it tells pages that it never learnt by, that any words have a likelihood, and
what it may and may not change of a judgement."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core import acts
from deskhand.core.geometry import Point
from deskhand.core.verdicts import IRREVERSIBLE, Touch
from deskhand.policy import rereading, trained
from deskhand.policy.acts import Surroundings, touch_of_act
from deskhand.policy.trained.model import CLASSES, Likelihood, likelihood, likelihood_of
from deskhand.policy.trained.pieces import END, UNKNOWN, Pieces, pieces
from deskhand.policy.trained.seen import MOST, seen
from tests.policy.reading import target_of
from tests.policy.training.samples import left_out, samples

RIGHT, MISSED, OVER = 0.88, 0.13, 0.13
"""Of what it never learnt by, at even odds; the numbers of the last training are in LOG.md."""
SURE_MISSED, SURE_OVER = 0.06, 0.09
"""Of the same: what counts as one that can be taken back and can't be, and the other way round."""


def likely(label: str, around: str = "") -> float:
    return likelihood(target_of(label, around), label).final


@pytest.fixture(scope="module")
def unlearnt() -> list[tuple[float, bool, bool]]:
    """Of every third of those: how likely it is final, whether it is, and whether the class is right."""
    found = samples()
    tried = [each for each, is_out in zip(found, left_out(found), strict=True) if is_out][::3]
    told = [likelihood_of(each.seen) for each in tried]
    return [
        (said.final, each.final, bool(each.right[CLASSES.index(said.risk)]))
        for said, each in zip(told, tried, strict=True)
    ]


def test_pages_that_it_never_learnt_by_are_mostly_told_rightly(unlearnt: list[tuple[float, bool, bool]]) -> None:
    final = [said for said, is_final, _ in unlearnt if is_final]
    back = [said for said, is_final, _ in unlearnt if not is_final]
    assert len(unlearnt) > 1_000 and 0.4 < len(final) / len(unlearnt) < 0.6
    assert np.mean([(said > 0.5) == is_final for said, is_final, _ in unlearnt]) >= RIGHT
    assert np.mean([said <= 0.5 for said in final]) <= MISSED
    assert np.mean([said > 0.5 for said in back]) <= OVER


def test_it_is_seldom_wrong_where_it_changes_a_judgement(unlearnt: list[tuple[float, bool, bool]]) -> None:
    final = [said for said, is_final, _ in unlearnt if is_final]
    back = [said for said, is_final, _ in unlearnt if not is_final]
    assert np.mean([said <= rereading.TAKEN_BACK for said in final]) <= SURE_MISSED
    assert np.mean([said >= rereading.FINAL for said in back]) <= SURE_OVER


def test_what_stands_around_counts() -> None:
    assert likely("Archive", "Archived items can be restored at any time.") < likely(
        "Archive", "This can't be undone: archived items are deleted for good."
    )
    assert likely("归档", "归档后随时可以恢复。") < likely("归档", "归档后无法恢复，永久删除。")


def test_words_are_cut_into_the_likeliest_pieces() -> None:
    ours = Pieces(
        ["<s>", "<pad>", "</s>", "<unk>", "▁un", "▁", "do", "▁undo", "u", "n"], [0, 0, 0, 0, -3, -2, -3, -5, -9, -9]
    )
    assert ours.cut("undo  do", 9) == [7, 5, 6]
    assert ours.cut("undo?", 9) == [7, UNKNOWN]
    assert ours.cut("undo do", 2) == [7, 5]
    assert ours.cut(" ", 9) == []


@given(st.text(max_size=200), st.text(max_size=3_000))
def test_any_words_have_a_likelihood(label: str, around: str) -> None:
    target = target_of(label, around)
    numbers = seen(target, label).numbers(pieces())
    assert 0.0 <= likelihood(target, label).final <= 1.0
    assert len(numbers) <= MOST and numbers.count(END) >= 2


def test_its_vocabulary_is_that_of_its_weights() -> None:
    lines = (files(trained) / "pieces.tsv").read_text("utf-8").splitlines()
    assert len(lines) == len({line.split("\t")[0] for line in lines}) > 10_000
    assert all(line.count("\t") == 1 for line in lines)


def told(label: str, around: str, given: dict[str, str], final: float, risk: str = "move") -> Touch:
    surroundings = Surroundings(target=target_of(label, around, given=given), known_hosts=("x.test",))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rereading, "likelihood", lambda *_: Likelihood(final, risk))
        return touch_of_act(acts.Click(at=Point(1, 1)), surroundings)


@given(st.text(max_size=40), st.text(max_size=200), st.floats(0, 1))
def test_the_surer_it_is_the_graver_the_act(label: str, around: str, final: float) -> None:
    light, alone, grave = (told(label, around, {}, each) for each in (0.0, 0.5, 1.0))
    assert grave.undoable <= alone.undoable == light.undoable
    assert light.waits >= alone.waits
    assert told(label, around, {}, final) in (light, alone, grave)


@pytest.mark.parametrize(
    ("label", "around", "given"),
    [
        ("Continue", "Your card will be charged $40.00", {"post": ""}),
        ("Continue", "", {"post": "", "fields": "Card number, CVC, Expiry date"}),
        ("Delete", "This can't be undone.", {}),
        ("Send", "You can undo this.", {"post": "", "fields": "IBAN, Amount"}),
    ],
)
def test_what_is_known_by_facts_is_not_made_lighter(label: str, around: str, given: dict[str, str]) -> None:
    for final in (0.0, 1.0):
        touch = told(label, around, given, final)
        assert not touch.undoable and IRREVERSIBLE.intersection(touch.classes)


def test_what_it_makes_lighter_waits_for_what_it_sends_and_says_so() -> None:
    touch, alone = told("Save", "", {}, 0.0, "submit"), told("Save", "", {}, 0.5)
    assert touch.waits and not alone.waits and not touch.undoable and touch.classes == ("submit",)
    assert "can mostly be taken back" in touch.evidence


@pytest.mark.parametrize(
    ("label", "given"), [("Delete", {}), ("Pay now", {}), ("Send message", {}), ("Save", {"app": ""})]
)
def test_grave_words_and_programs_are_not_made_lighter(label: str, given: dict[str, str]) -> None:
    light, alone = told(label, "", given, 0.0), told(label, "", given, 0.5)
    assert (light.undoable, light.waits) == (alone.undoable, alone.waits)


def test_what_it_makes_graver_is_of_the_class_that_it_tells() -> None:
    touch = told("Blorp", "", {"link": ""}, 1.0, "pay")
    assert touch.classes[0] == "pay" and not touch.undoable and "mostly can't be taken back" in touch.evidence
    assert told("Blorp", "", {"link": ""}, 1.0).classes[0] == "submit"
