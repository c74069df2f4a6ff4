"""What a step speaks of: words, targets and conditions. Pure data; see `program` for the steps themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Relation = Literal["in", "row", "row_where", "near", "right", "left", "below", "above", "top", "bottom", "column"]
Conversion = Literal["", "number", "date", "date day first", "date month first"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the person. quoted: they stood in quotes, so they are never the name of a variable."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A condition on where a target stands. `row_where`: the row whose `column` holds what `anchor` names."""

    kind: Relation
    anchor: Target | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Something on the screen, as a person names it.

    role: a key of `words.ROLES`, or "". ordinal: 1 is the first, -1 the last, 0 none was said.
    whole: the phrase as written, when it was not quoted: a name may itself hold words like "in" or "button".
    """

    name: Words | None = None
    role: str = ""
    ordinal: int = 0
    places: tuple[Place, ...] = ()
    whole: str = ""
    said: str = ""


# Conditions


@dataclass(frozen=True, slots=True)
class Shown:
    target: Target
    shown: bool = True


@dataclass(frozen=True, slots=True)
class InState:
    """The target has (or has not) one of the states of `core.elements.STATES`, or "empty"."""

    target: Target
    state: str
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Compare:
    """left: a variable, words with variables, or else the name of something whose value is read on the screen."""

    left: Words
    operator: str
    right: Words
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class PageIs:
    """About the page itself: `part` is "title" or "address"."""

    part: str
    operator: str
    right: Words


@dataclass(frozen=True, slots=True)
class FileExists:
    path: Words
    exists: bool = True


@dataclass(frozen=True, slots=True)
class Both:
    parts: tuple[Condition, ...]
    any_of: bool = False


Condition = Shown | InState | Compare | PageIs | FileExists | Both
