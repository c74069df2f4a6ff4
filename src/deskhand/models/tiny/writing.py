"""Writes texts that a grammar allows, byte after byte, as its engine and chance will have it."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

import numpy as np

from deskhand.models.tiny.engines import Engine
from deskhand.models.tiny.grammar import Allowed, Held
from deskhand.models.tiny.network import END, VOCABULARY, Floats

_ENOUGH, _HASTE, _WEARINESS = 1.0, 0.25, 0.015
"""How much more it is for an end with every byte of a string or a number, and with every byte of the whole text:
without, it would never find one."""


FOND = (b'[{"', b'"computer"', b"computer ", b'"left_click"', b'"right_click"', b'"screenshot"', b'"mouse_move"')
"""What it likes to write: without, most of its calls would lack what they need, and nothing would move on a desk."""
_FONDNESS = 2.5


def _marked(**weights: float) -> Floats:
    marks = np.zeros(VOCABULARY)
    for characters, weight in weights.items():
        marks[list(characters.encode())] = weight
    return marks


_IN_STRING = _marked(**{'"': 1.0})
_OUTSIDE = _marked(**{"}].": 1.0})
_IN_LIST = _marked(**{"],": 1.0})
"""What brings a text nearer to its end: what closes; within a list of numbers, the comma behind one too."""
_MARKS = frozenset(b"{[,:")
"""Behind these, something new begins."""


class Writer:
    """A pen with a memory of what was read and written. `written_bytes` counts what it wrote."""

    def __init__(self, engine: Engine, seed: int, read: bytes, bytes_max: int) -> None:
        self._engine = engine
        self._chance = np.random.default_rng(seed)
        self._text = read
        self._left = bytes_max
        self.written_bytes = 0

    @property
    def is_out(self) -> bool:
        """Whether it has written all that it may."""
        return self._left <= 0

    def write(self, grammar: str) -> Iterator[str]:
        """One text, in pieces of whole characters. It breaks off where the bytes are used up."""
        held, decoder, since, lately = Held(grammar), codecs.getincrementaldecoder("utf-8")(), 0, 0
        while not self.is_out:
            token = self._next(held, since, lately)
            if token == END:
                return
            held.take(token)
            self._text += bytes([token])
            self._left -= 1
            self.written_bytes += 1
            since, lately = since + 1, 0 if token in _MARKS else lately + 1
            if piece := decoder.decode(bytes([token])):
                yield piece

    def whole(self, grammar: str) -> str:
        """One text at once."""
        return "".join(self.write(grammar))

    def _next(self, held: Held, since: int, lately: int) -> int:
        allowed = held.allowed()
        choices = np.flatnonzero(allowed)
        if len(choices) < 2:  # where there is no choice, no opinion is needed
            return int(choices[0]) if len(choices) else END
        logits = self._engine.logits(self._text) + _ends(allowed, since, lately)
        for token in self._fond_of(since):
            logits[token] += _FONDNESS
        logits = np.where(allowed, logits, -np.inf)
        odds = np.exp(logits - logits.max())
        return int(self._chance.choice(VOCABULARY, p=odds / odds.sum()))

    def _fond_of(self, since: int) -> Iterator[int]:
        """The bytes that go on with something it likes; `since` bytes of this text are there so far."""
        for word in FOND:
            if any(self._text.endswith(word[:begun]) for begun in range(1, min(since, len(word) - 1) + 1)):
                begun = max(n for n in range(1, len(word)) if self._text.endswith(word[:n]))
                yield word[begun]
            elif since == 0:
                yield word[0]


def _ends(allowed: Allowed, since: int, lately: int) -> Floats:
    """How much it is for what brings the text nearer to its end: nothing, where something has just begun."""
    if not lately:
        return np.zeros(VOCABULARY)
    if allowed[ord("~")]:  # which nothing but a string may hold
        return _IN_STRING * (_HASTE * lately)
    marks = _IN_LIST if allowed[ord(",")] and not allowed[ord("}")] else _OUTSIDE
    return marks * (_ENOUGH + _HASTE * lately + _WEARINESS * since)
