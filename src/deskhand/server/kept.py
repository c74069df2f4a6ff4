"""A small SQLite file of the server's own, beside the journal: opened privately, worked on by threads.

It does not know what is in it: whoever keeps something there brings the tables.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TypeVar

from deskhand.core.errors import DeskhandError

T = TypeVar("T")

BUSY_S = 10.0


class Kept:
    """One file. `tables` is the SQL that makes its tables where they are not there. form: grows with their shape.

    derived: all that is in it can be made again from the journal, so a file of another form, or one that is damaged,
    is begun anew; otherwise such a file is refused.
    """

    def __init__(self, path: Path, tables: str, *, form: int = 1, derived: bool = False) -> None:
        self._path = path
        self._lock = Lock()
        try:
            self._connection = self._opened(tables, form)
        except (sqlite3.Error, OSError) as error:
            if not derived:
                raise DeskhandError(
                    f"{path} can't be used: {error}.", hint="Restore it from a backup, or move it away."
                ) from None
            for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
                each.unlink(missing_ok=True)
            self._connection = self._opened(tables, form)

    def _opened(self, tables: str, form: int) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):  # one that is there is not opened: closing it would let go of SQLite's locks
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        connection = sqlite3.connect(self._path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
        try:
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "trusted_schema=OFF"):
                connection.execute(f"PRAGMA {pragma}").close()
            found = connection.execute("PRAGMA user_version").fetchone()[0]
            if found not in (0, form):
                raise sqlite3.DatabaseError(f"it has form {found}, and this version knows {form}")
            connection.executescript(f"{tables}; PRAGMA user_version={form};")
        except BaseException:
            connection.close()
            raise
        return connection

    async def do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in one transaction, on a thread."""
        return await asyncio.to_thread(self.do_now, work)

    def do_now(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """The same on this thread, for what takes no time."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    result = work(self._connection)
                    self._connection.execute("COMMIT")
                except BaseException:
                    self._connection.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                raise DeskhandError(
                    f"{self._path} can't be read or written: {error}.", hint="Is there room on the disk?"
                ) from None
            return result

    def forget_deleted(self) -> None:
        """Let what was deleted leave the write-ahead log too."""
        with self._lock:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def close(self) -> None:
        with self._lock:
            self._connection.close()
