"""Cookie sessions, kept on the server and hashed at rest: who reads the file can't come in with what it holds.

A cookie is 32 random bytes, so a plain SHA-256 of it can't be turned back. The token against forged requests (CSRF)
follows from the cookie and is stored nowhere. It does not know accounts beyond their ids.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from deskhand.server.kept import Kept

TABLES = """
CREATE TABLE IF NOT EXISTS cookies (
    hash TEXT PRIMARY KEY, account TEXT NOT NULL, made_at REAL NOT NULL, used_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS cookies_by_account ON cookies (account);
"""

IDLE_S = 14 * 86_400.0
"""A cookie that was not used for so long lets nobody in any more."""
LIFE_S = 90 * 86_400.0
_NOTE_S = 60.0
"""How exactly the last use is kept: not every request writes."""
PER_ACCOUNT_MAX = 50


@dataclass(slots=True)
class _Cookie:
    account: str
    made_at: float
    used_at: float


class Cookies:
    """The cookie sessions of a server, in memory and in its file."""

    def __init__(self, kept: Kept, now: Callable[[], float] = time.time) -> None:
        self._kept = kept
        self._now = now
        rows = kept.do_now(lambda c: c.execute("SELECT hash, account, made_at, used_at FROM cookies").fetchall())
        self._by_hash = {hashed: _Cookie(account, made_at, used_at) for hashed, account, made_at, used_at in rows}

    async def issue(self, account: str) -> str:
        """A new cookie for the account."""
        cookie, now = secrets.token_urlsafe(32), self._now()
        mine = sorted((each.used_at, name) for name, each in self._by_hash.items() if each.account == account)
        await self._drop([name for _, name in mine[: max(0, len(mine) - PER_ACCOUNT_MAX + 1)]])
        hashed = hashed_cookie(cookie)
        self._by_hash[hashed] = _Cookie(account, now, now)
        row = (hashed, account, now, now)
        await self._kept.do(lambda c: c.execute("INSERT INTO cookies VALUES (?, ?, ?, ?)", row))
        return cookie

    async def account_of(self, cookie: str) -> str:
        """Whose cookie it is, "" for nobody's; notes that it was used."""
        hashed = hashed_cookie(cookie)
        if not self.stands(hashed):
            return ""
        found, now = self._by_hash[hashed], self._now()
        if now - found.used_at > _NOTE_S:
            found.used_at = now
            await self._kept.do(lambda c: c.execute("UPDATE cookies SET used_at = ? WHERE hash = ?", (now, hashed)))
        return found.account

    def stands(self, hashed: str) -> bool:
        """Whether the cookie with this hash still lets somebody in."""
        found, now = self._by_hash.get(hashed), self._now()
        return found is not None and now - found.used_at < IDLE_S and now - found.made_at < LIFE_S

    async def end(self, hashed: str) -> None:
        await self._drop([hashed])

    async def end_all(self, account: str, *, but: str = "") -> None:
        """End every session of an account, but the one with that hash."""
        await self._drop([name for name, each in self._by_hash.items() if each.account == account and name != but])

    async def forget_old(self) -> None:
        await self._drop([name for name in self._by_hash if not self.stands(name)])

    async def _drop(self, hashes: list[str]) -> None:
        if not hashes:
            return
        for hashed in hashes:
            self._by_hash.pop(hashed, None)
        rows = [(hashed,) for hashed in hashes]
        await self._kept.do(lambda c: c.executemany("DELETE FROM cookies WHERE hash = ?", rows))


def hashed_cookie(cookie: str) -> str:
    return hashlib.sha256(cookie.encode("utf-8", "replace")).hexdigest()


def csrf_of(cookie: str) -> str:
    """The token that a request which changes something must bring beside this cookie."""
    return hmac.new(cookie.encode("utf-8", "replace"), b"deskhand csrf", hashlib.sha256).hexdigest()


def same(given: str, wanted: str) -> bool:
    """Whether two tokens are the same, in a time that tells nothing."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode("utf-8", "replace"))
