"""A command's words told apart into options and operands, the way most programs do it.

It does not know which options a program has, but for those that it is told take a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from deskhand.policy.shell.words import Word


@dataclass(slots=True)
class Options:
    """given: option -> its values, None for one without ("r", "recursive"). operands: the rest. open: a word whose very
    beginning is not known stands where an option could."""

    given: dict[str, list[Word | None]] = field(default_factory=dict)
    operands: list[Word] = field(default_factory=list)
    open: bool = False

    def has(self, *names: str) -> bool:
        """Whether one of these was given. A long one may be shortened, as getopt allows."""
        return any(name in self.given for name in names) or any(
            len(given) > 2 and name.startswith(given) for given in self.given for name in names
        )

    def values(self, *names: str) -> list[Word]:
        return [
            value
            for given, values in self.given.items()
            if given in names or (len(given) > 2 and any(name.startswith(given) for name in names))
            for value in values
            if value is not None
        ]


def options(words: Sequence[Word], with_value: Iterable[str] = (), *, stop: bool = False) -> Options:
    """Tell words apart. with_value: names of options that take one ("o", "output"). stop: at the first operand."""
    taking = frozenset(with_value)
    found, at = Options(), 0
    while at < len(words):
        word = words[at]
        text = word.text
        at += 1
        if word.sure and text == "--":
            found.operands += words[at:]
            break
        if word.open or not text.startswith("-") or text == "-":
            found.open = found.open or word.open
            found.operands.append(word)
            if stop:
                found.operands += words[at:]
                break
        elif text.startswith("--"):
            at += _long(found, word, words[at : at + 1], taking)
        else:
            at += _short(found, word, words[at : at + 1], taking)
    return found


def _long(found: Options, word: Word, after: Sequence[Word], taking: frozenset[str]) -> int:
    name, equals, value = word.text[2:].partition("=")
    if equals:
        start = word.start.partition("=")[2]
        found.given.setdefault(name, []).append(Word(value, word.sure, start, word.loose, word.pattern))
        return 0
    takes = name in taking and bool(after)
    found.given.setdefault(name, []).append(after[0] if takes else None)
    return 1 if takes else 0


def _short(found: Options, word: Word, after: Sequence[Word], taking: frozenset[str]) -> int:
    letters = word.text[1:]
    if letters in taking and len(letters) > 1:
        found.given.setdefault(letters, []).append(after[0] if after else None)
        return 1 if after else 0
    for at, letter in enumerate(letters):
        if letter in taking:
            rest = letters[at + 1 :]
            value = Word(rest, word.sure, word.start[at + 2 :], word.loose, word.pattern) if rest else None
            found.given.setdefault(letter, []).append(value or (after[0] if after else None))
            return 0 if rest or not after else 1
        found.given.setdefault(letter, []).append(None)
    return 0
