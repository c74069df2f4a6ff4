"""What the model sees of a press: pieces of its label and of the words around it, each as a number below SIZE.

Chinese by one to four signs, English by words, pairs and pieces of words, so that an unknown word counts by what it is
made of. Numbers are CRC-32 of the pieces: two pieces may share one, which costs the model little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import sqrt
from typing import NamedTuple
from zlib import crc32

from deskhand.core.targets import Target

SIZE = 1 << 17
"""How many numbers there are. Changing it, or any piece below, asks for the weights to be trained anew."""

_HANZI = re.compile(r"[\u4e00-\u9fff]")
_WORDS = re.compile(r"[a-z']+|[^\sa-z']")
_DIGITS = re.compile(r"\d")
_AROUND_CHARS_MAX = 1_500


class Features(NamedTuple):
    """Numbers below SIZE, each group sorted. label: pieces of the label; around: of the words around it; marks: what
    kind of thing it is and where it stands."""

    label: list[int]
    around: list[int]
    marks: list[int]

    def weighed(self) -> Iterator[tuple[list[int], float]]:
        """Each group with what one of its numbers counts: a long text counts no more than a short one."""
        yield self.label, 3.0 / sqrt(max(1, len(self.label)))
        yield self.around, 1.5 / sqrt(max(1, len(self.around)))
        yield self.marks, 1.0


def features(target: Target, label: str) -> Features:
    """Of what a press would reach, under this label."""
    element, form = target.element, target.form
    within = element.within if element else ()
    around = " ".join((target.around, target.notes, *within))
    marks = [f"role {element.role if element else ''}"]
    if form is not None:
        marks.append(f"form {form.method.upper()} {target.submits}")
    if target.known_by == "app":
        marks.append("app")
    if any(place.startswith("dialog") for place in within):
        marks.append("dialog")
    return Features(_of_label(label), _of_around(around, label), sorted(map(_number, marks)))


def _of_label(label: str) -> list[int]:
    label = _DIGITS.sub("0", label.lower())
    return sorted({_number(piece) for piece in (_of_signs if _HANZI.search(label) else _of_words)(label)})


def _of_around(around: str, label: str) -> list[int]:
    around = around[:_AROUND_CHARS_MAX].lower().replace(label.lower(), " ")
    return sorted({_number(piece) for piece in (_in_signs if _HANZI.search(around) else _in_words)(around)})


def _number(piece: str) -> int:
    return crc32(piece.encode()) % SIZE


def _of_signs(label: str) -> Iterator[str]:
    for length in (1, 2, 3, 4):
        for at in range(len(label) - length + 1):
            yield f"z{label[at : at + length]}"
    for length in (1, 2, 3):
        yield f"zs{label[:length]}"
        yield f"ze{label[-length:]}"
    yield f"zl{min(len(label), 9)}"


def _of_words(label: str) -> Iterator[str]:
    words = _WORDS.findall(label)
    for word in words:
        yield f"w{word}"
        marked = f"^{word}$"
        for length in (3, 4, 5):
            for at in range(len(marked) - length + 1):
                yield f"c{marked[at : at + length]}"
    for pair in pairwise(words):
        yield f"b{' '.join(pair)}"
    if words:
        yield f"f{words[0]}"
        yield f"l{words[-1]}"
        yield f"fl{words[0]} {words[-1]}"
    yield f"n{min(len(words), 6)}"


def _in_signs(around: str) -> Iterator[str]:
    for length in (2, 3):
        for at in range(len(around) - length + 1):
            yield f"az{around[at : at + length]}"


def _in_words(around: str) -> Iterator[str]:
    words = [word for word in _WORDS.findall(around) if word[0].isalpha()]
    for word in words:
        yield f"aw{word}"
    for pair in pairwise(words):
        yield f"ab{' '.join(pair)}"
