"""The second reading of labels: how well it tells pages that it never learnt by, that any words have a likelihood, and
what it may and may not change of a judgement."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.agent.profiles import load_profile
from deskhand.agent.sending import covers_of_verdict
from deskhand.core.targets import Covers, HeldRequest
from deskhand.core.verdicts import IRREVERSIBLE, RiskClass, Touch, Verdict
from deskhand.policy import rereading, trained
from deskhand.policy.judge import judge
from deskhand.policy.requests import touch_of_request
from deskhand.policy.trained.model import CLASSES, Likelihood, likelihood, likelihood_of
from deskhand.policy.trained.pieces import END, UNKNOWN, Pieces, pieces
from deskhand.policy.trained.seen import MOST, seen
from tests.policy.reading import judged, target_of
from tests.policy.training.samples import samples_left_out

RIGHT, MISSED, OVER = 0.88, 0.13, 0.13
"""Of what it never learnt by, at even odds; the numbers of the last training are in LOG.md."""
SURE_MISSED, SURE_OVER = 0.06, 0.09
"""Of the same: what counts as one that can be taken back and can't be, and the other way round."""


def likely(label: str, around: str = "") -> float:
    return likelihood(target_of(label, around), label).final


@pytest.fixture(scope="module")
def unlearnt() -> list[tuple[float, bool, bool]]:
    """Of every tenth of those: how likely it is final, whether it is, and whether the class is right."""
    tried = samples_left_out()[::10]
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
    assert np.mean([said <= rereading.SENT.back for said in final]) <= SURE_MISSED
    assert np.mean([said >= rereading.HELD.final for said in back]) <= SURE_OVER


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


def told(label: str, around: str, given: dict[str, str], final: float, risk: RiskClass = "move") -> Touch:
    target = target_of(label, around, given.get("note", ""), given)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rereading, "likelihood", lambda *_: Likelihood(final, risk))
        return judged(target)


def goes(touch: Touch) -> bool:
    """Whether a profile that asks before what can't be taken back would let it go unasked."""
    return touch.undoable or touch.waits


@pytest.mark.parametrize("given", [{}, {"app": ""}, {"post": "", "fields": "Name"}], ids=["held", "program", "form"])
@given(label=st.text(max_size=40), around=st.text(max_size=200), one=st.floats(0, 1), two=st.floats(0, 1))
def test_the_surer_it_is_the_graver_the_act(
    given: dict[str, str], label: str, around: str, one: float, two: float
) -> None:
    less, more = (told(label, around, given, each) for each in sorted((one, two)))
    assert goes(less) >= goes(more) and less.undoable >= more.undoable


@pytest.mark.parametrize(
    ("label", "around", "given"),
    [
        ("Continue", "Your card will be charged $40.00", {"post": ""}),
        ("Continue", "", {"post": "", "fields": "Card number, CVC, Expiry date"}),
        ("Continue", "", {"fields": "Card number, CVC, Expiry date"}),
        ("Delete", "This can't be undone.", {"app": ""}),
        ("Send", "You can undo this.", {"post": "", "fields": "IBAN, Amount"}),
    ],
)
def test_what_is_known_by_facts_is_not_made_lighter(label: str, around: str, given: dict[str, str]) -> None:
    for final in (0.0, 1.0):
        touch = told(label, around, given, final)
        assert not goes(touch) and IRREVERSIBLE.intersection(touch.classes)


@pytest.mark.parametrize("final", [0.0, 0.1, 0.3, 0.45, 0.55])
def test_behind_the_wall_what_no_word_is_sure_of_goes_unless_it_is_likely_final(final: float) -> None:
    for risk in ("move", "submit", "change_settings"):
        touch = told("Confirm the seat map", "", {}, final, risk)
        assert goes(touch)
        assert covers_of_verdict(Verdict(decision="allow", reason="", rule="", touch=touch)) == Covers()


@pytest.mark.parametrize("label", ["Save", "Delete", "Pay now", "Send message", "Accept the terms"])
def test_behind_the_wall_what_words_take_for_final_waits_unless_the_model_is_as_sure(label: str) -> None:
    for risk in ("move", "submit", "delete", "pay"):
        touch = told(label, "", {}, 0.85, risk)
        assert goes(touch)
        for profile in map(load_profile, ("balanced", "trusting")):
            verdict = judge(touch, profile)
            assert verdict.decision == "allow"
            assert covers_of_verdict(verdict) == Covers()
        assert not goes(told(label, "", {}, 0.95, risk))
    assert not goes(told(label, f"{label} can't be undone.", {}, 0.4, "delete"))


@pytest.mark.parametrize("label", ["Book now", "Reserve", "预约"])
def test_what_binds_somebody_is_asked_about_before_it_is_pressed(label: str) -> None:
    assert not goes(told(label, "", {}, 0.3, "submit"))
    assert not goes(told(label, "", {}, 0.1, "submit"))


def test_what_stands_in_a_form_with_somebodys_data_is_asked_about_before_it_is_pressed() -> None:
    assert not goes(told("Delete", "", {"script": "", "fields": "Name, E-mail:email"}, 0.3, "submit"))
    assert goes(told("Delete", "", {}, 0.3, "submit"))


def test_a_posted_form_with_an_amount_of_money_is_not_made_lighter() -> None:
    for fields, light in (("Amount, Purpose", False), ("Title, Purpose", True)):
        assert goes(told("Save changes", "", {"post": "", "fields": fields}, 0.0, "submit")) is light


