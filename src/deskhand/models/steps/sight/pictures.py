"""Reading receipts and the like: the value of a label among the words of a picture.

Photographs are skewed, so lines are found after taking the skew out. It does not read pixels: it is given words with
boxes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from deskhand.core.elements import Element
from deskhand.models.steps.language.phrases import Conversion
from deskhand.models.steps.sight.folding import contains, fold, slip, tight
from deskhand.models.steps.sight.labels import rest_after
from deskhand.models.steps.values.expressions import converted
from deskhand.models.steps.values.failure import StepFailed

SLOPES = tuple(n / 100 for n in range(-9, 10))
"""Skews that are tried, as rise over run: about 5 degrees either way. Readers of pictures take most of it out."""
CLEARLY = 0.7


@dataclass(frozen=True, slots=True)
class Word:
    """Words of one box; y is the middle, with the picture's skew taken out."""

    text: str
    x: int
    right: int
    y: float
    height: int


def _spread(words: Sequence[Element], slope: float) -> float:
    """How badly the words fall into lines at a slope: the sum of small gaps between neighbouring middles."""
    middles = sorted(e.box.center.y - slope * e.box.center.x for e in words)
    height = sorted(e.box.height for e in words)[len(words) // 2] or 1
    return sum(min(b - a, height) for a, b in pairwise(middles))


def skew(words: Sequence[Element]) -> float:
    """The slope at which the words fall into lines best. Level is taken unless a slope is clearly better."""
    some = list(words)[:300]
    if len(some) < 4:
        return 0.0
    best = min(SLOPES, key=lambda slope: (round(_spread(some, slope), 1), abs(slope)))
    return best if _spread(some, best) < CLEARLY * _spread(some, 0.0) else 0.0


def lines(elements: Sequence[Element]) -> list[list[Word]]:
    """The words in lines from the top, each from left to right."""
    real = [e for e in elements if e.name.strip()]
    slope = skew(real)
    words = [
        Word(e.name.strip(), e.box.x, e.box.right, e.box.center.y - slope * e.box.center.x, max(e.box.height, 1))
        for e in real
    ]
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.y):
        row = rows[-1] if rows else None
        if row and word.y - sum(w.y for w in row) / len(row) <= 0.6 * min(word.height, row[0].height):
            row.append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.x) for row in rows]


def text_of_lines(rows: list[list[Word]]) -> str:
    return "\n".join(" ".join(word.text for word in row) for row in rows)


def line_text(rows: list[list[Word]], number: int) -> str | None:
    """A line's words; 1 is the first, -1 the last. None when there is no such line."""
    index = number - 1 if number > 0 else number
    return " ".join(word.text for word in rows[index]) if -len(rows) <= index < len(rows) else None


def value_beside(rows: list[list[Word]], labels: Sequence[str], conversion: Conversion) -> str:
    """The value of the first label that has one: the rest of its own box, the words right of it, or those below.

    Labels are tried in the order given, each as the whole of a box before as the beginning of one, before as words in
    one. A value must convert when a conversion is asked for. Fails when none has one, or when equally good places of
    one label hold different values.
    """
    problem: StepFailed | None = None
    for label in labels:
        for fits in (_is_label, _begins_with, _holds_label, _runs_into):
            try:
                found = _values(rows, label, fits, conversion)
            except StepFailed as error:
                problem = problem or error
                continue
            if len(found) == 1:
                return found[0]
            if found:
                raise StepFailed(
                    f'"{label}" stands there {len(found)} times, with {", ".join(found[:4])}.', "Name it more closely."
                )
    said = " or ".join(f'"{label}"' for label in labels)
    if problem:
        raise problem
    words = [word.text for row in rows for word in row]
    raise StepFailed(
        f"I can't find {said} in the picture. Its words: {', '.join(words[:30]) or 'none'}.",
        'Name a word that stands there, or end the step with ", or ask me".',
    )


def _is_label(text: str, label: str) -> bool:
    return tight(text) == tight(label) or slip(fold(text), fold(label))


def _begins_with(text: str, label: str) -> bool:
    return bool(rest_after(text, label)) or (tight(text).startswith(tight(label)) and contains(fold(text), fold(label)))


def _holds_label(text: str, label: str) -> bool:
    return contains(fold(text), fold(label))


def _runs_into(text: str, label: str) -> bool:
    """A label that lost the space before it: "Passnumber: 7" holds "Number"."""
    return bool(re.search(re.escape(tight(label)) + r"\s*[:：]", re.sub(r"\s+", "", text), re.IGNORECASE))


def _values(rows: list[list[Word]], label: str, fits: Callable[[str, str], bool], conversion: Conversion) -> list[str]:
    """The different values at the places where a label stands."""
    found: list[str] = []
    problem: StepFailed | None = None
    for number, row in enumerate(rows):
        for at, word in enumerate(row):
            if not fits(word.text, label):
                continue
            below = rows[number + 1] if number + 1 < len(rows) else []
            try:
                value = _value_at(row, at, below, label, conversion)
            except StepFailed as error:
                problem = problem or error
                continue
            if value:
                found.append(value)
    if not found and problem:
        raise problem
    return list(dict.fromkeys(found))


def _value_at(row: list[Word], at: int, below: list[Word], label: str, conversion: Conversion) -> str:
    """The value of the label that stands at a place of a line."""
    word = row[at]
    rest = rest_after(word.text, label) or _after_words(word.text, label)
    right = " ".join([rest, *(w.text for w in row[at + 1 :])]).strip()
    under = " ".join(w.text for w in below if w.x < word.right and w.right > word.x)
    tries = [
        text for text in (right, rest, row[at + 1].text if at + 1 < len(row) else "", under) if text.strip(" :：.-")
    ]
    problem: StepFailed | None = None
    for text in tries:
        try:
            return converted(text.lstrip(":： ").strip(), conversion)
        except StepFailed as error:
            problem = problem or error
    if problem:
        raise problem
    return ""


def _after_words(text: str, label: str) -> str:
    """What follows the label inside a box that holds more: "Grand Total 12.50" after "Total" -> "12.50"."""
    at = text.casefold().find(label.casefold())
    return text[at + len(label) :].lstrip(" :：=-") if at >= 0 else ""
