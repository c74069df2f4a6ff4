"""`deskhand policy`: shown, tried, checked, learned from, taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deskhand.agent.remembering import Remembering
from deskhand.policy.remembered import remember
from tests.cli.decided import BALANCED, PUSH, SAVE, beginning, call
from tests.cli.record import record_session
from tests.cli.shell import deskhand

MINE = """name = "mine"
about = "For the shop."
based_on = "balanced"
[[rule]]
classes = ["pay"]
at = "shop.test"
amount_max = 50
currency = "EUR"
per_hour = 3
decide = "allow"
[quiet]
from = "22:00"
to = "07:00"
[unanswered]
do = "stop"
after = "10m"
"""


@pytest.fixture
def mine(home: Path) -> Path:
    path = home / "profiles" / "mine.toml"
    path.parent.mkdir(parents=True)
    path.write_text(MINE, "utf-8")
    return path


def test_a_profile_is_shown_as_a_table_that_fits_eighty_columns(home: Path, mine: Path) -> None:
    rule = remember(SAVE, BALANCED)
    assert rule
    Remembering(home).add(rule)
    told = deskhand(home, "policy", "show", "mine", COLUMNS="80").out
    lines = [line.rstrip() for line in told.splitlines()]
    assert any(line.split() == ["look", "✓", "allow"] for line in lines)
    assert any("allow at shop.test, up to 50 EUR, 3 an hour" in line for line in lines)
    assert "Quiet hours 22:00 to 07:00: all but look, move is asked about." in " ".join(told.split())
    assert "Nobody answers: after 10 min the work ends." in lines
    assert any(line.split()[:1] == ["1"] and 'at shop.test on button "Save"' in line for line in lines)
    assert all(len(line) <= 80 for line in lines)


def test_without_a_name_it_is_the_profile_of_the_settings(home: Path, mine: Path) -> None:
    assert deskhand(home, "policy").out.startswith("balanced ")
    assert deskhand(home, "policy", "show", DESKHAND_PROFILE="mine").out.startswith("mine ")
    assert deskhand(home, "policy", "show", str(mine)).out.startswith("mine ")


def test_a_profile_as_data_has_every_class(home: Path, mine: Path) -> None:
    shown = json.loads(deskhand(home, "policy", "show", "mine", "--json").out)
    assert shown["classes"]["pay"]["decide"] == "ask"
    assert shown["classes"]["pay"]["but"] == [
        "allow at shop.test, up to 50 EUR, 3 an hour",
        "allow where what is sent waits in the browser",
    ]
    assert shown["unanswered"][0]["after_s"] == 600


@pytest.mark.parametrize(
    ("args", "decision", "words"),
    [
        (("--class", "pay", "--at", "shop.test", "--amount", "30", "--currency", "EUR"), "allow", "up to 50 EUR"),
        (("--class", "pay", "--at", "shop.test", "--amount", "51", "--currency", "EUR"), "ask", "mine: ask pay"),
        (("--class", "run_code", "--clock", "23:30"), "ask", "quiet hours"),
        (("--class", "run_code", "--clock", "12:00"), "allow", "mine: allow run_code"),
        (("--command", "git push", "--clock", "12:00"), "ask", "mine: ask take_out"),
        (("--class", "personal_data", "--strangers", "--clock", "12:00"), "ask", "strangers"),
    ],
)
def test_a_situation_is_explained(home: Path, mine: Path, args: tuple[str, ...], decision: str, words: str) -> None:
    clock = () if "--clock" in args else ("--clock", "12:00")
    told = json.loads(deskhand(home, "policy", "explain", "-p", "mine", *args, *clock, "--json").out)
    assert told["decision"] == decision
    assert words in told["rule"]
    shown = deskhand(home, "policy", "explain", "-p", "mine", *args, *clock).out
    assert decision in shown and " ".join(told["reason"].split()[:4]) in shown


def test_what_a_lasting_yes_would_mean_is_told(home: Path) -> None:
    save = deskhand(home, "policy", "explain", "--class", "submit", "--at", "a.test", "--target", "Save").out
    assert "would allow submitting forms at a.test" in save
    assert "asked each time" in deskhand(home, "policy", "explain", "--class", "pay", "--at", "a.test").out


def test_a_situation_without_a_class_is_refused_with_the_way(home: Path) -> None:
    ran = deskhand(home, "policy", "explain", "--at", "a.test")
    assert ran.code == 2 and "--class submit" in ran.err


def test_a_good_file_is_good_and_a_shadowed_rule_has_its_line(home: Path, mine: Path) -> None:
    assert deskhand(home, "policy", "check", "mine").code == 0
    mine.write_text(MINE + '[[rule]]\nclasses = ["pay"]\nat = "shop.test"\namount_max = 9\ncurrency = "EUR"\n'
                    'decide = "deny"\n', "utf-8")  # fmt: skip
    ran = deskhand(home, "policy", "check", "mine")
    assert ran.code == 1 and "rule 2, line 17: never decides anything: rule 1" in " ".join(ran.out.split())
    (remark,) = json.loads(deskhand(home, "policy", "check", "mine", "--json").out)["remarks"]
    assert (remark["line"], remark["kind"]) == (17, "mend")


def test_a_file_that_cannot_be_used_ends_with_2_and_names_the_line(home: Path, mine: Path) -> None:
    mine.write_text('name = "x"\n[[rule]]\nclases = ["pay"]\n', "utf-8")
    ran = deskhand(home, "policy", "check", str(mine))
    assert ran.code == 2 and "line 3, rule 1: clases is no field" in ran.err and "Did you mean 'classes'" in ran.err


async def test_rules_are_learned_from_sessions_shown_and_written_when_asked(home: Path) -> None:
    for _ in range(2):
        await record_session(home, [*beginning(), *call(1, SAVE, "allow"), *call(2, PUSH, "deny")])
    shown = deskhand(home, "policy", "learn")
    assert 'target = "button \\"Save\\""' in shown.out and not (home / "profiles").exists()
    ran = deskhand(home, "policy", "learn", "--write", "mine")
    assert shown.out in ran.out and "Written to" in ran.out
    explained = ("policy", "explain", "-p", "mine", "--class", "submit", "--at", "shop.test")
    assert json.loads(deskhand(home, *explained, "--target", 'button "Save"', "--json").out)["decision"] == "allow"
    assert json.loads(deskhand(home, *explained, "--target", "Delete", "--json").out)["decision"] == "ask"
    assert "2 not asked about any more" in deskhand(home, "policy", "learn", "-p", "mine").out


async def test_learning_can_be_about_one_session_and_never_changes_a_shipped_profile(home: Path) -> None:
    one = await record_session(home, [*beginning(), *call(1, SAVE, "allow")])
    await record_session(home, [*beginning(), *call(1, SAVE, "allow")])
    assert "[[rule]]" not in deskhand(home, "policy", "learn", one).out
    assert "[[rule]]" in deskhand(home, "policy", "learn", one, "--times", "1").out
    ran = deskhand(home, "policy", "learn", "--write", "balanced")
    assert ran.code == 2 and "ships with Deskhand" in ran.err


def test_answers_of_the_workspaces_accounts_are_listed_apart_and_allow_the_terminal_nothing(home: Path) -> None:
    rule = remember(SAVE, BALANCED)
    assert rule
    Remembering(home).add(rule, account="account-b")
    shown = " ".join(deskhand(home, "policy", "show").out.split())
    assert "Remembered answers of others" in shown and "of account-b" in shown
    assert "take one back" not in shown


def test_a_remembered_answer_is_forgotten_by_its_number(home: Path) -> None:
    rule = remember(SAVE, BALANCED)
    assert rule
    Remembering(home).add(rule)
    assert "asked again: submitting forms at shop.test" in deskhand(home, "policy", "forget", "1").out
    assert Remembering(home).rules() == ()
    assert deskhand(home, "policy", "forget", "1").code == 2
