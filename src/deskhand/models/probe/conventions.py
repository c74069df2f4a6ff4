"""How a model counts: decided from where it pointed on pictures whose answer is known.

Each convention is a reading of its numbers. The one under which it hit what it was to point at wins, when it hit
(nearly) always and no other reading did as well. It does not know how the numbers were asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from deskhand.core.geometry import Box

Unit = Literal["pixels", "grid_1000", "grid_1"]
Axes = Literal["xy", "yx"]
Form = Literal["point", "box"]
Numbers = tuple[float, ...]

HITS_MIN = 4
"""Fewer hits decide nothing: two of six pictures may be hit by chance under a wrong reading."""
MISSES_MAX = 1
LEAD_MIN = 2
"""How many hits more than the next best reading."""
_SLACK_PX = 28
"""Half the side of the square: models point near a thing's centre, not at it."""

_NUMBER = r"-?\d+(?:\.\d+)?"
_GROUP = re.compile(rf"[\[(<{{]\s*({_NUMBER}(?:[\s,;]+{_NUMBER})+)\s*[\])>}}]")
_ALONE = re.compile(rf"(?<![\w.-]){_NUMBER}(?![\w.]*\w)")
_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Convention:
    """A way to count: in what unit, in which order of the axes, with a point or with the corners of a box."""

    unit: Unit = "pixels"
    axes: Axes = "xy"
    form: Form = "point"

    def place(self, numbers: Numbers, width: int, height: int) -> tuple[float, float] | None:
        """The pixel that the numbers mean on a picture of this size; None when they are not of this form."""
        if len(numbers) != (4 if self.form == "box" else 2):
            return None
        a, b = numbers if self.form == "point" else (sum(numbers[::2]) / 2, sum(numbers[1::2]) / 2)
        x, y = (a, b) if self.axes == "xy" else (b, a)
        whole = {"pixels": None, "grid_1000": 1000.0, "grid_1": 1.0}[self.unit]
        return (x, y) if whole is None else (x * width / whole, y * height / whole)


_UNITS: tuple[Unit, ...] = ("pixels", "grid_1000", "grid_1")
_AXES: tuple[Axes, ...] = ("xy", "yx")
_FORMS: tuple[Form, ...] = ("point", "box")
ALL = tuple(Convention(unit, axes, form) for unit, axes, form in product(_UNITS, _AXES, _FORMS))


@dataclass(frozen=True, slots=True)
class Pointed:
    """Where a model pointed, as it said it, and where it should have."""

    numbers: Numbers
    width: int
    height: int
    square: Box

    def hits(self, convention: Convention) -> bool:
        """Whether that is on the square, or near it, when it is read so."""
        place = convention.place(self.numbers, self.width, self.height)
        if place is None:
            return False
        centre, reach = self.square.center, self.square.width / 2 + _SLACK_PX
        return abs(place[0] - centre.x) <= reach and abs(place[1] - centre.y) <= reach


@dataclass(frozen=True, slots=True)
class Decision:
    """convention: None for "not sure"; why says on what it rests, in words for people."""

    convention: Convention | None
    why: str


def decided(pointed: Sequence[Pointed]) -> Decision:
    """How the model counts, by its answers to several pictures."""
    if len(pointed) < HITS_MIN:
        return Decision(None, f"it pointed only {len(pointed)} times, {HITS_MIN} are needed")
    ranked = sorted(ALL, key=lambda convention: -_hits(convention, pointed))
    best, next_best = _hits(ranked[0], pointed), _hits(ranked[1], pointed)
    score = f"{best} of {len(pointed)} answers hit"
    if best < max(HITS_MIN, len(pointed) - MISSES_MAX):
        return Decision(None, f"under no way of counting did it hit often enough: at best {score}")
    if best - next_best < LEAD_MIN:
        return Decision(None, f"two ways of counting fit nearly as well: {score}, and {next_best} under another one")
    return Decision(ranked[0], f"{score}, {next_best} under the next best")


def _hits(convention: Convention, pointed: Sequence[Pointed]) -> int:
    return sum(each.hits(convention) for each in pointed)


def numbers_in(said: Any) -> Numbers | None:
    """The point or box that was said: as data, or in words; None when there is none that is clear."""
    if isinstance(said, str):
        return _in_words(_THOUGHT.sub(" ", said))
    flat = _flat(said)
    return tuple(flat) if len(flat) in (2, 4) else None


def _in_words(text: str) -> Numbers | None:
    """The last group in brackets that is a point or a box; else the only two or four numbers."""
    for group in reversed(_GROUP.findall(text)):
        found = re.findall(_NUMBER, group)
        if len(found) in (2, 4):
            return _read(found)
    alone = _ALONE.findall(text)
    return _read(alone) if len(alone) in (2, 4) else None


def _read(found: list[str]) -> Numbers | None:
    """The numbers, unless one is too long to be a place."""
    return tuple(map(float, found)) if all(len(each) < 16 for each in found) else None


def _flat(said: Any, levels: int = 4) -> list[float]:
    """The numbers in lists and objects, in their order."""
    if isinstance(said, bool) or levels == 0:
        return []
    if isinstance(said, int | float):
        return [float(said)] if abs(said) < 1e9 else []
    if isinstance(said, str):
        found = _in_words(said)
        return list(found) if found else [float(said)] if re.fullmatch(_NUMBER, said.strip()) and len(said) < 16 else []
    inner = said.values() if isinstance(said, dict) else said if isinstance(said, list | tuple) else ()
    return [number for each in inner for number in _flat(each, levels - 1)]
