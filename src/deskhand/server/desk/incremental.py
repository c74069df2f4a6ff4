"""Runs a parser over bytes as they come: whatever way a stream is cut into pieces, the same comes out.

A parser is a generator. It yields what it wants of the stream next (`Need`, `Pass`, `Skip`) or what it has found; it
is sent the bytes of each `Need`. What is passed on or skipped is never held, so memory is bounded by the largest
`Need` and the piece that was fed. It does not know what the bytes mean.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Need:
    """Exactly so many bytes, all at once: they are sent to the parser."""

    count: int


@dataclass(frozen=True, slots=True)
class Pass:
    """So many bytes are found as they are, in pieces of any size."""

    count: int


@dataclass(frozen=True, slots=True)
class Skip:
    """So many bytes are thrown away."""

    count: int


Parser = Generator[Need | Pass | Skip | Found, bytes, None]


class Incremental(Generic[Found]):
    """A parser under way. A parser that raised, or ended, is not fed again."""

    def __init__(self, parser: Parser[Found]) -> None:
        self._parser = parser
        self._held = bytearray()
        self._wants: Need | Pass | Skip | None = None

    def feed(self, data: bytes) -> Iterator[Found | bytes]:
        """What these bytes complete, in order. What the parser raises comes after all that it found before."""
        self._held += data
        at = 0
        try:
            if self._wants is None:
                yield from self._advance(None)
            while self._wants is not None:
                wants, held = self._wants, len(self._held) - at
                taken = min(wants.count, held)
                if isinstance(wants, Need):
                    if taken < wants.count:
                        return
                    at += taken
                    yield from self._advance(bytes(self._held[at - taken : at]))
                    continue
                at += taken
                self._wants = type(wants)(wants.count - taken)
                if taken and isinstance(wants, Pass):
                    yield bytes(self._held[at - taken : at])
                if taken < wants.count:
                    return
                yield from self._advance(b"")
        finally:
            del self._held[:at]

    def _advance(self, reply: bytes | None) -> Iterator[Found]:
        """Let the parser go on until it wants more of the stream."""
        self._wants = None
        try:
            step = next(self._parser) if reply is None else self._parser.send(reply)
            while not isinstance(step, Need | Pass | Skip):
                yield step
                step = next(self._parser)
        except StopIteration:
            return
        self._wants = step
