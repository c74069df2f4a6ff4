"""What passes while something happens, and is not journaled: words as they form, waits, output of a command.

A listener that attaches late gets a snapshot of what is under way first. Losing everything here loses nothing of the
record: the finished message and the finished call are events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

PieceKind = Literal["text", "thought", "arguments", "output"]


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that passes. kind "text" and "arguments" are pieces of the draft, "thought" of the thinking before
    it, "output" of what a running command prints; "wait" tells why nothing moves; "clear" ends all of that: what was
    under way is on the record now.

    `offset` is the place of a piece in its draft, in characters; `about` is the call or draft it belongs to.
    """

    kind: Literal["text", "thought", "arguments", "output", "wait", "clear"]
    about: str
    text: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What has come of one draft so far."""

    kind: PieceKind
    about: str
    text: str


Listener = Callable[[Signal], None]


class Channel:
    """Passes signals on to whoever listens, and keeps what is under way for those who come late."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._drafts: dict[tuple[PieceKind, str], list[str]] = {}
        self._lengths: dict[tuple[PieceKind, str], int] = {}
        self._wait = Signal("wait", "", "")

    @contextmanager
    def listening(self, listener: Listener) -> Iterator[None]:
        """Call `listener` for the snapshot of what is under way, then for every signal, until the block ends."""
        for draft in self.drafts():
            listener(Signal(draft.kind, draft.about, draft.text))
        if self._wait.text:
            listener(self._wait)
        with self.passing_on(listener):
            yield

    @contextmanager
    def passing_on(self, listener: Listener) -> Iterator[None]:
        """Call `listener` for every signal from now on, until the block ends."""
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)

    def drafts(self) -> tuple[Draft, ...]:
        """What is under way."""
        return tuple(Draft(kind, about, "".join(pieces)) for (kind, about), pieces in self._drafts.items())

    @property
    def waits(self) -> str:
        """Why nothing moves; "" when something does."""
        return self._wait.text

    def piece(self, kind: PieceKind, about: str, text: str) -> None:
        """A piece of a draft. Whatever was waited for is over."""
        offset = self._lengths.get((kind, about), 0)
        self._drafts.setdefault((kind, about), []).append(text)
        self._lengths[kind, about] = offset + len(text)
        self._wait = Signal("wait", "", "")
        self._pass(Signal(kind, about, text, offset))

    def wait(self, about: str, why: str) -> None:
        """Nothing moves for a while, for this reason."""
        self._wait = Signal("wait", about, why)
        self._pass(self._wait)

    def clear(self) -> None:
        """What was under way is finished, and journaled."""
        if not self._drafts and not self._wait.text:
            return
        self._drafts.clear()
        self._lengths.clear()
        self._wait = Signal("wait", "", "")
        self._pass(Signal("clear", "", ""))

    def _pass(self, signal: Signal) -> None:
        for listener in tuple(self._listeners):
            listener(signal)
