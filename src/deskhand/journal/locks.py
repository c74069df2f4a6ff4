"""One writer a stream, for life: a lock of the operating system, and a fence in the database.

The lock (flock on a file; on PostgreSQL an advisory lock of a connection) is let go by the kernel when its process
dies, so a crash never leaves a stream locked. The fence is a number that grows with every new writer; an append with an
older one is refused. So a writer that was stopped, replaced and woken again can't write. It does not know events.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, create_engine, select, text, update
from sqlalchemy.pool import NullPool

from deskhand.core.errors import Conflict
from deskhand.journal.failures import reading, told
from deskhand.journal.schema import streams
from deskhand.journal.streams import Head, clean_title, head
from deskhand.journal.values import Writer


class Lease(Protocol):
    """A held lock of the operating system or the database server. Letting go twice does nothing."""

    def release(self) -> None: ...


class Leases(Protocol):
    """Where leases come from. `take` gives None when another holds it; `by_force` puts the other one out."""

    def take(self, stream: str, *, by_force: bool) -> Lease | None: ...

    def is_held(self, stream: str) -> bool: ...


class WriterLock:
    """The right to append to one stream. Held until `release`, or until the process ends; an async context manager."""

    def __init__(
        self, stream: str, holder: str, fence: int, lease: Lease, let_go: Callable[[WriterLock], Awaitable[None]]
    ) -> None:
        self.stream = stream
        self.holder = holder
        self.fence = fence
        self.lease = lease
        self._let_go = let_go

    async def release(self) -> None:
        """Let go; a second time does nothing."""
        await self._let_go(self)

    async def __aenter__(self) -> WriterLock:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.release()


def acquire(
    connection: Connection, leases: Leases, writer: Writer, stream: str, *, take_over: bool
) -> tuple[int, Lease]:
    """Take the lease and raise the fence: (fence, lease). Conflict naming the holder when another one has it."""
    last = head(connection, stream)
    lease = leases.take(stream, by_force=take_over)
    if lease is None:
        raise _held(last)
    try:
        values = {"fence": last.fence + 1, "holder": writer.holder, "holder_pid": writer.pid,
                  "holder_host": writer.host, "holder_since": writer.since}  # fmt: skip
        connection.execute(update(streams).where(streams.c.id == stream).values(**values))
    except BaseException:
        lease.release()
        raise
    return last.fence + 1, lease


def forget(connection: Connection, lock: WriterLock) -> None:
    """Let go, and clear the holder's name if nobody took over since.

    Within the transaction, for nobody must put a new lock file in place while this one is being removed.
    """
    mine = (streams.c.id == lock.stream, streams.c.fence == lock.fence)
    connection.execute(update(streams).where(*mine).values(holder=""))
    lock.lease.release()


def writer_of(connection: Connection, leases: Leases, stream: str) -> Writer | None:
    """Who writes the stream, or was writing it when it died; None when the last one let go."""
    columns = (streams.c.holder, streams.c.holder_pid, streams.c.holder_host, streams.c.holder_since)
    row = connection.execute(select(*columns).where(streams.c.id == stream).with_for_update()).first()
    if row is None or not row.holder:
        return None
    with reading(f"the writer of {stream}"):
        live = leases.is_held(stream)
        return Writer(
            holder=row.holder, pid=row.holder_pid, host=row.holder_host, since=row.holder_since, live=live
        )  # fmt: skip


def this_writer(holder: str, now: float) -> Writer:
    """The name of this process as a writer."""
    return Writer(holder=clean_title(holder) or "a writer", pid=os.getpid(), host=socket.gethostname(), since=now)


def _held(last: Head) -> Conflict:
    who = f"{last.holder} (process {last.holder_pid} on {last.holder_host})" if last.holder else "another process"
    hint = "Wait until it has finished, or end it; the lock goes with it."
    if last.holder_host == socket.gethostname() and _is_stopped(last.holder_pid):
        go_on, take_over = f"kill -CONT {last.holder_pid}", f"deskhand resume {last.stream} --take-over"
        hint = f"That process is stopped: let it go on ({go_on}), or take its place ({take_over})."
    return Conflict(f"{last.stream} is being written by {who}", hint=hint)


def _is_stopped(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] == "T"


class FileLeases:
    """Locks as files of a folder of this machine. Callers are one at a time: they hold the database's write lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, stream: str, *, by_force: bool) -> Lease | None:
        """The lock file is made anew by force: the old holder keeps a lock on a file that has no name any more."""
        path = self._folder / f"{stream}.lock"
        with told(str(path)):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = _locked(path)
            if descriptor is None and by_force:
                path.unlink()
                descriptor = _locked(path)
        return None if descriptor is None else FileLease(path, descriptor)

    def is_held(self, stream: str) -> bool:
        path = self._folder / f"{stream}.lock"
        if not path.exists():
            return False
        descriptor = _locked(path)
        if descriptor is not None:
            os.close(descriptor)
        return descriptor is None


class FileLease:
    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let go, and take the file away if it is still the one that was locked."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        try:
            if self._path.exists() and os.path.samestat(self._path.stat(), os.fstat(descriptor)):
                self._path.unlink()
        finally:
            os.close(descriptor)


def _locked(path: Path) -> int | None:
    """An open, locked descriptor of the file that bears this name now; None when another holds it."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(path.stat(), os.fstat(descriptor)):
                return descriptor
        except FileNotFoundError:
            pass  # its holder let go and took the file away between our open and our look: once more
        except BlockingIOError:
            os.close(descriptor)
            return None
        os.close(descriptor)


class ServerLeases:
    """PostgreSQL's advisory locks, each on a connection of its own: it ends with the process, whatever the machine."""

    def __init__(self, url: URL) -> None:
        self._engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")

    def take(self, stream: str, *, by_force: bool) -> Lease | None:
        connection, key = self._engine.connect(), {"key": _lock_key(stream)}
        if by_force:
            connection.execute(_END_HOLDER, key)
        wait = "pg_advisory_lock" if by_force else "pg_try_advisory_lock"
        if connection.execute(text(f"select {wait}(:key)"), key).scalar() is False:
            connection.close()
            return None
        return ServerLease(connection)

    def is_held(self, stream: str) -> bool:
        with self._engine.connect() as connection:
            return connection.execute(_HOLDERS, {"key": _lock_key(stream)}).first() is not None


class ServerLease:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def release(self) -> None:
        self._connection.close()


_MINE = (
    "from pg_locks where locktype = 'advisory' and objsubid = 1 and granted and pid <> pg_backend_pid()"
    " and database = (select oid from pg_database where datname = current_database())"
    " and (classid::bigint << 32 | objid::bigint) = :key"
)
_HOLDERS = text(f"select pid {_MINE}")
_END_HOLDER = text(f"select pg_terminate_backend(pid, 5000) {_MINE}")


def _lock_key(stream: str) -> int:
    return int.from_bytes(hashlib.sha256(stream.encode()).digest()[:8], "big", signed=True)
