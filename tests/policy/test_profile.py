"""Profiles: read, inherit, decide, and refuse in words what can't be used."""

import pytest

from deskhand.agent.profiles import SHIPPED, load_profile, shipped_texts
from deskhand.core.errors import InvalidInput
from deskhand.core.verdicts import RISK_CLASSES, RiskClass, Touch
from deskhand.policy.judge import judge
from deskhand.policy.profile import parse_profile

OWN = """
name = "mine"
based_on = "balanced"
[[rule]]
classes = ["submit", "take_out"]
at = "*.example.com"
decide = "allow"
why = "My own site."
[[rule]]
classes = ["run_code"]
command = "rm"
decide = "deny"
"""


def touch(*classes: RiskClass, **rest: str) -> Touch:
    return Touch(classes=classes, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_profile_decides_about_every_class(name: str) -> None:
    profile = load_profile(name)
    assert all(profile.rule_for(risk, touch(risk)) for risk in RISK_CLASSES)


@pytest.mark.parametrize(
    ("profile", "risk", "decision"),
    [
        ("cautious", "look", "allow"), ("cautious", "run_code", "ask"), ("cautious", "pay", "deny"),
        ("balanced", "visit_new", "allow"), ("balanced", "submit", "ask"), ("balanced", "take_out", "ask"),
        ("trusting", "submit", "allow"), ("trusting", "pay", "ask"), ("trusting", "send", "ask"),
    ],
)  # fmt: skip
def test_the_levels_differ_where_they_say(profile: str, risk: RiskClass, decision: str) -> None:
    assert judge(touch(risk), load_profile(profile)).decision == decision


@pytest.mark.parametrize(
    ("seen", "decision"),
    [
        (touch("submit", host="pay.example.com"), "allow"),
        (touch("submit", host="example.com"), "allow"),
        (touch("submit", host="evil-example.com"), "ask"),
        (touch("submit", "pay", host="pay.example.com"), "ask"),
        (touch("run_code", command="rm -rf x"), "deny"),
        (touch("run_code", command="rmdir x"), "allow"),
        (touch(), "ask"),
    ],
)
def test_own_rules_come_first_and_the_strictest_class_decides(seen: Touch, decision: str) -> None:
    verdict = judge(seen, parse_profile(OWN, shipped_texts()))
    assert verdict.decision == decision
    assert verdict.reason
    assert verdict.rule


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "not valid TOML"),
        ('name = "x"\nbased_on = "nowhere"', "based on 'nowhere'"),
        (
            'name = "x"\n[[rule]]\nclasses = ["fly"]\ndecide = "allow"',
            "line 3, rule 1: classes = 'fly' is no word for that",
        ),
        ('name = "x"\n[[rule]]\nclasses = ["look"]\ndecide = "maybe"', "line 4, rule 1: decide = 'maybe'"),
        ('name = "x"\nfrog = 1', "line 2, frog is no field"),
    ],
)
def test_a_profile_that_cannot_be_used_says_why(text: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        parse_profile(text, shipped_texts())


def test_a_profile_based_on_itself_is_refused() -> None:
    with pytest.raises(InvalidInput):
        parse_profile('name = "a"\nbased_on = "a"', {"a": 'name = "a"\nbased_on = "a"'})
