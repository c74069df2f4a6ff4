"""What artifacts keep for the people who look at them, and what each of them allowed which content to do.

A value is of one artifact and one account: nobody else reads it, and no model. Shared ones (`common`) are of the
artifact. What was allowed is of one content, by its digest, so that a new version asks anew. It knows neither sessions
nor what an artifact is.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Sequence

from deskhand.core.errors import LimitExceeded
from deskhand.server.kept import Kept

TABLES = """
CREATE TABLE IF NOT EXISTS artifact_values (
    artifact TEXT NOT NULL, account TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (artifact, account, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS artifact_allowed (
    account TEXT NOT NULL, digest TEXT NOT NULL, uses TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (account, digest)
) WITHOUT ROWID;
"""

KEY_CHARS_MAX = 200
VALUE_CHARS_MAX = 256 * 1024
KEYS_MAX = 500
CHARS_MAX = 1024 * 1024
"""Of all keys and values of one artifact for one account, and of those that it shares."""


class Holding:
    """Rows in the server's own file."""

    def __init__(self, kept: Kept, now: Callable[[], float] = time.time) -> None:
        self._kept = kept
        self._now = now

    async def values(self, artifact: str, account: str) -> dict[str, str]:
        """All that the artifact keeps for the account, by key."""
        asked = "SELECT key, value FROM artifact_values WHERE artifact = ? AND account = ? ORDER BY key"
        return await self._kept.do(lambda connection: dict(connection.execute(asked, (artifact, account))))

    async def put(self, artifact: str, account: str, key: str, value: str) -> None:
        """Raises LimitExceeded, and keeps what was there, where it would be too much."""

        def work(connection: sqlite3.Connection) -> None:
            others = "artifact_values WHERE artifact = ? AND account = ? AND key <> ?"
            must_have_room(connection, others, (artifact, account, key), len(key) + len(value), "each person")
            row = (artifact, account, key, value, self._now())
            connection.execute("REPLACE INTO artifact_values VALUES (?, ?, ?, ?, ?)", row)

        await self._kept.do(work)

    async def remove(self, artifact: str, account: str, key: str | None = None) -> None:
        """One value, or all of them."""
        where, given = ("", ()) if key is None else (" AND key = ?", (key,))
        asked = f"DELETE FROM artifact_values WHERE artifact = ? AND account = ?{where}"
        await self._kept.do(lambda connection: connection.execute(asked, (artifact, account, *given)).close())

    async def forget(self, artifacts: Sequence[str]) -> None:
        """What these keep for anybody: they are gone."""
        rows = [(artifact,) for artifact in artifacts]
        asked = "DELETE FROM artifact_values WHERE artifact = ?"
        await self._kept.do(lambda connection: connection.executemany(asked, rows).close())

    async def artifacts(self) -> list[str]:
        """The ids of those that keep anything."""
        asked = "SELECT DISTINCT artifact FROM artifact_values"
        return await self._kept.do(lambda connection: [row[0] for row in connection.execute(asked)])

    async def allowed(self, account: str, digest: str) -> tuple[str, ...]:
        asked = "SELECT uses FROM artifact_allowed WHERE account = ? AND digest = ?"
        row = await self._kept.do(lambda connection: connection.execute(asked, (account, digest)).fetchone())
        return tuple(json.loads(row[0])) if row else ()

    async def allow(self, account: str, digest: str, uses: Sequence[str]) -> None:
        """From now on just these; none takes all back."""
        row = (account, digest, json.dumps(list(uses)), self._now())
        await self._kept.do(
            lambda connection: connection.execute("REPLACE INTO artifact_allowed VALUES (?, ?, ?, ?)", row).close()
        )


def must_have_room(connection: sqlite3.Connection, others: str, given: Sequence[str], chars: int, whom: str) -> None:
    """Raises LimitExceeded where a key and its value, of so many letters together, are too much beside the others.
    others: the table and condition that find them, with what is `given` in it."""
    sums = f"SELECT count(*), coalesce(sum(length(key) + length(value)), 0) FROM {others}"
    keys, there = connection.execute(sums, given).fetchone()
    if keys >= KEYS_MAX or there + chars > CHARS_MAX:
        raise LimitExceeded(
            f"an artifact keeps {KEYS_MAX} values of {CHARS_MAX} letters together for {whom}.",
            hint="Delete some first.",
            quotes=False,
        )
