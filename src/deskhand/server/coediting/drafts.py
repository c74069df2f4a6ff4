"""What is written together and is no version yet, kept in the server's file: after a crash it is there to the last
change that a browser was told is kept. It does not know what is in an update.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from deskhand.server.kept import Kept

TABLES = """
CREATE TABLE IF NOT EXISTS drafts (
    artifact TEXT PRIMARY KEY, epoch TEXT NOT NULL, base INTEGER NOT NULL, paths TEXT NOT NULL, authors TEXT NOT NULL,
    unsaved INTEGER NOT NULL, at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS draft_updates (
    artifact TEXT NOT NULL, number INTEGER NOT NULL, author TEXT NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (artifact, number)
);
"""

Update = tuple[str, bytes]
"""Whose change it is, "" for the server's own; and the change."""


@dataclass(frozen=True, slots=True)
class Draft:
    """epoch: replicas of another one have nothing in common with it. base: the version whose changes are all in it.
    authors: accounts whose changes are in it and in no version. at: unix seconds of the last change."""

    artifact: str
    epoch: str
    base: int
    paths: tuple[str, ...]
    authors: tuple[str, ...] = ()
    unsaved: bool = False
    at: float = 0.0


class Drafts:
    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    async def find(self, artifact: str) -> Draft | None:
        """What is kept of this artifact. Whoever changed it since the last note is among the authors."""

        def found(connection: sqlite3.Connection) -> Draft | None:
            row = connection.execute(
                "SELECT artifact, epoch, base, paths, authors, unsaved, at FROM drafts WHERE artifact = ?", (artifact,)
            ).fetchone()
            if row is None:
                return None
            late = connection.execute(
                "SELECT DISTINCT author FROM draft_updates WHERE artifact = ? AND author != ''", (artifact,)
            )
            draft = Draft(row[0], row[1], row[2], tuple(json.loads(row[3])), tuple(json.loads(row[4])), *row[5:])
            authors = dict.fromkeys((*draft.authors, *(each[0] for each in late)))
            return replace(draft, authors=tuple(authors), unsaved=bool(draft.unsaved))

        return await self._kept.do(found)

    async def updates(self, artifact: str) -> list[bytes]:
        """All its changes, the first first."""
        query = "SELECT data FROM draft_updates WHERE artifact = ? ORDER BY number"
        return await self._kept.do(lambda c: [bytes(row[0]) for row in c.execute(query, (artifact,))])

    async def add(self, draft: Draft, updates: Sequence[Update], *, anew: bool = False) -> None:
        """Keep changes, and the draft as it is with them. anew: the updates are all there is."""

        def added(connection: sqlite3.Connection) -> None:
            if anew:
                connection.execute("DELETE FROM draft_updates WHERE artifact = ?", (draft.artifact,))
            (last,) = connection.execute(
                "SELECT coalesce(max(number), 0) FROM draft_updates WHERE artifact = ?", (draft.artifact,)
            ).fetchone()
            rows = [(draft.artifact, last + n, author, data) for n, (author, data) in enumerate(updates, 1)]
            connection.executemany("INSERT INTO draft_updates VALUES (?, ?, ?, ?)", rows)
            connection.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?)", _row(draft))

        await self._kept.do(added)

    async def forget(self, artifacts: Collection[str]) -> None:
        """Let go of all that is kept of them."""
        rows = [(artifact,) for artifact in artifacts]

        def forgotten(connection: sqlite3.Connection) -> None:
            connection.executemany("DELETE FROM draft_updates WHERE artifact = ?", rows)
            connection.executemany("DELETE FROM drafts WHERE artifact = ?", rows)

        await self._kept.do(forgotten)

    async def all(self) -> set[str]:
        """The artifacts of which something is kept."""
        return await self._kept.do(lambda c: {str(row[0]) for row in c.execute("SELECT artifact FROM drafts")})


def _row(draft: Draft) -> tuple[object, ...]:
    paths, authors = json.dumps(draft.paths), json.dumps(draft.authors)
    return draft.artifact, draft.epoch, draft.base, paths, authors, int(draft.unsaved), draft.at
