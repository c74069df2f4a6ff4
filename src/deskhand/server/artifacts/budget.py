"""What artifacts asked models for people: each request is counted before it is sent, and priced when it was answered.

The rows stay when an artifact is deleted, or deleting it would give its budget back. It knows no model.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass

from deskhand.core.messages import Usage
from deskhand.server.kept import Kept
from deskhand.server.sessions.index import Spent

DAY_S = 86_400.0

TABLES = """
CREATE TABLE IF NOT EXISTS artifact_asks (
    id INTEGER PRIMARY KEY, account TEXT NOT NULL, session TEXT NOT NULL, at REAL NOT NULL, model TEXT NOT NULL,
    input INTEGER NOT NULL DEFAULT 0, output INTEGER NOT NULL DEFAULT 0, cache_read INTEGER NOT NULL DEFAULT 0,
    cache_write INTEGER NOT NULL DEFAULT 0, cost_usd REAL
);
CREATE INDEX IF NOT EXISTS artifact_asks_by_account ON artifact_asks (account, at);
CREATE INDEX IF NOT EXISTS artifact_asks_by_time ON artifact_asks (at);
"""


@dataclass(frozen=True, slots=True)
class Used:
    """Of the last 24 hours. asks: those without a price, or that cost nothing; cost_usd: of the others."""

    asks: int
    cost_usd: float


class Budget:
    """Rows in the server's own file."""

    def __init__(self, kept: Kept, now: Callable[[], float] = time.time) -> None:
        self._kept = kept
        self._now = now

    async def used(self, account: str) -> Used:
        """What was asked for an account."""
        asked = (
            "SELECT coalesce(sum(coalesce(cost_usd, 0) = 0), 0), coalesce(sum(cost_usd), 0) FROM artifact_asks "
            "WHERE account = ? AND at > ?"
        )
        given = (account, self._now() - DAY_S)
        return await self._kept.do(lambda connection: Used(*connection.execute(asked, given).fetchone()))

    async def begin(self, account: str, session: str, model: str, most_usd: float | None) -> int:
        """A request is sent: it counts as the most that it can cost until it is settled. None: nobody knows its price.
        Gives its id."""
        row = (account, session, self._now(), model, most_usd)
        asked = "INSERT INTO artifact_asks (account, session, at, model, cost_usd) VALUES (?, ?, ?, ?, ?)"

        def work(connection: sqlite3.Connection) -> int:
            return int(connection.execute(asked, row).lastrowid or 0)

        return await self._kept.do(work)

    async def settle(self, id: int, usage: Usage) -> None:
        """It was answered, and took this."""
        cached = (usage.cache_read_tokens, usage.cache_write_tokens)
        row = (usage.input_tokens, usage.output_tokens, *cached, usage.cost_usd, id)
        asked = (
            "UPDATE artifact_asks SET input = ?, output = ?, cache_read = ?, cache_write = ?, cost_usd = ? WHERE id = ?"
        )
        await self._kept.do(lambda connection: connection.execute(asked, row).close())

    async def took_nothing(self, id: int) -> None:
        """The provider did not take it in."""
        asked = "DELETE FROM artifact_asks WHERE id = ?"
        await self._kept.do(lambda connection: connection.execute(asked, (id,)).close())

    async def spent(self, since: float) -> list[Spent]:
        """Every request since then, of all sessions."""
        asked = (
            "SELECT session, at, model, input, output, cache_read, cache_write, cost_usd FROM artifact_asks "
            "WHERE at >= ? ORDER BY at, id"
        )
        return await self._kept.do(lambda c: [Spent(*row) for row in c.execute(asked, (since,))])
