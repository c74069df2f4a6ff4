"""What artifacts keep for everybody who may see their session: the use `shared`.

Every change counts one on for its artifact and gives its value that number, so that somebody can say which value they
change, and ask for what changed since. The count never goes back, also when a value is deleted. It does not know who
writes: rights are looked up before.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from deskhand.core.errors import Conflict
from deskhand.server.artifacts.holding import must_have_room
from deskhand.server.kept import Kept

TABLES = """
CREATE TABLE IF NOT EXISTS artifact_common (
    artifact TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, number INTEGER NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (artifact, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS artifact_common_counts (
    artifact TEXT PRIMARY KEY, count INTEGER NOT NULL
) WITHOUT ROWID;
"""

NUMBER_MAX = 2**53


@dataclass(frozen=True, slots=True)
class Value:
    """number: what the artifact had counted to when this was written."""

    value: str
    number: int


class Common:
    """Rows in the server's own file."""

    def __init__(self, kept: Kept, now: Callable[[], float] = time.time) -> None:
        self._kept = kept
        self._now = now

    async def read(self, artifact: str, since: int | None = None) -> tuple[int, Mapping[str, Value] | None]:
        """What the artifact has counted to, and all its values by key; None where that is `since` already."""

        def work(connection: sqlite3.Connection) -> tuple[int, Mapping[str, Value] | None]:
            count = _count(connection, artifact)
            if count == since:
                return count, None
            asked = "SELECT key, value, number FROM artifact_common WHERE artifact = ? ORDER BY key"
            return count, {key: Value(value, number) for key, value, number in connection.execute(asked, (artifact,))}

        return await self._kept.do(work)

    async def put(self, artifact: str, key: str, value: str | None, base: int | None = None) -> int:
        """Keep a value, or let go of it: what the artifact has counted to then.

        base: the number of the value that is changed, 0 for none; without it whatever is there is replaced. Raises
        Conflict when another is there, and LimitExceeded where it would be too much.
        """

        def work(connection: sqlite3.Connection) -> int:
            asked = "SELECT number FROM artifact_common WHERE artifact = ? AND key = ?"
            found = connection.execute(asked, (artifact, key)).fetchone()
            if base is not None and base != (found[0] if found else 0):
                raise Conflict("somebody changed this value meanwhile.", hint="Read it anew.", quotes=False)
            if value is None and not found:
                return _count(connection, artifact)
            count = _counted(connection, artifact)
            if value is None:
                connection.execute("DELETE FROM artifact_common WHERE artifact = ? AND key = ?", (artifact, key))
            else:
                others = "artifact_common WHERE artifact = ? AND key <> ?"
                must_have_room(connection, others, (artifact, key), len(key) + len(value), "everybody")
                row = (artifact, key, value, count, self._now())
                connection.execute("REPLACE INTO artifact_common VALUES (?, ?, ?, ?, ?)", row)
            return count

        return await self._kept.do(work)

    async def clear(self, artifact: str) -> None:
        """Delete all values of an artifact that goes on."""

        def work(connection: sqlite3.Connection) -> None:
            _counted(connection, artifact)
            connection.execute("DELETE FROM artifact_common WHERE artifact = ?", (artifact,))

        await self._kept.do(work)

    async def forget(self, artifacts: Sequence[str]) -> None:
        """These are gone."""
        rows = [(artifact,) for artifact in artifacts]

        def work(connection: sqlite3.Connection) -> None:
            for table in ("artifact_common", "artifact_common_counts"):
                connection.executemany(f"DELETE FROM {table} WHERE artifact = ?", rows)

        await self._kept.do(work)

    async def artifacts(self) -> list[str]:
        """The ids of those that ever kept anything."""
        asked = "SELECT artifact FROM artifact_common_counts"
        return await self._kept.do(lambda connection: [row[0] for row in connection.execute(asked)])


def _count(connection: sqlite3.Connection, artifact: str) -> int:
    asked = "SELECT count FROM artifact_common_counts WHERE artifact = ?"
    row = connection.execute(asked, (artifact,)).fetchone()
    return int(row[0]) if row else 0


def _counted(connection: sqlite3.Connection, artifact: str) -> int:
    """One further."""
    count = _count(connection, artifact) + 1
    connection.execute("REPLACE INTO artifact_common_counts VALUES (?, ?)", (artifact, count))
    return count
