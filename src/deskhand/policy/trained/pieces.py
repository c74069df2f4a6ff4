"""Words cut into pieces that the model knows: the likeliest cut (a unigram model, as SentencePiece has it).

The vocabulary is that of multilingual-e5-small, of which the pieces of English and Chinese are kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
"""Numbers with a meaning of their own; they come first in every vocabulary."""

_SPACE = "\u2581"
_UNKNOWN_COSTS = 10.0
_LEAST = -1e30
_WORDS_KEPT = 8_192


class Pieces:
    """names: of the pieces, in the order of their numbers. scores: how likely each is, as a logarithm."""

    def __init__(self, names: Sequence[str], scores: Sequence[float]) -> None:
        self._numbers = {name: number for number, name in enumerate(names) if number > UNKNOWN}
        self._scores = list(scores)
        self._longest = max(map(len, names))
        self._unknown = min(scores) - _UNKNOWN_COSTS
        self._kept = lru_cache(_WORDS_KEPT)(self._of_word)

    def cut(self, text: str, most: int) -> list[int]:
        """The numbers of the text's pieces, the first `most` of them."""
        found: list[int] = []
        for word in unicodedata.normalize("NFKC", text).split():
            if len(found) >= most:
                break
            found += self._kept(_SPACE + word)
        return found[:most]

    def _of_word(self, word: str) -> tuple[int, ...]:
        """No piece goes beyond a word."""
        ways, numbers, at = self._ways(word), [], len(word)
        while at > 0:
            number, at = ways[at]
            numbers.append(number)
        return tuple(numbers[::-1])

    def _ways(self, text: str) -> list[tuple[int, int]]:
        """For each place in the text the piece that ends there on the likeliest way, and where it begins."""
        best = [0.0, *[_LEAST] * len(text)]
        ways = [(UNKNOWN, 0)] * (len(text) + 1)
        for start in range(len(text)):
            so_far = best[start]
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                number = self._numbers.get(text[start:end])
                score = so_far + (self._scores[number] if number is not None else self._unknown)
                if (number is not None or end == start + 1) and score > best[end]:
                    best[end], ways[end] = score, (UNKNOWN if number is None else number, start)
        return ways


@cache
def pieces() -> Pieces:
    """Those that the weights were trained with."""
    lines = (files(__package__) / "pieces.tsv").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines]
    return Pieces([name for name, _ in pairs], [float(score) for _, score in pairs])
