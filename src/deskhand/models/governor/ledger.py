"""Where pools are kept: one SQLite file for all sessions of this machine, changed in short transactions.

Nothing in it is worth mending: when the file can't be used, this process goes on with pools of its own and says so
(`alone`), and a pool that can't be read, say one of another Deskhand, is begun anew.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from deskhand.models.governor.pool import Pool

FORM = 1
"""Grows when a pool's form changes: processes of two versions keep apart."""

BUSY_S = 10.0
_POOLS = TypeAdapter(Pool)

T = TypeVar("T")


class Ledger:
    """The pools. path None: in memory, for this process alone."""

    def __init__(self, path: Path | None) -> None:
        self.alone = path is None
        self._path = path
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._memory: dict[str, Pool] = {}
        self._salt = ""

    def change(self, name: str, action: Callable[[Pool], T]) -> T:
        """The result of `action` on the pool of this name, and the pool as it left it kept. Nobody comes between."""
        with self._lock:
            if not self.alone:
                try:
                    return self._changed(name, action)
                except (sqlite3.Error, OSError):
                    self._give_up()
            return action(self._memory.setdefault(name, Pool()))

    def pools(self) -> dict[str, Pool]:
        """All pools as they are now, by name; for looking only."""
        with self._lock:
            if self.alone or self._path is None or not self._path.exists():
                return dict(self._memory)
            try:
                rows = self._standing().execute("SELECT name, pool FROM pools WHERE form = ?", (FORM,)).fetchall()
            except (sqlite3.Error, OSError):
                self._give_up()
                return dict(self._memory)
            return {name: _read(pool) for name, pool in rows}

    def fingerprint(self, secret: str) -> str:
        """A name for a secret that tells nothing of it: hashed with a salt that only this file knows."""
        with self._lock:
            if not self._salt:
                self._salt = self._stored_salt()
            return hashlib.sha256(f"{self._salt} {secret}".encode()).hexdigest()[:16]

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _changed(self, name: str, action: Callable[[Pool], T]) -> T:
        connection = self._standing()
        connection.execute("BEGIN IMMEDIATE")
        try:
            row = connection.execute("SELECT pool FROM pools WHERE name = ? AND form = ?", (name, FORM)).fetchone()
            pool = _read(row[0]) if row else Pool()
            result = action(pool)
            written = _POOLS.dump_json(pool).decode()
            connection.execute("REPLACE INTO pools (name, form, pool) VALUES (?, ?, ?)", (name, FORM, written))
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        return result

    def _stored_salt(self) -> str:
        fresh = secrets.token_hex(16)
        if not self.alone:
            try:
                connection = self._standing()
                connection.execute("INSERT OR IGNORE INTO salts (id, salt) VALUES (1, ?)", (fresh,))
                return str(connection.execute("SELECT salt FROM salts WHERE id = 1").fetchone()[0])
            except (sqlite3.Error, OSError):
                self._give_up()
        return fresh

    def _standing(self) -> sqlite3.Connection:
        if self._connection is None:
            assert self._path is not None
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._connection = _opened(self._path)
        return self._connection

    def _give_up(self) -> None:
        self.alone = True
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None


def _opened(path: Path) -> sqlite3.Connection:
    """Open it. It holds nothing that must outlive a power cut, so no write waits for the disk."""
    connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    try:
        path.chmod(0o600)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS pools (name TEXT, form INTEGER, pool TEXT NOT NULL, PRIMARY KEY (name, form))"
        )
        connection.execute("CREATE TABLE IF NOT EXISTS salts (id INTEGER PRIMARY KEY, salt TEXT NOT NULL)")
    except BaseException:
        connection.close()
        raise
    return connection


def _read(written: str) -> Pool:
    try:
        return _POOLS.validate_json(written)
    except ValidationError:
        return Pool()
