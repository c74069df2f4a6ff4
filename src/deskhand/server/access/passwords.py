"""Passwords by argon2, kept in the server's own file and never in the journal; and how often one may be tried.

It does not know names or roles.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from deskhand.core.errors import InvalidInput
from deskhand.server.kept import Kept

TABLES = "CREATE TABLE IF NOT EXISTS passwords (account TEXT PRIMARY KEY, hash TEXT NOT NULL);"

CHARS_MIN, CHARS_MAX = 10, 1_000
TRIES_MAX = 8
ADDRESS_TRIES_MAX = 40
TRIES_S = 300.0
"""So many wrong passwords for one name, and from one address, in so many seconds; then it is waited. Many people may
share an address, and one of them must not lock the others out by a few slips."""
_KEYS_MAX = 10_000
_AT_ONCE = 2
"""A hash takes 64 MiB: who sends many at once must not take the machine's memory."""


class Passwords:
    """Sets and checks passwords. `hasher` is given by tests that have no time."""

    def __init__(self, kept: Kept, hasher: PasswordHasher | None = None) -> None:
        self._kept = kept
        self._hasher = hasher or PasswordHasher()
        self._at_once = asyncio.Semaphore(_AT_ONCE)
        self._nobody = ""

    async def put(self, account: str, password: str) -> None:
        """Raises InvalidInput for one that is too short or too long."""
        if not CHARS_MIN <= len(password) <= CHARS_MAX:
            raise InvalidInput(
                f"a password of {len(password)} characters can't be used.",
                hint=f"Use {CHARS_MIN} to {CHARS_MAX} characters; several words are good.",
            )
        async with self._at_once:
            hashed = await asyncio.to_thread(self._hasher.hash, password)
        await self._kept.do(lambda c: c.execute("REPLACE INTO passwords VALUES (?, ?)", (account, hashed)))

    async def fits(self, account: str, password: str) -> bool:
        """Whether it is the account's password. For an account without one, or "", the same time is taken."""
        found = await self._kept.do(lambda c: _hash_of(c, account))
        if len(password) > CHARS_MAX:
            return False
        async with self._at_once:
            hashed = found or await self._any_hash()
            right = await asyncio.to_thread(self._right, hashed, password)
        if right and found and self._hasher.check_needs_rehash(found):
            await self.put(account, password)
        return right and bool(found)

    async def remove(self, account: str) -> None:
        await self._kept.do(lambda c: c.execute("DELETE FROM passwords WHERE account = ?", (account,)))

    async def _any_hash(self) -> str:
        if not self._nobody:
            self._nobody = await asyncio.to_thread(self._hasher.hash, "nobody has this password")
        return self._nobody

    def _right(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (Argon2Error, InvalidHashError, UnicodeError):
            return False


def _hash_of(connection: sqlite3.Connection, account: str) -> str:
    row = connection.execute("SELECT hash FROM passwords WHERE account = ?", (account,)).fetchone()
    return str(row[0]) if row else ""


class Tries:
    """Counts what went wrong for a key (a name, or an address) lately. In memory: a restart forgives."""

    def __init__(self, now: Callable[[], float] = time.monotonic, most: int = TRIES_MAX, span_s: float = TRIES_S):
        self._now = now
        self._most = most
        self._span_s = span_s
        self._failed: dict[str, list[float]] = {}

    def wait_s(self, key: str) -> float:
        """How long it is to be waited before the next try with this key; 0 for not at all."""
        times = self._failed.get(key, [])
        if len(times) < self._most:
            return 0.0
        return max(0.0, self._span_s - (self._now() - times[0]))

    def failed(self, key: str) -> None:
        now = self._now()
        if len(self._failed) > _KEYS_MAX:
            self._failed = {key: times for key, times in self._failed.items() if now - times[-1] < self._span_s}
        self._failed[key] = [*self._failed.get(key, []), now][-self._most :]

    def forget(self, key: str) -> None:
        """All of it: whoever this is has shown that they know."""
        self._failed.pop(key, None)

    def take_back(self, key: str) -> None:
        """The last one was none. What others tried from there stays counted."""
        if times := self._failed.get(key, [])[:-1]:
            self._failed[key] = times
        else:
            self._failed.pop(key, None)
