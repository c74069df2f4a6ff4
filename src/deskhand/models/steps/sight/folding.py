"""Comparing names as people do: case, spaces, punctuation and width aside, small slips forgiven."""

from __future__ import annotations

import re
import unicodedata

NAME_CHARS_MAX = 300
EXACT, FOLDED, HINT, WORDS, FUZZY, OTHER, NOTHING = 60, 55, 45, 30, 15, 10, 0
"""How well a name fits, best first. The steps between them leave room for the bonus of a fitting role (see `find`)."""

_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def fold(text: str) -> str:
    """Words in small letters, one space between them; text without any word keeps its signs ("+")."""
    normal = unicodedata.normalize("NFKC", text[:20_000]).casefold()
    words = _WORD.findall(normal)
    return " ".join(words) if words else normal.strip()


def tight(text: str) -> str:
    """Folded, without spaces: "Log in" and "login" are the same."""
    return fold(text).replace(" ", "")


def contains(folded_text: str, folded_words: str) -> bool:
    """Whether the words stand in the text as whole words; Chinese and Japanese have no word ends."""
    if not folded_words:
        return False
    if _CJK.search(folded_words):
        return folded_words.replace(" ", "") in folded_text.replace(" ", "")
    return f" {folded_words} " in f" {folded_text} "


def distance(a: str, b: str, most: int) -> int:
    """Letters to change, add, drop or swap to make b of a; `most` + 1 when it is more than `most`."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if older and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def slip(a: str, b: str) -> bool:
    """Whether two folded names differ by a slip of the keys: one letter from 4 on, two from 8 on; never a digit."""
    if len(a) > 60 or len(b) > 60 or _CJK.search(a + b):
        return False
    if re.sub(r"\D", "", a) != re.sub(r"\D", "", b):
        return False
    most = 2 if len(a) >= 8 else 1 if len(a) >= 4 else 0
    return most > 0 and distance(a, b, most) <= most


def level(wanted: str, name: str) -> int:
    """How well a name fits what is wanted; NOTHING when it does not."""
    if not name or not wanted:
        return NOTHING
    if wanted.strip() == name.strip():
        return EXACT
    a, b = fold(wanted), fold(name[:NAME_CHARS_MAX] if len(name) > 4 * NAME_CHARS_MAX else name)
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return FOLDED
    if contains(b, a):
        return WORDS
    return FUZZY if slip(a, b) else NOTHING
