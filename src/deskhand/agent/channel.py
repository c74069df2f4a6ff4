"""What passes while something happens, and is not journaled: words as they form, waits, output of a command.

A listener that attaches late gets a snapshot of what is under way first. Losing everything here loses nothing of the
record: the finished message and the finished call are events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that passes. kind "text" and "arguments" are pieces of the draft, "thought" of the thinking before
    it, "wait" tells why nothing moves.

    `offset` is the place of a piece in its draft, in characters; `about` is the call or draft it belongs to.
    """

    kind: Literal["text", "thought", "arguments", "wait", "output"]
    about: str
    text: str
    offset: int = 0


Listener = Callable[[Signal], None]


class Channel:
    """Passes signals on to whoever listens, and keeps the present draft for those who come late."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._drafts: dict[tuple[str, str], str] = {}

    @contextmanager
    def listening(self, listener: Listener) -> Iterator[None]:
        """Call `listener` for the snapshot of what is under way, then for every signal, until the block ends."""
        for (kind, about), text in self._drafts.items():
            listener(Signal(kind, about, text))  # type: ignore[arg-type]
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)

    def piece(self, kind: Literal["text", "thought", "arguments", "output"], about: str, text: str) -> None:
        """A piece of a draft."""
        before = self._drafts.get((kind, about), "")
        self._drafts[kind, about] = before + text
        self._pass(Signal(kind, about, text, len(before)))

    def wait(self, about: str, why: str) -> None:
        """Nothing moves for a while, for this reason."""
        self._pass(Signal("wait", about, why))

    def clear(self) -> None:
        """What was under way is finished, and journaled."""
        self._drafts.clear()

    def _pass(self, signal: Signal) -> None:
        for listener in tuple(self._listeners):
            listener(signal)
