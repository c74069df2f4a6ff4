"""A profile: one person's level of risk as a list of rules, with quiet hours and what happens when nobody answers.

Rules are tried in order, and the first that fits a class decides about it: a person's own come before those of the
profile that theirs is based on. All conditions of a rule must hold. It does no I/O; `policy.profile` makes one
from the text of a file (docs/policy.md tells the fields), `policy.judge` decides by it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from deskhand.core.events import Unanswered
from deskhand.core.values import Value
from deskhand.core.verdicts import RISK_CLASSES, Decision, Done, RiskClass, Touch
from deskhand.policy import matching

HOUR_S = 3_600.0

_UNTROUBLED: tuple[RiskClass, ...] = ("look", "move")
"""Classes that quiet hours leave alone where none are named."""


class Rule(Value):
    """One line of a profile. Conditions that are not given fit everything.

    at: the page's site, a glob; sends_to: the site that something goes to. to: globs of those whom a message goes to.
    bytes_max: how much leaves, where that is known. app: the program. path: a file or folder of the desk. command: how
    a simple command begins, word by word; line: the whole of a shell line. target: the name of the element, a glob.
    amount_max, amount_above: of money, in `currency`. undoable: whether it can be undone. on_desk: no site has part in
    it. fills: it only fills something in, which another act sends. waits: it sends nothing by itself; what a script
    sends because of it waits in the browser. per_hour: of a rule that allows, how often in an hour; beyond it is asked.
    once: of a rule that asks, not again at this place for an hour. over: of a remembered answer, which rules it
    answers.
    """

    classes: tuple[RiskClass, ...] = Field(min_length=1)
    at: str = ""
    sends_to: str = ""
    to: tuple[str, ...] = ()
    bytes_max: int | None = Field(default=None, ge=1)
    app: str = ""
    path: str = ""
    command: str = ""
    line: str = ""
    target: str = ""
    amount_max: float | None = Field(default=None, ge=0)
    amount_above: float | None = Field(default=None, ge=0)
    currency: str = ""
    undoable: bool | None = None
    on_desk: bool = False
    fills: bool = False
    waits: bool = False
    per_hour: int | None = Field(default=None, ge=1)
    once: bool = False
    over: tuple[str, ...] = ()
    decide: Decision
    why: str = ""

    def fits(self, risk: RiskClass, touch: Touch) -> bool:
        """Whether this rule speaks about this class of this touch. One that allows must fit beyond doubt."""
        allows = self.decide == "allow"
        return (
            risk in self.classes
            and matching.place_fits(self.at, self.sends_to, touch, strict=allows)
            and matching.matches(self.app, touch.app)
            and matching.path_fits(self.path, touch.path)
            and (not self.line or self.line == touch.command)
            and matching.target_fits(self.target, touch.target)
            and (self.undoable is None or self.undoable == touch.undoable)
            and not (self.on_desk and (touch.host or touch.sends_to))
            and (touch.fills or not self.fills)
            and (touch.waits or not self.waits)
            and self._to_fits(risk, touch)
            and matching.bytes_fit(self.bytes_max, touch, strict=allows)
            and self._amount_fits(risk, touch)
            and (allows or not self.command or matching.any_resembles(self.command, touch))
        )

    @property
    def everywhere(self) -> bool:
        """Whether it has no condition: it fits its classes wherever they are."""
        return self.model_copy(update={"per_hour": None, "once": False}) == Rule(
            classes=self.classes, decide=self.decide, why=self.why, over=self.over
        )

    def _to_fits(self, risk: RiskClass, touch: Touch) -> bool:
        """Whom a message goes to and nobody knows may be anybody; what is no message goes to nobody."""
        if self.to and not touch.to and risk != "send":
            return False
        return matching.to_fits(self.to, touch, strict=self.decide == "allow")

    def _amount_fits(self, risk: RiskClass, touch: Touch) -> bool:
        """An amount that is not known, or in another currency, is never small enough to allow, and may be too much."""
        if self.amount_max is None and self.amount_above is None:
            return True
        if not matching.amount_known(self.currency, touch):
            return self.decide != "allow" and (risk == "pay" or touch.amount is not None)
        assert touch.amount is not None
        most = self.amount_max is None or matching.amount_at_most(self.amount_max, self.currency, touch)
        return most and (self.amount_above is None or touch.amount > self.amount_above)

    def unsure_of(self, touch: Touch) -> str:
        """What is not known, in words, where it fits only because of that; "" where it fits by what is known."""
        by_amount = self.amount_max is not None or self.amount_above is not None
        if by_amount and not matching.amount_known(self.currency, touch):
            return "how much it is about"
        if self.bytes_max is not None and not touch.bytes_out:
            return "how much would leave"
        return "whom it goes to" if self.to and not touch.to else ""

    def counts(self, risk: RiskClass, done: Done) -> bool:
        """Whether something that was done was of the kind that this rule allows so many times an hour."""
        touch, kept = done.touch(), self.model_copy(update={"undoable": None, "fills": False, "waits": False})
        lines = matching.weighty_commands(touch)
        return (
            risk in done.classes
            and kept.fits(risk, touch)
            and (not self.command or any(matching.begins(self.command, line) for line in lines))
        )

    def describe(self, *classes: RiskClass) -> str:
        """The rule in words, for these of its classes: `allow submit at shop.test, up to 50 EUR, 10 an hour`."""
        return " ".join((self.decide, ", ".join(classes or self.classes) + "".join(self.conditions())))

    def conditions(self) -> Iterable[str]:
        """Each condition in words that follow on what it is about."""
        for word, value in (
            ("at", self.at),
            ("sent to", self.sends_to),
            ("to", " or ".join(self.to)),
            ("in", self.app),
            ("under", self.path),
            ("with", self.command),
            ("by exactly", self.line),
            ("on", _quoted(matching.spoken(self.target))),
        ):
            if value:
                yield f" {word} {value}"
        money = f" {self.currency}".rstrip()
        if self.amount_max is not None:
            yield f", up to {self.amount_max:g}{money}"
        if self.amount_above is not None:
            yield f", above {self.amount_above:g}{money}"
        if self.bytes_max is not None:
            yield f", up to {self.bytes_max:,} bytes"
        if self.undoable is not None:
            yield ", where it can be undone" if self.undoable else ", where it can't be undone"
        yield from (
            words
            for holds, words in (
                (self.on_desk, ", on the desk only"),
                (self.fills, ", while filling in only"),
                (self.waits, ", where what is sent waits in the browser"),
                (self.per_hour, f", {self.per_hour} an hour"),
                (self.once, ", once an hour for a place"),
            )
            if holds
        )


def _quoted(words: str) -> str:
    return words if not words or '"' in words else f'"{words}"'


class Quiet(Value):
    """Hours in which more is asked or denied. start, end: minutes since midnight, over midnight where end is first."""

    start: int = Field(ge=0, lt=1_440)
    end: int = Field(ge=0, lt=1_440)
    decide: Literal["ask", "deny"] = "ask"
    classes: tuple[RiskClass, ...] = tuple(risk for risk in RISK_CLASSES if risk not in _UNTROUBLED)

    def holds(self, clock: str) -> bool:
        """Whether it is that time. clock: "2026-03-01T22:10"; a time that is not known counts as quiet."""
        hours, colon, minutes = clock.partition("T")[2][:5].partition(":")
        if not colon or not (hours + minutes).isdigit():
            return True
        now = int(hours) * 60 + int(minutes)
        return self.start <= now < self.end if self.start < self.end else now >= self.start or now < self.end

    def hours(self) -> str:
        """`22:00 to 07:00`."""
        return " to ".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (self.start, self.end))


class Silence(Value):
    """What happens when nobody answers a question. after_s: so long is waited; None: at once when nobody watches, else
    without end. classes: only for questions about these; none: for all."""

    do: Unanswered = "wait"
    after_s: float | None = Field(default=None, ge=0)
    classes: tuple[RiskClass, ...] = ()


def first_fitting(rules: Iterable[Rule], risk: RiskClass, touch: Touch) -> Rule | None:
    """The first rule that decides. A line of several commands is allowed only if each is, and else by the rest."""
    lines = matching.weighty_commands(touch)
    found: dict[str, Rule] = {}
    for rule in rules:
        if not rule.fits(risk, touch):
            continue
        if rule.decide != "allow" or not rule.command:
            return rule
        for line in lines:
            if line not in found and matching.begins(rule.command, line):
                found[line] = rule
        if lines and len(found) == len(set(lines)):
            return min(found.values(), key=lambda each: each.per_hour or sys.maxsize)
    return None


class Profile(Value):
    """A named list of rules; the first that fits a class decides about it. remembered: answers that became rules."""

    name: str
    rules: tuple[Rule, ...]
    about: str = ""
    quiet: Quiet | None = None
    silences: tuple[Silence, ...] = ()
    remembered: tuple[Rule, ...] = ()

    def rule_for(self, risk: RiskClass, touch: Touch) -> Rule | None:
        """The rule that decides about this class of the touch; None where none speaks of it."""
        return first_fitting(self.rules, risk, touch)

    def everywhere(self, risk: RiskClass) -> Rule | None:
        """The rule that decides about a class where no other one does; None where nothing is said."""
        return next((rule for rule in self.rules if risk in rule.classes and rule.everywhere), None)

    def exceptions(self, risk: RiskClass) -> tuple[Rule, ...]:
        """The rules that decide about a class under some condition, before the one for everywhere."""
        speaking = [rule for rule in self.rules if risk in rule.classes]
        last = next((place for place, rule in enumerate(speaking) if rule.everywhere), len(speaking))
        return tuple(speaking[:last])

    def unanswered(self, classes: Iterable[RiskClass]) -> Silence:
        """What happens when nobody answers a question about these classes. What stops comes before what goes on."""
        asked = set(classes)
        named = [silence for silence in self.silences if asked.intersection(silence.classes)]
        for_all = [silence for silence in self.silences if not silence.classes]
        order = ("stop", "wait", "go_on")
        return min(named or for_all or [Silence()], key=lambda silence: order.index(silence.do))

    def with_remembered(self, *rules: Rule) -> Profile:
        """The profile with more remembered answers."""
        return self.model_copy(update={"remembered": (*self.remembered, *rules)})