def test_what_waits_counts_with_the_request_as_what_its_words_say() -> None:
    for label, risk in (("Pay now", "pay"), ("Send message", "send"), ("Delete", "delete")):
        touch = told(label, "", {}, 0.5)
        assert touch.classes[0] == risk
        assert risk in sent("/x", 0.5, said=touch.classes).classes
        assert not sent("/x", 0.5, said=touch.classes).undoable


def test_where_nothing_is_held_it_is_believed_only_where_it_is_sure() -> None:
    for where in ({"app": ""}, {"post": "", "fields": "Name"}):
        assert not goes(told("Delete account", "", where, 0.3, "move"))
        assert goes(told("Delete account", "", where, 0.05, "move"))
    assert told("Blorp", "", {"app": ""}, 0.3, "delete").classes[0] == "delete"
    assert told("Blorp", "", {"app": ""}, 0.1, "delete").undoable


def test_what_a_program_does_is_of_the_class_that_it_tells_where_words_say_little() -> None:
    touch = told("Blorp", "", {"app": ""}, 0.01, "change_settings")
    assert touch.classes == ("change_settings",) and touch.undoable
    assert told("Blorp", "", {"app": ""}, 0.01, "pay").undoable
    started = told("Blorp", "", {"app": ""}, 0.9, "run_code")
    assert started.classes == ("run_code",) and not started.undoable
    assert judge(started, load_profile("balanced")).decision == "ask"
    assert judge(told("Blorp", "", {"app": ""}, 0.01, "run_code"), load_profile("balanced")).decision == "allow"


def test_an_amount_that_was_paid_before_is_not_taken_for_a_payment() -> None:
    form = {"post": "", "fields": "mark:hidden"}
    assert told("Confirm", "Hotel, 240.00 EUR, paid by company card", form, 0.9, "pay").classes == ("submit",)
    assert told("Confirm", "", form | {"note": "Paid by: company card"}, 0.9, "pay").classes == ("submit",)
    assert told("Confirm", "Hotel, 240.00 EUR", form, 0.9, "pay").classes == ("pay",)
    assert told("Confirm", "Hotel, paid by company card", form, 0.9, "send").classes == ("send",)


@pytest.mark.parametrize("merchant", ["Trattoria Bellini", "City Cab", "Hotel Krone"])
def test_filing_an_expense_is_no_payment(merchant: str) -> None:
    """The example job is allowed to file, not to pay. By the model itself, as the example's page stands there."""
    note = f"Merchant {merchant} Amount 51.55 EUR Date 2025-03-14 Category Meals Paid by Company card Receipt a.jpg"
    form = {"title": "Check and confirm", "post": "", "action": "/confirm/eb31", "fields": "mark:hidden"}
    target = target_of("Confirm", f"Confirm Start again {note}", f"{note}; The attached receipt", form)
    touch = judged(target)
    assert touch.classes == ("submit",) and not touch.undoable


def test_what_it_makes_graver_is_of_the_class_that_it_tells() -> None:
    touch = told("Blorp", "", {"app": ""}, 1.0, "pay")
    assert touch.classes[0] == "pay" and not touch.undoable and "mostly can't be taken back" in touch.evidence
    assert told("Blorp", "", {"app": ""}, 1.0).classes[0] == "submit"


@pytest.mark.parametrize(
    ("label", "given"),
    [
        ("Show details", {}),
        ("Blorp", {"link": ""}),
        ("Continue", {"fields": "Card number, CVC, Expiry date"}),
        ("Place the order", {"post": "", "fields": "Name, Password:password"}),
    ],
    ids=["it shows", "a link", "a card", "a password"],
)
def test_what_no_reading_could_make_something_else_is_not_read(label: str, given: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rereading, "likelihood", lambda *_: pytest.fail("it was read"))
        judged(target_of(label, given=given))


# What is sent


def sent(path: str, final: float, risk: RiskClass = "submit", method: str = "POST", **more: object) -> Touch:
    told_of = {"id": "r1", "host": "x.test", "page": "http://x.test/a", "kind": "fetch", "of_act": True}
    request = HeldRequest.model_validate(
        told_of | {"method": method, "address": f"http://x.test{path}", "seen": ("button", "OK", "", "", "")} | more
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rereading, "likelihood_of", lambda *_: Likelihood(final, risk))
        return touch_of_request(request, ("x.test",))


def test_a_request_is_what_it_says_together_with_what_was_pressed() -> None:
    assert sent("/a/7", 0.03).undoable and not sent("/a/7", 0.2).undoable
    assert sent("/a/7/archive", 0.07).undoable and not sent("/a/7/archive", 0.6).undoable
    assert sent("/a/7", 0.9, "send").classes[0] == "send"
    assert sent("/a/7", 0.03, "move").classes == ("visit_known",)
    assert sent("/a/7", 0.03, "change_settings").classes == ("change_settings",)


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/checkout/complete", {}),
        ("/a", {"fields": {"card_number": "•••• 1111"}}),
        ("/a", {"fields": {"amount": "40.00", "to": "7"}}),
        ("/message", {"fields": {"to": "ann@team.test", "body": "Hi"}}),
        ("/a", {"files": ("plan.pdf (9 bytes)",)}),
        ("/a", {"page": "http://other.test/"}),
        ("/a", {"of_act": False}),
        ("/a", {"kind": "socket"}),
        ("/a", {"kind": "beacon"}),
    ],
)
def test_what_it_carries_and_where_it_goes_is_as_grave_as_it_is(path: str, more: dict[str, object]) -> None:
    assert not sent(path, 0.0, "move", **more).undoable


def test_what_only_asks_is_read_no_further() -> None:
    assert sent("/graphql", 1.0, "pay", reads=True).classes == ("visit_known",)
