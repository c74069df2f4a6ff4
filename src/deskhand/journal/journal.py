"""The journal as the rest of Deskhand uses it: append-only streams of typed events, an inbox each, and blobs.

Everything here is async; databases and files are worked on by threads. It does not know what any event means: `decode`
and `upcasts` do. docs/file-format.md describes what is on disk.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, select, text

from deskhand.core import artifacts
from deskhand.core.errors import DeskhandError, InvalidInput
from deskhand.core.values import Value
from deskhand.journal import inbox, locks, streams, thinning
from deskhand.journal.bell import Bell
from deskhand.journal.blobs import Blobs
from deskhand.journal.chain import canonical
from deskhand.journal.codec import Codec, Decode, Upcasts, encode
from deskhand.journal.collecting import batches, collect
from deskhand.journal.database import Database, journal_url
from deskhand.journal.events import Blob, Entry, append, rows_after
from deskhand.journal.failures import told
from deskhand.journal.ids import checked_blob_hash, checked_command_id
from deskhand.journal.locks import FileLeases, Lease, Leases, ServerLeases, WriterLock
from deskhand.journal.opening import open_schema
from deskhand.journal.schema import blob_refs
from deskhand.journal.schema import blobs as blobs_table
from deskhand.journal.thinning import Marks
from deskhand.journal.values import (
    Collected,
    Command,
    Kind,
    Receipt,
    Recorded,
    Stored,
    StreamInfo,
    VerifyReport,
    Weight,
    Writer,
)
from deskhand.journal.verify import Verifier

FOLLOW_BATCH = 500
GRACE_S = 3_600.0
"""How long a blob may wait for the append that refers to it before `collect` removes it."""
_SEQ_MAX = 2**53


class Journal:
    """One open journal. Make it with `open`; it belongs to the event loop that opened it."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        leases: Leases,
        codec: Codec,
        key: bytes | None,
        now: Callable[[], float],
    ) -> None:
        self.blobs = blobs
        self._database = database
        self._leases = leases
        self._codec = codec
        self._key = key
        self._now = now
        self._data_version: list[Any] = []
        self._bell = Bell(blobs.folder.parent / "bells", self._changed)

    @classmethod
    async def open(
        cls,
        place: str | Path,
        *,
        blobs: Path | None = None,
        key: bytes | None = None,
        now: Callable[[], float] = time.time,
        decode: Decode = artifacts.decode,
        upcasts: Upcasts | None = None,
    ) -> Journal:
        """Open the journal whose database file (or URL) is given; it is made if it is not there.

        `blobs` is the blob folder, by default beside the database file; it must be given with PostgreSQL. `key` signs
        (see `load_key`); without it nothing is signed. Raises Refused for a newer schema, JournalDamaged for a file
        that is no journal, SetupMissing without the PostgreSQL driver.
        """
        url = journal_url(place)
        database = Database(url)
        if blobs is None and not database.is_sqlite:
            raise InvalidInput("a journal on PostgreSQL needs a folder for its blobs", hint="Give `blobs`.")
        store = Blobs(blobs or Path(database.place).parent / "blobs", now, partial(_thinned_on, database))
        folder = store.folder.parent
        with told(str(folder)):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            store.folder.mkdir(mode=0o700, exist_ok=True)
        try:
            await asyncio.to_thread(open_schema, database, folder)
        except BaseException:
            database.close()
            raise
        leases = FileLeases(folder / "locks") if database.is_sqlite else ServerLeases(url)
        journal = cls(database, store, leases, Codec(decode, upcasts or {}), key, now)
        journal._bell.open()
        return journal

    async def close(self) -> None:
        """End every `follow`, finish what is being written, let go of the files."""
        await self._bell.close()
        await asyncio.to_thread(self._database.close)

    async def __aenter__(self) -> Journal:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # streams

    async def create(self, kind: Kind, *, id: str | None = None, title: str = "") -> StreamInfo:
        """Make an empty stream. Conflict when the id is, or ever was, in use."""
        now = self._now()
        return await self._database.write(lambda c: streams.create(c, kind, id, title, now))

    async def info(self, id_or_prefix: str) -> StreamInfo:
        """The stream with this id, or the only one whose id begins so. NotFound; InvalidInput when several do."""
        return await self._database.read(lambda c: streams.info(c, id_or_prefix))

    async def streams(
        self, kind: Kind | None = None, *, limit: int = 50, before: str | None = None, begins: str = ""
    ) -> list[StreamInfo]:
        """The newest streams first; `before` is the last id of the page before this one, `begins` how ids begin."""
        return await self._database.read(lambda c: streams.listing(c, kind, _count(limit), before, begins))

    async def rename(self, stream: str, title: str) -> None:
        """Titles are for people: they are not events, and not covered by the chain."""
        await self._database.write(lambda c: streams.rename(c, stream, title))
        self._bell.ring(stream)

    async def delete(self, stream: str) -> StreamInfo:
        """Remove the events, the inbox and the blobs that nothing else refers to; its tombstone stays.

        Conflict while somebody writes it. The id is never used again.
        """
        async with await self.lock(stream, "deletion"):
            now = self._now()
            hashes = await self._database.write(lambda c: streams.bury(c, stream, now, self._key))
        await self._collect(hashes)
        if self._database.is_sqlite:
            await self._database.pragma("wal_checkpoint(TRUNCATE)")
        self._bell.ring(stream)
        self._bell.ring(_inbox_of(stream))
        return await self.info(stream)

    # events

    async def append(
        self,
        stream: str,
        events: Sequence[Value],
        *,
        expect: int,
        at: float | Sequence[float],
        writer: WriterLock | None = None,
        takes: Sequence[str] = (),
        blobs: Sequence[str] = (),
    ) -> list[Recorded]:
        """Append all the events or none, after event `expect` (the last that the caller knows; 0: none).

        `at` is unix seconds: of all of them, or of each. `takes` names the commands that caused them, `blobs` the
        blobs that they refer to. When this returns, the events are on the disk. Conflict when the stream moved on, the
        lock was lost or a command was taken before; NotFound for a blob that was not put; LimitExceeded when the disk
        is full. A cancelled append that had begun is finished before the cancellation goes on.
        """
        ats = [float(at)] * len(events) if isinstance(at, int | float) else [float(each) for each in at]
        if len(ats) != len(events) or not all(map(math.isfinite, ats)):
            raise InvalidInput(f"an event can't have happened at {at}", hint="Give unix seconds, one for each event.")
        if writer is not None and writer.stream != stream:
            raise InvalidInput(f"the lock is on {writer.stream}, not on {stream}", hint="Append with its own lock.")
        hashes = sorted(set(blobs))
        entry = Entry(
            stream=stream,
            events=[encode(event) for event in events],
            expect=expect,
            ats=ats,
            fence=writer.fence if writer else None,
            blobs=[Blob(name, self.blobs.media_type(name), self.blobs.size_bytes(name)) for name in hashes],
            takes=takes,
        )
        recorded = await self._database.write(lambda c: self._append(c, entry))
        self.blobs.settled(hashes)
        self._bell.ring(stream)
        return recorded

    def _append(self, connection: Connection, entry: Entry) -> list[Recorded]:
        recorded = append(connection, entry, self._key)
        for blob in entry.blobs:
            self.blobs.size_bytes(blob.hash)  # again: now that the reference stands, no collector removes it
        return recorded

    async def read(self, stream: str, *, after: int = 0, limit: int | None = None) -> list[Recorded]:
        """The events after number `after`, in order. NotFound; JournalDamaged when one can't be read."""

        def work(connection: Connection) -> list[Recorded]:
            rows = rows_after(connection, stream, _count(after), None if limit is None else _count(limit))
            return self._codec.all_recorded(rows)

        return await self._database.read(work)

    async def read_stored(self, stream: str, *, after: int = 0, limit: int | None = None) -> list[Stored]:
        """What `read` would read, as it lies there: for who hands events on. NotFound; `recorded` reads one of them."""

        def work(connection: Connection) -> list[Stored]:
            rows = rows_after(connection, stream, _count(after), None if limit is None else _count(limit))
            return cast("list[Stored]", rows)  # they have these names and this order; 10,000 copies would take as long

        return await self._database.read(work)

    def recorded(self, stored: Stored) -> Recorded:
        """The event of what was stored. JournalDamaged when it can't be read."""
        return self._codec.recorded(stored)

    async def follow(self, stream: str, *, after: int = 0) -> AsyncIterator[Recorded]:
        """Every event after number `after`, once and in order: those that are there, then each as it is appended.

        By whichever process. Ends when the journal is closed; NotFound when the stream is deleted.
        """
        async with self._bell.listening(stream) as rung:
            while not self._bell.closed:
                rung.clear()
                batch = await self.read(stream, after=after, limit=FOLLOW_BATCH)
                for recorded in batch:
                    after = recorded.seq
                    yield recorded
                if not batch:
                    await rung.wait()

    async def changes(self) -> AsyncIterator[frozenset[str]]:
        """The ids of streams in which something may have changed, as it happens; with ANY in it, in all of them.

        A stream that was only renamed or deleted is told too. Ends when the journal is closed.
        """
        async with self._bell.overhearing() as overheard:
            while not self._bell.closed:
                names = await overheard.take()
                yield frozenset(name for name in names if " " not in name)

    # inbox

    async def put_command(self, stream: str, command_id: str, data: dict[str, Any]) -> Receipt:
        """Put a command into the inbox. An id that was put before changes nothing: the receipt says so."""
        checked_command_id(command_id)
        now, written = self._now(), canonical(data)
        receipt = await self._database.write(lambda c: inbox.put(c, stream, command_id, written, now))
        self._bell.ring(stream)
        self._bell.ring(_inbox_of(stream))
        return receipt

    async def take_commands(self, stream: str, after: int = 0) -> list[Command]:
        """The commands after a position that wait still. They are marked as taken by the append that names them."""
        return await self._database.read(lambda c: inbox.waiting(c, stream, _count(after)))

    async def wait_command(self, stream: str, after: int = 0) -> list[Command]:
        """The commands after that position, as soon as there are any, put by whichever process; [] when closed."""
        async with self._bell.listening(_inbox_of(stream)) as rung:
            while not self._bell.closed:
                rung.clear()
                if found := await self.take_commands(stream, after):
                    return found
                await rung.wait()
        return []

    # writers

    async def lock(self, stream: str, holder: str, *, take_over: bool = False) -> WriterLock:
        """Become the stream's one writer until `release` or the end of this process. Conflict names who is.

        `take_over` puts a writer out that hangs or is stopped: its later appends are refused.
        """
        writer = locks.this_writer(holder, self._now())
        taken: list[tuple[int, Lease]] = []
        try:
            await self._database.write(
                lambda c: taken.append(locks.acquire(c, self._leases, writer, stream, take_over=take_over))
            )
        except BaseException:  # cancelled, or the commit failed: the kernel's lock must not outlive the attempt
            for _, lease in taken:
                lease.release()
            raise
        fence, lease = taken[0]
        return WriterLock(stream, writer.holder, fence, lease, self._release)

    async def writer_of(self, stream: str) -> Writer | None:
        """Who writes the stream; `live` False: it died while it did. None: nobody."""
        return await self._database.write(lambda c: locks.writer_of(c, self._leases, stream))

    async def _release(self, lock: WriterLock) -> None:
        """The kernel's lock is what counts: it goes even where the name in the row can't be cleared (a full disk)."""
        try:
            await self._database.write(lambda c: locks.forget(c, lock))
        except DeskhandError:
            pass
        finally:
            lock.lease.release()

    # keeping

    async def media_type(self, hash: str) -> str:
        """What kind of file a blob is; "application/octet-stream" when nobody said."""
        query = select(blobs_table.c.media_type).where(blobs_table.c.hash == checked_blob_hash(hash))
        found = await self._database.read(lambda c: c.execute(query).scalar())
        return str(found) if found is not None else self.blobs.media_type(hash)

    async def refers(self, stream: str, hash: str) -> bool:
        """Whether an event of the stream refers to the blob."""
        wanted = (blob_refs.c.stream == stream, blob_refs.c.hash == checked_blob_hash(hash))
        query = select(blob_refs.c.seq).where(*wanted).limit(1)
        return await self._database.read(lambda c: c.execute(query).first() is not None)

    async def thinnable(
        self, marks: Marks, *, besides: Collection[str] = (), grace_s: float = GRACE_S
    ) -> dict[str, int]:
        """Which of the marked blobs `thin` would let go once the streams `besides` are deleted, and their bytes."""
        found = partial(thinning.thinnable, store=self.blobs, marks=marks, grace_s=grace_s, besides=besides)
        return await self._database.read(lambda c: found(c))

    async def thin(self, marks: Marks, *, grace_s: float = GRACE_S) -> dict[str, int]:
        """Let the bytes of blobs go whose events stay: those that are marked in every stream that refers to them.

        The blobs that went, and their bytes. Reading one says from then on that it was thinned, and when; verifying
        counts it and finds nothing wrong. Bytes that are put again are there again.
        """
        work = partial(thinning.mark, store=self.blobs, marks=marks, grace_s=grace_s, now=self._now(), key=self._key)
        going = await self._database.write(lambda c: work(c))
        await self._collect(list(going))
        return going

    async def weight(self, stream: str, *, besides: Collection[str] = ()) -> Weight:
        """What would be free without this stream, once the streams `besides` are gone."""
        return await self._database.read(lambda c: thinning.weight(c, stream, besides))

    async def size_bytes(self) -> int:
        """What the database and the blobs take; pages of SQLite's file that are free for new events do not count."""
        blob_bytes = await self._database.read(thinning.blob_bytes)
        if not self._database.is_sqlite:
            query = text("select pg_database_size(current_database())")
            return blob_bytes + int(await self._database.read(lambda c: c.execute(query).scalar()) or 0)
        pages = [await self._database.pragma(name) for name in ("page_count", "freelist_count", "page_size")]
        (count,), (free,), (page_bytes,) = pages
        return blob_bytes + int((count - free) * page_bytes)

    async def collect(self, grace_s: float = GRACE_S) -> Collected:
        """Remove the blobs that no stream refers to and that were put more than `grace_s` seconds ago."""
        return await self._collect(await asyncio.to_thread(lambda: list(self.blobs.older_than(grace_s))))

    async def _collect(self, hashes: Sequence[str]) -> Collected:
        total = Collected()
        for batch in batches(hashes):
            done = await self._database.write(partial(collect, store=self.blobs, hashes=batch))
            total = Collected(blobs=total.blobs + done.blobs, blob_bytes=total.blob_bytes + done.blob_bytes)
        return total

    async def verify(self, stream: str | None = None) -> list[VerifyReport]:
        """Recompute the chain of one stream, or of all. What is wrong is in the reports.

        Raises JournalDamaged only when the database can't be read at all.
        """

        def work(connection: Connection) -> list[VerifyReport]:
            verifier = Verifier(connection, self.blobs, self._codec, self._key)
            return [verifier.one(stream)] if stream is not None else list(verifier.all())

        if stream is not None:
            stream = (await self.info(stream)).id
        return await self._database.read(work)

    async def _changed(self) -> bool:
        """Did anyone else write since the last look? PostgreSQL has no such counter: it may have."""
        if not self._database.is_sqlite:
            return True
        seen = await self._database.pragma("data_version")
        earlier, self._data_version = self._data_version, seen
        return earlier != seen


def _inbox_of(stream: str) -> str:
    """What is rung for those who wait for commands: a stream's own events do not wake them."""
    return f"{stream} inbox"


def _thinned_on(database: Database, hash: str) -> str:
    """For the blob store, on whatever thread reads a blob that is not there."""
    when = database.read_now(lambda c: thinning.thinned_at(c, hash))
    return "" if when is None else thinning.day(when)


def _count(number: int) -> int:
    """A sequence number or a limit that every database can hold."""
    return min(max(0, number), _SEQ_MAX)
