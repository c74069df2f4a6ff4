"""Where a place of a text is in a later one: it moves with its words, or is lost with them. Pure, and bounded."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from deskhand.artifacts.diffs import COMPARED_LINES_MAX, lines_of, shared

KEPT_LEAST = 0.5
"""Of the characters of a place: with fewer of them left, it is another place."""
QUOTE_LEAST = 8
"""Characters that words must have to be known again by themselves, elsewhere in the text."""
_LOOKED_CHARS_MAX = 1_500
"""Of what changed in one piece, compared character by character."""
_RUN_LEAST = 3

Kept = tuple[int, int, int]
"""A run of characters that is in both texts: where it begins in the one and in the other, and how long it is."""


def followed(before: str, after: str, start: int, end: int) -> tuple[int, int] | None:
    """Where characters `start` to `end` of the one text are in the other; None where they are not there any more."""
    if before == after:
        return start, end
    here = [(max(start, at), min(end, at + size), new - at) for at, new, size in _kept(before, after)]
    runs = [(first + shift, last + shift) for first, last, shift in here if first < last]
    if runs and sum(last - first for first, last in runs) >= KEPT_LEAST * (end - start):
        return runs[0][0], runs[-1][1]
    return found(after, before[start:end])


def found(text: str, quote: str) -> tuple[int, int] | None:
    """Where the words stand, if they stand there once."""
    at = text.find(quote) if len(quote) >= QUOTE_LEAST else -1
    return (at, at + len(quote)) if at >= 0 and text.find(quote, at + 1) < 0 else None


def _kept(before: str, after: str) -> Iterator[Kept]:
    """What is in both, in order."""
    old, new = lines_of(before), lines_of(after)
    start, end = shared(old, new)
    left, right = len(old) - end, len(new) - end
    codes = [("equal", 0, start, 0, start)]
    if max(left, right) - start > COMPARED_LINES_MAX:
        codes.append(("replace", start, left, start, right))
    else:
        middle = difflib.SequenceMatcher(None, old[start:left], new[start:right]).get_opcodes()
        codes += [(tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in middle]
    codes.append(("equal", left, len(old), right, len(new)))
    at = to = 0
    for tag, a, b, c, d in codes:
        one, other = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            yield at, to, len(one)
        else:
            yield from ((at + x, to + y, size) for x, y, size in _runs(one, other))
        at, to = at + len(one), to + len(other)


def _runs(one: str, other: str) -> list[Kept]:
    """What two pieces of text have in common, in order."""
    if max(len(one), len(other)) > _LOOKED_CHARS_MAX:
        return []
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size >= _RUN_LEAST]
