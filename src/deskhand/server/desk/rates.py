"""How often something may happen: a bucket that fills at a steady rate. It does not know what happens."""

from __future__ import annotations

import time
from collections.abc import Callable


class Allowance:
    """`burst` at once, then `per_s` a second. clock: seconds that never go back."""

    def __init__(self, per_s: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_s = per_s
        self._burst = burst
        self._left = burst
        self._clock = clock
        self._at = clock()

    def take(self) -> bool:
        """Take one; whether there was one to take."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_s)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
