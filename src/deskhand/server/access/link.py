"""One-time links: signed with a key of the server's own, good for one account, once, and not for long.

Who can read the key's file can make one (`deskhand up --link`), as whoever owns the machine may. It does not know what
a link looks like in a terminal.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import sqlite3
import time
from collections.abc import Callable

from deskhand.server.access.cookies import same
from deskhand.server.kept import Kept

TABLES = "CREATE TABLE IF NOT EXISTS links (id TEXT PRIMARY KEY, until REAL NOT NULL);"

LIFE_S = 12 * 3_600.0
_TOKEN_CHARS_MAX = 600


class Links:
    """Makes links and takes them in, each once. used ones are remembered until they would have ended anyway."""

    def __init__(self, key: bytes, kept: Kept, now: Callable[[], float] = time.time) -> None:
        self._key = key
        self._kept = kept
        self._now = now

    def token(self, account: str) -> str:
        """A token that lets the account in once."""
        return made_token(self._key, account, self._now())

    async def shown(self, token: str) -> str:
        """Whom the token would let in, "" for nobody; it is good as before."""
        found = self._fresh(token)
        if found is None:
            return ""
        link, account, _ = found
        query = "SELECT 1 FROM links WHERE id = ?"
        used = await self._kept.do(lambda connection: connection.execute(query, (link,)).fetchone())
        return "" if used else account

    def _fresh(self, token: str) -> tuple[str, str, float] | None:
        """The link's id, account and end, where it is one of ours and not too old."""
        found = _read(self._key, token)
        return found if found is not None and self._now() < found[2] else None

    async def account_of(self, token: str) -> str:
        """Whom the token lets in, "" for nobody; it is used up by this."""
        found = self._fresh(token)
        if found is None:
            return ""
        link, account, until = found
        now = self._now()

        def used_up(connection: sqlite3.Connection) -> bool:
            connection.execute("DELETE FROM links WHERE until < ?", (now,))
            put = connection.execute("INSERT OR IGNORE INTO links VALUES (?, ?)", (link, until))
            return bool(put.rowcount)

        return account if await self._kept.do(used_up) else ""


def made_token(key: bytes, account: str, now: float) -> str:
    """A token: its payload and the payload's signature."""
    claims = {"id": secrets.token_hex(8), "account": account, "until": now + LIFE_S}
    payload = json.dumps(claims, separators=(",", ":")).encode()
    return f"{_text(payload)}.{_signature(key, payload)}"


def _read(key: bytes, token: str) -> tuple[str, str, float] | None:
    payload_text, _, signature = token.partition(".")
    if len(token) > _TOKEN_CHARS_MAX or not token.isascii():
        return None
    try:
        payload = base64.urlsafe_b64decode(payload_text + "=" * (-len(payload_text) % 4))
    except (binascii.Error, ValueError):
        return None
    if not same(signature, _signature(key, payload)):
        return None
    claims = json.loads(payload)
    return str(claims["id"]), str(claims["account"]), float(claims["until"])


def _signature(key: bytes, payload: bytes) -> str:
    return _text(hmac.new(key, b"deskhand link\n" + payload, hashlib.sha256).digest())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
