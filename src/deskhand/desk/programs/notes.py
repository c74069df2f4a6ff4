"""What the user of a desk should be told once, and a line of it in the keeper's log for people.

It does not know what happened.
"""

from __future__ import annotations

import json
import os
import time
from collections import deque

KEPT_MAX = 12
"""Words that nobody took; older ones are in the log only."""

_LOG_FD = 2
"""A keeper's standard error is its log."""


class Notes:
    """about: which part of the desk they are about, for the log ("shell", "screen"); "" writes no log."""

    def __init__(self, about: str) -> None:
        self._about = about
        self._words: deque[str] = deque(maxlen=KEPT_MAX)

    def append(self, words: str) -> None:
        self._words.append(words)
        if not self._about:
            return
        line = json.dumps({"time": round(time.time(), 3), "about": self._about, "note": words})
        try:
            os.write(_LOG_FD, f"{line}\n".encode())
        except OSError:
            return  # a full disk loses the line, not the desk

    def take(self) -> str:
        """All of it, in the order it happened; nothing the next time."""
        words = " ".join(dict.fromkeys(self._words))
        self._words.clear()
        return words
