"""How sessions are to begin whose driver has not begun them yet: kept, so that one that could not start can be started
later, by another server too. It does not know drivers.
"""

from __future__ import annotations

from pydantic import ValidationError

from deskhand.agent.session import TaskOptions
from deskhand.server.kept import Kept

TABLES = "CREATE TABLE IF NOT EXISTS beginnings (session TEXT PRIMARY KEY, options TEXT NOT NULL);"


class Beginnings:
    """Session -> its options, until its journal has them."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    async def put(self, session: str, options: TaskOptions) -> None:
        row = (session, options.model_dump_json())
        await self._kept.do(lambda c: c.execute("REPLACE INTO beginnings VALUES (?, ?)", row))

    async def of(self, session: str) -> TaskOptions | None:
        """The options; None where there are none, or none that this version can read."""
        query = "SELECT options FROM beginnings WHERE session = ?"
        row = await self._kept.do(lambda c: c.execute(query, (session,)).fetchone())
        try:
            return TaskOptions.model_validate_json(row[0]) if row else None
        except ValidationError:
            return None

    async def forget(self, session: str) -> None:
        await self._kept.do(lambda c: c.execute("DELETE FROM beginnings WHERE session = ?", (session,)))
