"""The model's instructions say the profile in plain words, and stay the same through a session."""

from __future__ import annotations

from deskhand.agent.profiles import load_profile, shipped_texts
from deskhand.agent.prompt import instructions
from deskhand.core.verdicts import RISK_CLASSES
from deskhand.desk.base import DeskSpec
from deskhand.policy.profile import Rule, parse_profile
from deskhand.policy.sentences import DOING

OWN = """
name = "mine"
based_on = "balanced"
[[rule]]
classes = ["pay"]
at = "shop.test"
amount_max = 50
currency = "EUR"
per_hour = 2
decide = "allow"
why = "Paper for the office."
[[rule]]
classes = ["take_out"]
command = "git push"
decide = "deny"
[quiet]
from = "22:00"
to = "07:00"
classes = ["send"]
[unanswered]
do = "go_on"
"""


def lines(text: str = OWN) -> list[str]:
    told = instructions(DeskSpec(), parse_profile(text, shipped_texts()), attended=True)
    return told.splitlines()


def test_every_class_is_said_to_be_allowed_asked_or_denied() -> None:
    for name in shipped_texts():
        told = [line for line in lines(shipped_texts()[name]) if line.startswith(("- Allowed", "- Asked", "- Denied"))]
        assert all(sum(DOING[risk] in line for line in told) == 1 for risk in RISK_CLASSES)


def test_places_amounts_limits_and_hours_are_said() -> None:
    told = lines()
    assert "- But allowed at shop.test, up to 50 EUR, 2 an hour: paying or ordering. (Paper for the office.)" in told
    assert "- But denied with git push: carrying data off the desk (uploads, posts)." in told
    assert "- From 22:00 to 07:00 by the person's clock this is asked about first: sending messages to people." in told
    assert any("the answer is no: go on" in line for line in told)


def test_a_profile_that_denies_says_what_to_leave_to_the_person() -> None:
    (denied,) = (line for line in lines(shipped_texts()["cautious"]) if line.startswith("- Denied"))
    assert "paying or ordering" in denied and "leave it to the person" in denied


def test_an_answer_remembered_in_the_middle_of_a_session_changes_no_word() -> None:
    profile = load_profile("balanced")
    knowing = profile.with_remembered(Rule(classes=("submit",), at="a.test", decide="allow"))
    told = [instructions(DeskSpec(), each, attended=True) for each in (profile, knowing)]
    assert told[0] == told[1]


def test_a_profile_with_very_many_rules_stays_readable() -> None:
    many = "".join(f'[[rule]]\nclasses = ["submit"]\nat = "{n}.test"\ndecide = "allow"\n' for n in range(300))
    told = lines(f'name = "x"\n{many}')
    assert len(told) < 100 and any("240 more rules" in line for line in told)
