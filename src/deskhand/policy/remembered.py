"""An answer that is to hold from now on, as the narrowest rule that is still of use. Pure.

The rule names what was asked about: these classes, at this site, on this element; in this program on this element; for
this file; or for exactly this shell line. It never holds a value of a form. It answers only those rules that asked
(`Rule.over`): when the person writes a stricter one, or works by another profile, the question is put again.
"""

from __future__ import annotations

import posixpath
import re

from deskhand.core.verdicts import Decision, Moment, RiskClass, Touch
from deskhand.policy.judge import findings, silence_of
from deskhand.policy.matching import argv, literal, name_of, simple_commands
from deskhand.policy.rules import Profile, Rule
from deskhand.policy.sentences import DOING

EACH_TIME: frozenset[RiskClass] = frozenset({"pay", "send", "accept_terms", "grant_permission", "install"})
"""Asked each time: what they do depends on more than the place (whom, how much, which terms), and can't be undone."""

_NOTHING: frozenset[RiskClass] = frozenset({"look", "move"})
_RUNNERS = frozenset(
    {"bash", "sh", "dash", "zsh", "env", "sudo", "xargs", "eval", "source", ".", "node", "perl", "ruby", "php", "make",
     "npm", "npx", "yarn", "pnpm", "uv", "uvx", "cargo", "go", "java", "docker", "just", "tox", "nox", "awk", "find"}
)  # fmt: skip
"""Programs that run something else: the same line may do another thing tomorrow."""

_SECRET = re.compile(
    r"(?i)(pass(word|wd|phrase)?|secret|token|api[-_]?key|auth(orization)?|bearer|cookie|credential)\w*\s*[=: ]"
    r"|://[^/\s]*:[^/\s]*@|(?=[\w+/-]*\d)(?=[\w+/-]*[A-Za-z])[\w+/-]{24,}"
)
"""Words of a command line that may hold a secret: a rule is a file that people read and share."""


_TARGET_CHARS_MAX = 180


def remember(touch: Touch, profile: Profile, moment: Moment = Moment()) -> Rule | None:
    """The rule that a lasting yes to the question about this touch becomes; None where it must be asked each time.

    Only classes that this profile asks about are in it. None too when it was asked for a limit by the hour, quiet
    hours, an amount or a stranger's words: a yes to these is for now.
    """
    found = [each for each in findings(touch, profile, moment) if each.decision != "allow"]
    asked = tuple(each.risk for each in found if each.risk not in _NOTHING)
    lasting = all(each.decision == "ask" and each.ground in ("rule", "silence") for each in found)
    if not asked or not lasting or touch.raised or EACH_TIME.intersection(touch.classes):
        return None
    over = tuple(dict.fromkeys(each.by.describe() if each.by else silence_of(each.risk) for each in found))
    rule = narrowed(touch, asked, "allow")
    return rule.model_copy(update={"over": over}) if rule else None


def narrowed(touch: Touch, classes: tuple[RiskClass, ...], decide: Decision) -> Rule | None:
    """The rule for these classes at this very place; None where it has no name, or a yes to it would be too wide."""
    where = _where(touch)
    if not classes or where is None:
        return None
    if decide == "allow" and "delete" in classes and not touch.undoable and "path" not in where:
        return None
    return Rule.model_validate({"classes": classes, "decide": decide, **where})


def _where(touch: Touch) -> dict[str, object] | None:
    """Conditions for all that is known of the place; None where it has no name. A yes can't be for less than that."""
    if touch.command and not _lasting_line(touch):
        return None
    place: dict[str, object] = {"line": touch.command, "path": touch.path, "at": literal(touch.host)}
    if touch.sends_to != touch.host:
        place["sends_to"] = literal(touch.sends_to)
    if not touch.host:
        place["app"] = literal(touch.app)
    place = {name: value for name, value in place.items() if value}
    if place and not touch.host and not touch.sends_to and not touch.command:
        place["on_desk"] = True
    if touch.amount is not None:
        if not touch.currency or touch.amount < 0:
            return None
        place |= {"amount_max": touch.amount, "currency": touch.currency}
    if touch.command or touch.path or (touch.host and _only_visits(touch)):
        return place
    return {**place, "target": literal(touch.target)} if place and _has_name(touch) else None


def _has_name(touch: Touch) -> bool:
    """Whether the element has a name of its own, and one that is not cut."""
    return name_of(touch.target) not in ("", touch.target) and len(touch.target) < _TARGET_CHARS_MAX


def _only_visits(touch: Touch) -> bool:
    """A visit has no element: what it is about is an address, which may hold values."""
    return set(touch.classes) <= {"visit_known", "visit_new", "look", "move"}


def _lasting_line(touch: Touch) -> bool:
    """Whether the same line does the same thing each time, and holds nothing that is secret."""
    commands = [argv(line) for line in simple_commands(touch)]
    if not all(commands) or not commands or len(touch.command) > 300 or _SECRET.search(touch.command):
        return False
    return not any(_runs_another(words[0]) for words in commands)


def _runs_another(program: str) -> bool:
    """A program by its path, an interpreter or a build tool, or a variable set before the program."""
    return "/" in program or "=" in program or posixpath.basename(program).startswith("python") or program in _RUNNERS


def in_words(rule: Rule) -> str:
    """A rule as people read it: `submitting forms at shop.test on "Save"`."""
    return ", ".join(DOING[risk] for risk in rule.classes) + "".join(rule.conditions())
