"""One line for each account: whoever comes while something is done for them waits until it is done."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from deskhand.core.errors import LimitExceeded

WAITING_MAX = 4


@dataclass
class Lines:
    """Of questions to a model."""

    _locks: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    _waiting: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    @asynccontextmanager
    async def turn(self, account: str) -> AsyncIterator[None]:
        """Raises LimitExceeded where too many wait already."""
        if self._waiting[account] > WAITING_MAX:
            raise LimitExceeded("too many questions wait for the model.", hint="Ask one at a time.", quotes=False)
        self._waiting[account] += 1
        try:
            async with self._locks[account]:
                yield
        finally:
            self._waiting[account] -= 1
            if not self._waiting[account]:
                del self._waiting[account], self._locks[account]
