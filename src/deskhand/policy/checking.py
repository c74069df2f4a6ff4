"""What is odd about a profile: rules that never decide, a no that is taken back, classes that nobody speaks of.

Pure: rules in, remarks out. It says only what it is sure of, and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from deskhand.core.values import Value
from deskhand.core.verdicts import RISK_CLASSES, RiskClass
from deskhand.policy import matching
from deskhand.policy.rules import Profile, Rule

_SHELL = re.compile(r"[;&|<>`$(){}\n]")


class Remark(Value):
    """One thing to know about a profile. rule: the number of the own rule, from 1; 0 for the profile as a whole.

    kind: "mend" for what does not do what it seems to say, "note" for what should be meant so.
    """

    kind: Literal["mend", "note"]
    rule: int = 0
    words: str


def remarks(own: Sequence[Rule], profile: Profile) -> tuple[Remark, ...]:
    """What there is to say about a profile whose file holds the rules `own`; the rest of its rules are inherited."""
    inherited = profile.rules[len(own) :]
    found: list[Remark] = []
    for number, rule in enumerate(own, 1):
        found += (Remark(kind=kind, rule=number, words=words) for kind, words in _of_rule(rule))
        found += _shadowed(number, rule, own[: number - 1])
        found += _taken_back(number, rule, inherited)
    return (*found, *_silent(profile), *_too_quiet(profile))


def covers(earlier: Rule, later: Rule) -> bool:
    """Whether the earlier rule fits wherever the later one does, whatever their classes."""
    return (
        _glob_covers(earlier.at, later.at)
        and _glob_covers(earlier.sends_to, later.sends_to)
        and _glob_covers(earlier.app, later.app)
        and _glob_covers(earlier.target, later.target)
        and matching.path_fits(earlier.path, later.path)
        and (not earlier.command or matching.begins(earlier.command, later.command or later.line))
        and (not earlier.line or earlier.line == later.line)
        and _to_covers(earlier, later)
        and (earlier.bytes_max is None or (later.bytes_max is not None and later.bytes_max <= earlier.bytes_max))
        and _amount_covers(earlier, later)
        and (earlier.undoable is None or earlier.undoable == later.undoable)
        and (not earlier.on_desk or later.on_desk)
        and (not earlier.fills or later.fills)
        and (not earlier.waits or later.waits)
    )


def _glob_covers(wide: str, narrow: str) -> bool:
    if not wide or wide.casefold() == narrow.casefold():
        return True
    return bool(narrow) and not re.search(r"[?[]", wide) and matching.matches(wide, narrow)


def _to_covers(earlier: Rule, later: Rule) -> bool:
    """One that allows fits only where all recipients do, so it leaves some of what another may fit for any of them."""
    if not earlier.to or (earlier.decide == "allow" and later.decide != "allow"):
        return not earlier.to
    return bool(later.to) and all(any(_glob_covers(wide, narrow) for wide in earlier.to) for narrow in later.to)


def _amount_covers(earlier: Rule, later: Rule) -> bool:
    if earlier.currency and earlier.currency.casefold() != later.currency.casefold():
        return earlier.amount_max is None and earlier.amount_above is None
    most = earlier.amount_max is None or (later.amount_max is not None and later.amount_max <= earlier.amount_max)
    least = earlier.amount_above is None
    return most and (least or (later.amount_above is not None and later.amount_above >= (earlier.amount_above or 0)))


def _shadowed(number: int, rule: Rule, before: Sequence[Rule]) -> Iterable[Remark]:
    """Classes of a rule that an earlier one of the same file always decides about."""
    lost: dict[RiskClass, int] = {}
    for place, earlier in enumerate(before, 1):
        if covers(earlier, rule):
            for risk in rule.classes:
                if risk in earlier.classes:
                    lost.setdefault(risk, place)
    if lost:
        what = "never decides anything" if len(lost) == len(set(rule.classes)) else f"never decides about {_list(lost)}"
        by = " and ".join(f"rule {place}" for place in sorted(set(lost.values())))
        words = f"{what}: {by} comes before it and fits wherever it does. Put the narrower rule first."
        yield Remark(kind="mend", rule=number, words=words)


def _taken_back(number: int, rule: Rule, inherited: Sequence[Rule]) -> Iterable[Remark]:
    """A no of the profile that this one is based on, which the rule overrides."""
    for base in inherited:
        both = [risk for risk in rule.classes if risk in base.classes]
        if base.decide == "deny" and rule.decide != "deny" and both and (covers(base, rule) or covers(rule, base)):
            says = "is allowed" if rule.decide == "allow" else "is only asked about"
            yield Remark(
                kind="note",
                rule=number,
                words=f"{_list(both)} {says} here; what it is based on has: {base.describe()}.",
            )


def _of_rule(rule: Rule) -> Iterable[tuple[Literal["mend", "note"], str]]:
    """What is odd about a rule by itself."""
    for name, value in (("at", rule.at), ("sends_to", rule.sends_to)):
        if "/" in value or (":" in value and not value.startswith("[")):
            host = re.sub(r"^\w+://", "", value).split("/")[0].split(":")[0]
            yield "mend", f'{name} = "{value}" is an address and fits nothing: write the site alone, "{host}".'
    if rule.path and not matching.path_fits("/work", rule.path):
        yield "mend", f'path = "{rule.path}" is no place of a desk: its files are under /work.'
    if _SHELL.search(rule.command):
        yield "mend", f'command = "{rule.command}" holds signs of the shell: give how one command begins, "git push".'
    limited = rule.amount_max is not None or rule.amount_above is not None
    if limited and not rule.currency:
        yield "note", 'the amount counts in every currency: add currency = "EUR" or another.'
    if rule.currency and not limited:
        yield "mend", f'currency = "{rule.currency}" limits nothing without amount_max or amount_above.'
    if rule.per_hour and rule.decide != "allow":
        yield "mend", f"per_hour counts only where it says allow, and this says {rule.decide}."
    if rule.once and rule.decide != "ask":
        yield "mend", f"once counts only where it says ask, and this says {rule.decide}."
    named = rule.at or rule.sends_to or rule.app
    if rule.target and rule.decide == "allow" and not named:
        yield (
            "note",
            f'"{matching.spoken(rule.target)}" is allowed on every site: name one with at, or a program with app.',
        )


def _silent(profile: Profile) -> Iterable[Remark]:
    """Classes that no rule without conditions decides about."""
    silent = [risk for risk in RISK_CLASSES if profile.everywhere(risk) is None]
    if silent:
        words = (
            f'no rule speaks of {_list(silent)} everywhere: elsewhere it is asked. based_on = "balanced" fills that.'
        )
        yield Remark(kind="note", words=words)


def _too_quiet(profile: Profile) -> Iterable[Remark]:
    if profile.quiet and {"look", "move"}.intersection(profile.quiet.classes):
        yield Remark(kind="note", words="the quiet hours hold for looking or moving too: nothing at all is done then.")


def _list(risks: Iterable[RiskClass]) -> str:
    return ", ".join(risks)
