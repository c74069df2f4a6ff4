"""A limit by the hour counts acts of its own class only."""

from __future__ import annotations

from deskhand.core.verdicts import Done, Moment, Touch
from deskhand.policy.judge import judge
from deskhand.policy.profile import parse_profile

ONE_LETTER = """\
name = "letters"
[[rule]]
classes = ["send"]
at = "mail.test"
per_hour = 1
decide = "allow"
"""


def done(*classes: str) -> Done:
    return Done.of(Touch(classes=classes, host="mail.test"), at=100.0)  # type: ignore[arg-type]


def test_what_was_filled_in_or_looked_at_there_uses_up_no_letter() -> None:
    profile, letter = parse_profile(ONE_LETTER, {}), Touch(classes=("send",), host="mail.test")
    others = Moment(now=200.0, done=(done("write_on_desk"), done("submit"), done("take_out")))
    assert judge(letter, profile, others).decision == "allow"
    assert judge(letter, profile, Moment(now=200.0, done=(done("send"),))).decision == "ask"
