"""Lasting answers on the disk: kept once, for the person's eyes only, taken back by number, never half a file."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deskhand.agent.profiles import load_profile
from deskhand.agent.remembering import ANSWERS_MAX, NOBODY, Remembering
from deskhand.core.errors import InvalidInput, LimitExceeded, NotFound
from deskhand.core.events import TERMINAL
from deskhand.policy.profile import Rule


def rule(host: str = "a.test", name: str = 'button "Save"') -> Rule:
    return Rule(classes=("submit",), at=host, target=name, decide="allow", over=("ask submit",))


def test_an_answer_is_kept_with_its_number_day_and_session_and_read_back_the_same(tmp_path: Path) -> None:
    kept = Remembering(tmp_path / "config").add(rule(name='a "b" \x1b \\ \n名'), "s-1")
    (found,) = Remembering(tmp_path / "config").answers()
    assert found == kept
    assert (found.number, found.session, found.given[:2]) == (1, "s-1", "20")
    assert stat.S_IMODE((tmp_path / "config" / "remembered.toml").stat().st_mode) == 0o600


def test_the_same_answer_is_kept_once(tmp_path: Path) -> None:
    remembering = Remembering(tmp_path)
    assert remembering.add(rule()) == remembering.add(rule())
    assert remembering.rules() == (rule(),)


def test_an_answer_counts_for_the_account_that_gave_it_alone(tmp_path: Path) -> None:
    remembering = Remembering(tmp_path)
    remembering.add(rule("a.test"))
    remembering.add(rule("b.test"), account="account-b")
    assert (remembering.rules(), remembering.rules("account-b")) == ((rule("a.test"),), (rule("b.test"),))
    assert remembering.rules("account-c") == remembering.rules("") == ()
    assert load_profile("balanced", None, remembering, "account-b").remembered == (rule("b.test"),)
    both = [remembering.add(rule("b.test"), account=each).number for each in ("account-b", "account-c")]
    assert both == [2, 3]


def test_an_answer_of_which_nobody_wrote_down_whose_it_is_counts_for_nobody(tmp_path: Path) -> None:
    remembering = Remembering(tmp_path)
    remembering.path.write_text('[[answer]]\nnumber = 1\n[answer.rule]\nclasses = ["submit"]\ndecide = "allow"\n')
    for account in (TERMINAL, "", NOBODY, "account-b"):
        assert remembering.rules(account) == ()
    assert [each.number for each in remembering.answers()] == [1]
    remembering.settle({1: NOBODY})
    assert remembering.rules(NOBODY) == ()


def test_one_takes_back_what_is_ones_own_and_all_of_an_account_goes_with_it(tmp_path: Path) -> None:
    remembering = Remembering(tmp_path)
    for account in ("account-b", "account-c", "account-c"):
        remembering.add(rule(f"{account}{len(remembering.answers())}.test"), account=account)
    with pytest.raises(NotFound, match="Numbers are: 2, 3"):
        remembering.remove(1, "account-c")
    assert remembering.remove(2, "account-c").account == "account-c"
    remembering.remove_all("account-c")
    assert [each.number for each in remembering.answers()] == [1]
    remembering.remove_all("account-b")
    assert remembering.answers() == ()


def test_an_answer_is_taken_back_by_its_number_and_numbers_stay(tmp_path: Path) -> None:
    remembering = Remembering(tmp_path)
    for host in ("a.test", "b.test", "c.test"):
        remembering.add(rule(host))
    assert remembering.remove(2).rule.at == "b.test"
    assert [each.number for each in remembering.answers()] == [1, 3]
    with pytest.raises(NotFound, match="Numbers are: 1, 3"):
        remembering.remove(2)


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: Remembering(tmp_path).add(rule(f"{n}.test")), range(24)))
    found = Remembering(tmp_path).answers()
    assert sorted(each.number for each in found) == list(range(1, 25))
    assert len({each.rule.at for each in found}) == 24


def test_there_is_room_for_so_many_and_no_more(tmp_path: Path) -> None:
    remembering = Remembering(tmp_path)
    entries = "".join(
        f'[[answer]]\nnumber = {n}\naccount = "account-b"\n'
        f'[answer.rule]\nclasses = ["submit"]\nat = "{n}.test"\ndecide = "allow"\n'
        for n in range(1, ANSWERS_MAX + 1)
    )
    remembering.path.write_text(entries, "utf-8")
    with pytest.raises(LimitExceeded, match="room for no more"):
        remembering.add(rule(), account="account-b")
    assert remembering.add(rule()).number == ANSWERS_MAX + 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("answer = [", "can't be used"),
        (
            '[[answer]]\nnumber = 1\n[answer.rule]\nclasses = ["submit"]\ndecide = "deny"',
            "only a yes can be remembered",
        ),
        ('[[answer]]\nnumber = 1\n[answer.rule]\nclasses = ["fly"]\ndecide = "allow"', "classes"),
        ("x = 1", "x: "),
    ],
)
def test_a_file_that_cannot_be_used_allows_nothing_and_says_why(tmp_path: Path, text: str, words: str) -> None:
    remembering = Remembering(tmp_path)
    remembering.path.write_text(text, "utf-8")
    with pytest.raises(InvalidInput, match=words):
        load_profile("balanced", None, remembering)
    with pytest.raises(InvalidInput):
        remembering.add(rule())
    assert remembering.path.read_text("utf-8") == text


def test_a_profile_comes_with_the_answers_that_are_remembered(tmp_path: Path) -> None:
    remembering = Remembering(tmp_path)
    remembering.add(rule())
    assert load_profile("balanced", None, remembering).remembered == (rule(),)


def test_an_error_in_an_own_profile_names_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('name = "mine"\n[[rule]]\nclasses = ["sned"]\ndecide = "ask"', "utf-8")
    with pytest.raises(InvalidInput, match=r"mine\.toml: the profile's line 3, rule 1: classes = 'sned'.*'send'"):
        load_profile("mine", tmp_path)
