"""A clock that runs 60 times faster, the same in all processes of a benchmark: a minute of it takes a second."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

FASTER = 60.0


@dataclass(frozen=True, slots=True)
class FastClock:
    """epoch: seconds since 1970 at which it showed the same as every other clock."""

    epoch: float

    def now(self) -> float:
        return self.epoch + (time.time() - self.epoch) * FASTER

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / FASTER)
