"""Whether one condition of a rule holds for a touch. Pure; it knows no rule and no profile.

A rule that allows is read narrowly and one that asks or denies widely: `strict` says which. What is not known about a
touch never makes an allowing condition hold.
"""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import lru_cache

from deskhand.core.recipients import is_address
from deskhand.core.verdicts import Touch

_PLAIN_LINE = re.compile(r"[\w\s./:=,@%+'\"-]*")
"""A line of these characters only is one simple command: nothing in it joins, redirects or substitutes."""

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_NAME_IN_TARGET = re.compile(r'\S+ "(.*)"', re.DOTALL)

_STAND_STILL = frozenset({"cd", "pwd", "true", ":"})
"""Commands of a line that do nothing by themselves: no rule need speak of them."""

_PASS_ON = frozenset(
    {"sudo", "doas", "env", "nice", "nohup", "timeout", "time", "command", "exec", "xargs", "stdbuf", "setsid",
     "busybox", "bash", "sh", "dash", "zsh", "eval", "ssh", "watch", "parallel", "find"}
)  # fmt: skip
"""Programs that run another one that stands among their words."""

_SAY_ONLY = frozenset({"echo", "printf"})
_LEADS_ON = re.compile(r"[<>`]|\$\(")


def matches(pattern: str, text: str) -> bool:
    """Whether a glob fits, whatever the case; "" fits everything, and "*.example.com" also example.com itself."""
    if not pattern:
        return True
    pattern, text = pattern.casefold(), text.casefold()
    return fnmatchcase(text, pattern) or (pattern.startswith("*.") and text == pattern[2:])


def literal(text: str) -> str:
    """A glob that fits this text only."""
    return re.sub(r"([*?[])", r"[\1]", text)


def spoken(pattern: str) -> str:
    """A glob as people read it: what `literal` did is undone."""
    return re.sub(r"\[([*?[])\]", r"\1", pattern)


def place_fits(at: str, sends_to: str, touch: Touch, *, strict: bool) -> bool:
    """Whether the sites fit. Strict: also the site that something is sent to must be named, by `at` or `sends_to`."""
    goes_to = touch.sends_to or touch.host
    if not strict:
        fits_at = matches(at, touch.host) or bool(touch.sends_to and matches(at, touch.sends_to))
        return fits_at and matches(sends_to, goes_to)
    if sends_to:
        return matches(at, touch.host) and matches(sends_to, goes_to)
    return matches(at, touch.host) and (not touch.sends_to or matches(at, touch.sends_to))


def path_fits(folder: str, path: str) -> bool:
    """Whether a path is this one or lies under it. ".." is resolved first."""
    if not folder:
        return True
    if not path:
        return False
    folder, path = posixpath.normpath(folder), posixpath.normpath(path)
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def name_of(target: str) -> str:
    """The element's name in the words about it: `button "Save"` -> `Save`; else the words themselves."""
    found = _NAME_IN_TARGET.fullmatch(target)
    return found.group(1) if found else target


def target_fits(pattern: str, target: str) -> bool:
    """Whether the element's name, or the whole words about it, fit the glob."""
    return not pattern or (bool(target) and (matches(pattern, name_of(target)) or matches(pattern, target)))


def to_fits(globs: Sequence[str], touch: Touch, *, strict: bool) -> bool:
    """Whether those whom it goes to fit. Strict: they are known and each of them does; else any, or none is known."""
    if not globs:
        return True
    if not touch.to:
        return not strict
    some = all if strict else any
    return some(any(_is_for(glob.casefold(), each) for glob in globs) for each in touch.to)


def _is_for(glob: str, recipient: str) -> bool:
    """Whether a recipient fits. A glob for addresses fits nothing that is not plainly one."""
    return fnmatchcase(recipient, glob) and ("@" not in glob or is_address(recipient))


def bytes_fit(most: int | None, touch: Touch, *, strict: bool) -> bool:
    """Whether no more leaves. Strict: how much it is must be known."""
    if most is None:
        return True
    return touch.bytes_out <= most if touch.bytes_out else not strict


@lru_cache(maxsize=4_096)
def argv(line: str) -> tuple[str, ...]:
    """The words of a simple command; none where it can't be read."""
    try:
        return tuple(shlex.split(line))
    except ValueError:
        return ()


def simple_commands(touch: Touch) -> tuple[str, ...]:
    """Each simple command of the touch; of a line that nobody took apart, itself where it is plainly only one."""
    if touch.commands or not touch.command:
        return touch.commands
    return (touch.command,) if _PLAIN_LINE.fullmatch(touch.command) and "\n" not in touch.command.strip() else ()


def weighty_commands(touch: Touch) -> tuple[str, ...]:
    """The simple commands that a rule must speak of: all but those that do nothing by themselves."""
    idle = _STAND_STILL if _LEADS_ON.search(touch.command) else _STAND_STILL | _SAY_ONLY
    commands = simple_commands(touch)
    return tuple(line for line in commands if not idle.intersection(argv(line)[:1])) or commands


def begins(words: str, line: str) -> bool:
    """Whether a simple command begins with exactly these words."""
    wanted, given = argv(words), argv(line)
    return bool(wanted) and given[: len(wanted)] == wanted


def resembles(words: str, line: str) -> bool:
    """Whether a simple command is of this program, by whatever path, and has the other words in this order.

    Programs that only run another one are looked through.
    """
    wanted, given = argv(words), argv(line)
    while given and _ASSIGNMENT.match(given[0]):
        given = given[1:]
    if not wanted or not given:
        return False
    starts = range(len(given)) if posixpath.basename(given[0]) in _PASS_ON else range(1)
    if any(_has_words(wanted, given[start:]) for start in starts):
        return True
    inner = [word for word in given[1:] if " " in word.strip()] if len(starts) > 1 else []
    return any(resembles(words, piece) for word in inner for piece in _PIECES.split(word))


_PIECES = re.compile(r"[;&|\n(){}`]+|\$\(")


def _has_words(wanted: tuple[str, ...], given: tuple[str, ...]) -> bool:
    if posixpath.basename(given[0]) != posixpath.basename(wanted[0]):
        return False
    rest = iter(given[1:])
    return all(word in rest for word in wanted[1:])


def any_resembles(words: str, touch: Touch) -> bool:
    """Whether any simple command of the touch resembles these words; a line that can't be read is searched as text."""
    commands = simple_commands(touch)
    if commands or not touch.command:
        return any(resembles(words, line) for line in commands)
    pieces = _PIECES.split(touch.command)
    return any(resembles(words, piece) or resembles(words, piece.split("<")[0].split(">")[0]) for piece in pieces)


def amount_at_most(most: float, currency: str, touch: Touch) -> bool:
    """Whether the amount is known, in this currency where one is named, and not above."""
    return amount_known(currency, touch) and touch.amount is not None and 0 <= touch.amount <= most


def amount_known(currency: str, touch: Touch) -> bool:
    """Whether there is an amount that can be compared with one in this currency."""
    if touch.amount is None or touch.amount != touch.amount:
        return False
    return not currency or currency.casefold() == touch.currency.casefold()
