"""What came to the frame's addresses and was not for them: from there, the test of the seal sees what got out."""

from __future__ import annotations

from collections import deque

KEPT_MAX = 1_000
_NAME_CHARS_MAX = 100


class Strays:
    """The last of them, in memory only. A trial has a token of its own, which is the first part of their paths."""

    def __init__(self) -> None:
        self._found: deque[tuple[str, str]] = deque(maxlen=KEPT_MAX)

    def note(self, token: str, name: str) -> None:
        self._found.append((token[:_NAME_CHARS_MAX], name[:_NAME_CHARS_MAX]))

    def of(self, token: str) -> list[str]:
        """The names of what arrived with this token, oldest first."""
        return [name for each, name in self._found if each == token]
