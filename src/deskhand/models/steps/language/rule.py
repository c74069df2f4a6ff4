"""A rule of the grammar: a pattern over masked text and what to build from it.

A builder gives a statement, or None when the words fit the pattern but mean something else (the next rule is tried),
or raises `Unreadable` when it is this statement and can't be followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from deskhand.models.steps.language.mask import Masked
from deskhand.models.steps.language.phrases import Target, Words
from deskhand.models.steps.language.program import Statement
from deskhand.models.steps.language.targets import target


class Unreadable(Exception):
    """A line that can't be followed: what is wrong, and what to write instead. Never leaves the parser."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern's match on a masked line."""

    masked: Masked
    match: re.Match[str]

    def raw(self, name: str) -> str:
        return (self.match.groupdict().get(name) or "").strip()

    def has(self, name: str) -> bool:
        return bool(self.raw(name))

    def words(self, name: str) -> Words:
        return self.masked.words(self.raw(name))

    def target(self, name: str) -> Target:
        return target(self.masked, self.raw(name))

    def plain(self, name: str) -> str:
        return self.masked.plain(self.raw(name))


Build = Callable[[Found], Statement | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """kind: the word of the statement's kind in help texts ("click")."""

    kind: str
    pattern: re.Pattern[str]
    build: Build


def rule(kind: str, pattern: str, build: Build) -> Rule:
    """A rule whose pattern must match the whole line, letters' case aside."""
    return Rule(kind, re.compile(rf"^(?:{pattern})$", re.IGNORECASE), build)


def first(rules: Iterable[Rule], masked: Masked) -> Statement | None:
    """The statement of the first rule that fits."""
    for each in rules:
        match = each.pattern.match(masked.text)
        statement = each.build(Found(masked, match)) if match else None
        if statement is not None:
            return statement
    return None
