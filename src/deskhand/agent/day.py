"""What all sessions of the last 24 hours cost together, read from the journal. It sets no limit."""

from __future__ import annotations

from collections.abc import Callable

from deskhand.core import events as ev
from deskhand.core.errors import LimitExceeded
from deskhand.journal.journal import Journal
from deskhand.journal.values import StreamInfo

DAY_S = 86_400.0
_PAGE = 50


class Day:
    """Counts on from where it counted last, so that asking again before every request costs little."""

    def __init__(self, journal: Journal, now: Callable[[], float]) -> None:
        self._journal = journal
        self._now = now
        self._read: dict[str, int] = {}
        self._costs: list[tuple[float, float]] = []

    async def cost_usd(self) -> float:
        """US dollars, of requests whose price is known."""
        since = self._now() - DAY_S
        for info in await self._sessions(since):
            for entry in await self._journal.read(info.id, after=self._read.get(info.id, 0)):
                self._read[info.id] = entry.seq
                if isinstance(entry.event, ev.ModelReplied):
                    self._costs.append((entry.at, entry.event.reply.usage.cost_usd or 0.0))
                elif isinstance(entry.event, ev.Compacted):
                    self._costs.append((entry.at, entry.event.usage.cost_usd or 0.0))
        self._costs = [(at, cost) for at, cost in self._costs if at >= since]
        return sum(cost for _, cost in self._costs)

    async def must_have_room(self, limits: ev.Limits) -> None:
        """Raises LimitExceeded when the day's limit is reached: nothing is started then."""
        most = limits.day_cost_usd_max
        if most is not None and (spent := await self.cost_usd()) >= most:
            raise LimitExceeded(
                f"the sessions of the last 24 hours cost ${spent:.2f}, and ${most:.2f} is the most that they may.",
                hint="Wait, or raise limits.day_cost_usd_max in config.toml.",
            )

    async def _sessions(self, since: float) -> list[StreamInfo]:
        """Those in which something happened since then and was not counted yet. A session may be older than its last
        event, so all are looked at; their heads are small."""
        found: list[StreamInfo] = []
        before: str | None = None
        while page := await self._journal.streams("session", limit=_PAGE, before=before):
            found += [info for info in page if info.at >= since and info.seq > self._read.get(info.id, 0)]
            before = page[-1].id
        return found
