"""Links that show one version of an artifact to whoever has them, and nothing else.

What is on the record, and whether a link still stands, is in the artifact's stream; here is only what finds it by a
token: the token's hash. A token is 32 random bytes, so a plain SHA-256 of it can't be turned back.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from deskhand.server.access.cookies import same
from deskhand.server.kept import Kept

TABLES = """
CREATE TABLE IF NOT EXISTS shares (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL, session TEXT NOT NULL, artifact TEXT NOT NULL,
    opened INTEGER NOT NULL DEFAULT 0, opened_at REAL NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS shares_by_artifact ON shares (artifact);
"""

_ID_BYTES, _SECRET_BYTES = 8, 32
_NOBODYS = hashlib.sha256(secrets.token_bytes(_SECRET_BYTES)).hexdigest()
"""What the token of a link that is none is compared with, so that the time tells nothing."""


@dataclass(frozen=True, slots=True)
class Found:
    """The link that a token belongs to, by its id, and whose artifact it shows."""

    id: str
    session: str
    artifact: str


@dataclass(frozen=True, slots=True)
class Opened:
    """How often it was, and when last (unix seconds, 0 for never)."""

    times: int
    at: float


class Shares:
    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    @staticmethod
    def made() -> tuple[str, str]:
        """The id of a new link and its token, which is told once and kept nowhere."""
        id = secrets.token_hex(_ID_BYTES)
        return id, f"{id}.{secrets.token_urlsafe(_SECRET_BYTES)}"

    async def add(self, id: str, token: str, session: str, artifact: str) -> None:
        row = (id, _hashed(token), session, artifact)
        query = "INSERT INTO shares (id, hash, session, artifact) VALUES (?, ?, ?, ?)"
        await self._kept.do(lambda connection: connection.execute(query, row))

    async def find(self, token: str) -> Found | None:
        """The link of this token, whether it still stands or not."""
        id = token.partition(".")[0]
        query = "SELECT hash, session, artifact FROM shares WHERE id = ?"
        row = await self._kept.do(lambda connection: connection.execute(query, (id,)).fetchone())
        hashed, session, artifact = row or (_NOBODYS, "", "")
        return Found(id, session, artifact) if same(_hashed(token), hashed) and row else None

    async def opened(self, id: str, at: float) -> None:
        """Note that it was opened."""
        query = "UPDATE shares SET opened = opened + 1, opened_at = ? WHERE id = ?"
        await self._kept.do(lambda connection: connection.execute(query, (at, id)))

    async def openings(self, artifact: str) -> dict[str, Opened]:
        """Of the links of an artifact, by their ids."""
        query = "SELECT id, opened, opened_at FROM shares WHERE artifact = ?"
        rows = await self._kept.do(lambda connection: connection.execute(query, (artifact,)).fetchall())
        return {id: Opened(times, at) for id, times, at in rows}

    async def end(self, id: str) -> None:
        """Nobody comes in by it any more."""
        await self._kept.do(lambda connection: connection.execute("DELETE FROM shares WHERE id = ?", (id,)))

    async def forget(self, artifacts: Collection[str]) -> None:
        """The artifacts are gone."""
        rows = [(artifact,) for artifact in artifacts]
        await self._kept.do(lambda c: c.executemany("DELETE FROM shares WHERE artifact = ?", rows))

    async def artifacts(self) -> set[str]:
        """The artifacts that have links."""
        return await self._kept.do(lambda c: {str(row[0]) for row in c.execute("SELECT artifact FROM shares")})


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
