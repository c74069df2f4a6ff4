"""When to make the picture that nobody has asked for yet: once the screen has come to rest after it changed.

An agent looks after its act, when the screen is at rest: whoever looks then finds the picture made. A screen that
nobody looks at costs next to nothing: after a few changes no more pictures are made until somebody looks.
It knows neither pixels nor pictures.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable

from deskhand.core.errors import DeskLost

REST_S = 0.04
"""So long without a change, and the screen is taken to be at rest."""
TIMES_MAX = 20
"""Pictures made, or rests awaited in vain, after the last look."""
RESTLESS_S = 1.0


class Ahead:
    """Calls `make` when the screen has come to rest after `changed`. Whatever `make` raises as DeskLost is left to
    who looks next."""

    def __init__(self, make: Callable[[], Awaitable[None]]) -> None:
        self._make = make
        self._left = TIMES_MAX
        self._first = self._last = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._making: asyncio.Task[None] | None = None

    def looked(self) -> None:
        """Somebody uses the screen."""
        self._left = TIMES_MAX

    def changed(self) -> None:
        """Something was drawn just now."""
        self._last = time.monotonic()
        if self._timer is None and self._making is None and self._left > 0:
            self._first = self._last
            self._wait(REST_S)

    def _wait(self, seconds: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(seconds, self._at_rest)

    def _at_rest(self) -> None:
        now, self._timer = time.monotonic(), None
        left = self._last + REST_S - now
        if left > 0 and now - self._first < RESTLESS_S:
            self._wait(left)
            return
        self._left -= 1
        if left <= 0:
            self._making = asyncio.ensure_future(self._work())

    async def _work(self) -> None:
        started = time.monotonic()
        with contextlib.suppress(DeskLost):
            await self._make()
        self._making = None
        if self._last > started:
            self.changed()

    def close(self) -> None:
        """Make no more."""
        self._left = 0
        if self._timer:
            self._timer.cancel()
        if self._making:
            self._making.cancel()
