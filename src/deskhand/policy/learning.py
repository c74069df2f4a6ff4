"""What a person always answered the same, as narrow rules that they may take into their profile. Pure.

A proposal names one place, like a remembered answer, and is made only where the profile still asks. Answers to what
must be asked each time, and to questions that a stranger's words, a limit or quiet hours raised, teach nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import tomlkit

from deskhand.core.values import Value
from deskhand.core.verdicts import Touch, Verdict
from deskhand.policy.judge import findings
from deskhand.policy.remembered import EACH_TIME, narrowed
from deskhand.policy.rules import Profile, Rule
from deskhand.policy.sentences import BEHIND

YES = frozenset({"allow", "always"})
NO = frozenset({"deny"})


class Answer(Value):
    """A question that was answered. verdict: what was asked about. session: where."""

    verdict: Verdict
    answer: str
    session: str = ""


class Proposal(Value):
    """A rule that would have spared questions. times: how many. sessions: in which they were asked."""

    rule: Rule
    times: int
    sessions: tuple[str, ...] = ()


class Learned(Value):
    """What answers taught. few: places that were asked about too seldom; mixed: not always answered the same;
    each_time: questions that are put each time; settled: places that the profile does not ask about any more."""

    proposals: tuple[Proposal, ...] = ()
    few: int = 0
    mixed: int = 0
    each_time: int = 0
    settled: int = 0


def learned(answers: Iterable[Answer], profile: Profile, *, times_min: int = 2) -> Learned:
    """The rules that follow from answers which were always the same at one place, at least so many times."""
    places: dict[str, list[tuple[Answer, Rule]]] = {}
    left: Counter[str] = Counter()
    for each in answers:
        rule = _rule_of(each)
        if rule is None:
            left["each_time"] += each.answer in YES | NO
            continue
        key = rule.model_copy(update={"decide": "ask", "amount_max": None}).model_dump_json()
        places.setdefault(key, []).append((each, rule))
    proposals: list[Proposal] = []
    for asked in places.values():
        proposal = _proposal(asked, profile, times_min)
        if isinstance(proposal, Proposal):
            proposals.append(proposal)
        else:
            left[proposal] += 1
    proposals.sort(key=lambda proposal: -proposal.times)
    return Learned(proposals=tuple(proposals), **left)


def _rule_of(each: Answer) -> Rule | None:
    """The narrow rule that this answer would be; None where it teaches nothing."""
    touch = each.verdict.touch
    said_yes = each.answer in YES
    if not said_yes and each.answer not in NO:
        return None
    if touch.raised or BEHIND in each.verdict.reason or (said_yes and EACH_TIME.intersection(touch.classes)):
        return None
    asked = tuple(risk for risk in touch.classes if risk not in ("look", "move"))
    return narrowed(touch, asked, "allow" if said_yes else "deny")


def _proposal(asked: list[tuple[Answer, Rule]], profile: Profile, times_min: int) -> Proposal | str:
    """The proposal for one place, else why there is none: mixed, few, settled."""
    if len({each.answer in YES for each, _ in asked}) > 1:
        return "mixed"
    if len(asked) < times_min:
        return "few"
    touch = asked[-1][0].verdict.touch
    rule = _still_asked(touch, asked[-1][1], profile)
    if rule is None:
        return "settled"
    amounts = [each.verdict.touch.amount for each, _ in asked if each.verdict.touch.amount is not None]
    if rule.amount_max is not None:
        rule = rule.model_copy(update={"amount_max": max(amounts)})
    word = "yes" if rule.decide == "allow" else "no"
    rule = rule.model_copy(update={"why": f"Answered {word} {len(asked)} times."})
    return Proposal(
        rule=rule, times=len(asked), sessions=tuple(dict.fromkeys(each.session for each, _ in asked if each.session))
    )


def _still_asked(touch: Touch, rule: Rule, profile: Profile) -> Rule | None:
    """The rule for the classes that the profile asks about now; None when it asks about none, or says no."""
    found = findings(touch, profile)
    asking = tuple(each.risk for each in found if each.decision == "ask" and each.risk in rule.classes)
    if not asking or any(each.decision == "deny" for each in found):
        return None
    return rule.model_copy(update={"classes": asking})


def rules_toml(rules: Iterable[Rule]) -> str:
    """Rules as they are written into a profile's file."""
    tables = tomlkit.aot()
    for rule in rules:
        tables.append(tomlkit.item(rule.model_dump(mode="json", exclude_defaults=True)))
    document = tomlkit.document()
    document.add("rule", tables)
    return tomlkit.dumps(document).strip() + "\n"


def with_rules(text: str, rules: Iterable[Rule]) -> str:
    """The text of a profile with more rules in it, before its own first one: the narrower must come first."""
    lines = text.splitlines(keepends=True)
    first = next((place for place, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    before, after = "".join(lines[:first]).rstrip(), "".join(lines[first:])
    return f"{before}\n\n{rules_toml(rules)}" + (f"\n{after}" if after else "")
