"""Connections and threads: one writer, a few readers, none of them on the event loop. It does not know any table.

SQLite promises, by pragma:
- WAL: readers never wait for the writer, nor it for them.
- synchronous FULL, because a call is journaled *before* it takes effect. With NORMAL, a WAL commit can be lost when the
  power fails; a form might then have been submitted with no trace that the call had started, and be submitted again.
- BEGIN IMMEDIATE for each write: what a transaction read is still true when it writes, across processes.
- secure_delete: what a person deletes does not stay readable in free pages.
- trusted_schema off, query_only for readers: a hostile file runs nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from deskhand.core.errors import DeskhandError, InvalidInput, SetupMissing
from deskhand.journal.failures import told

T = TypeVar("T")

BUSY_TIMEOUT_MS = 10_000
READERS = 3
_PRAGMAS = (
    f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON",
    "trusted_schema=OFF", "cell_size_check=ON",
)  # fmt: skip


def journal_url(place: str | Path) -> URL:
    """The URL of a journal given as one, or as the path of its database file. InvalidInput for any other database."""
    if isinstance(place, Path) or "://" not in place:
        return URL.create("sqlite", database=str(Path(place).absolute()))
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in ("sqlite", "postgresql+psycopg") or not url.database:
        raise InvalidInput(
            f"the journal can't be kept at {place.split('@')[-1][:100]!r}",
            hint="Give the path of a file, or a URL such as postgresql+psycopg://user@host/name.",
        )
    return url


class Database:
    """Runs functions of a connection, each in one transaction, on threads of its own."""

    def __init__(self, url: URL) -> None:
        self.is_sqlite = url.drivername == "sqlite"
        self.place = str(url.database) if self.is_sqlite else url.render_as_string(hide_password=True)
        self.url = url
        self._writer = self._engine("BEGIN IMMEDIATE", 1)
        self._reader = self._engine("BEGIN", READERS)
        self._write_thread = ThreadPoolExecutor(1, thread_name_prefix="journal-write")
        self._read_threads = ThreadPoolExecutor(READERS, thread_name_prefix="journal-read")

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a transaction of the one writer; whatever it raises rolls everything back.

        Once begun, a write is finished even when the caller is cancelled; the cancellation follows it.
        """
        return await _finished(self._write_thread, lambda: self.write_now(work))

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on one snapshot of the database."""
        return await _finished(self._read_threads, lambda: self.read_now(work))

    def write_now(self, work: Callable[[Connection], T]) -> T:
        """The same on this thread: for opening, before there is anything to wait for."""
        with told(self.place):
            try:
                with self._writer.begin() as connection:
                    return work(connection)
            except (DBAPIError, OSError):
                self._writer.dispose()  # a connection that failed (disk, network) may not be usable any more
                raise

    def read_now(self, work: Callable[[Connection], T]) -> T:
        with told(self.place), self._reader.begin() as connection:
            return work(connection)

    async def pragma(self, words: str) -> list[Any]:
        """Run a pragma of SQLite on the writer, outside any transaction; its first row."""
        return await _finished(self._write_thread, lambda: self.pragma_now(words))

    def pragma_now(self, words: str) -> list[Any]:
        """The same on this thread, before there is anything to wait for."""
        with told(self.place):
            connection = self._writer.raw_connection()
            try:
                return list(connection.cursor().execute(f"PRAGMA {words}").fetchone() or ())
            finally:
                connection.close()

    def close(self) -> None:
        """Wait for what runs, and let go of every connection."""
        self._write_thread.shutdown(wait=True)
        self._read_threads.shutdown(wait=True)
        self._reader.dispose()
        self._writer.dispose()

    def _engine(self, begin: str, size: int) -> Engine:
        arguments: dict[str, Any] = {"check_same_thread": False} if self.is_sqlite else {}
        try:
            engine = create_engine(self.url, pool_size=size, max_overflow=0, connect_args=arguments)
        except (ModuleNotFoundError, NoSuchModuleError):
            raise SetupMissing(
                "the PostgreSQL driver is not installed", hint="Run: pip install 'deskhand[postgres]'"
            ) from None
        if self.is_sqlite:
            _prepare_sqlite(engine, begin)
        return engine


def _prepare_sqlite(engine: Engine, begin: str) -> None:
    """Give each connection its pragmas, and each transaction our BEGIN instead of the driver's late one."""

    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        pragmas = _PRAGMAS if begin == "BEGIN IMMEDIATE" else (*_PRAGMAS, "query_only=ON")
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)


async def _finished(threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    try:
        future = asyncio.get_running_loop().run_in_executor(threads, work)
    except RuntimeError:
        raise DeskhandError("the journal is closed", hint="Open it again.") from None
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        await asyncio.wait([future])
        if not future.cancelled():
            future.exception()  # looked at, so that nobody warns about it: the caller has gone
        raise
