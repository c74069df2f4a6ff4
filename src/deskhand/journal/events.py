"""Appending and reading events: all or nothing, chained and signed. Functions of a connection.

It does not know threads, files or who is waiting for the events.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from deskhand.core.errors import Conflict
from deskhand.journal import inbox
from deskhand.journal.chain import event_hash, key_id, sign_head
from deskhand.journal.codec import Encoded
from deskhand.journal.schema import blob_refs, blobs, events, streams
from deskhand.journal.streams import Head, head, readable
from deskhand.journal.values import Recorded


class Blob(NamedTuple):
    """A blob that the appended events refer to."""

    hash: str
    media_type: str
    size_bytes: int


class Entry(NamedTuple):
    """One append, ready to be stored. `ats`: when each event happened. `fence` is that of the writer's lock; None: no
    lock is held."""

    stream: str
    events: Sequence[Encoded]
    expect: int
    ats: Sequence[float]
    fence: int | None
    blobs: Sequence[Blob] = ()
    takes: Sequence[str] = ()


_INSERT = events.insert()
_ADVANCE = (
    update(streams)
    .where(streams.c.id == bindparam("_id"))
    .values(seq=bindparam("_seq"), head=bindparam("_head"), at=bindparam("_at"))
)
_SIGN = _ADVANCE.values(
    signed_seq=bindparam("_seq"), signature=bindparam("_signature"), key_id=bindparam("_key_id")
)  # fmt: skip


def append(connection: Connection, entry: Entry, key: bytes | None) -> list[Recorded]:
    """Append events, refer to blobs and take commands. Conflict when the stream moved on, or another may write."""
    last = head(connection, entry.stream)
    _may_write(last, entry)
    recorded = _chained(last, entry)
    first = last.seq + 1 if recorded else last.seq
    if recorded:
        _store(connection, entry, recorded, key)
    if entry.takes:
        inbox.take(connection, entry.stream, entry.takes, first)
    return recorded


def _may_write(last: Head, entry: Entry) -> None:
    who = f"{last.holder} (process {last.holder_pid} on {last.holder_host})"
    if entry.fence is None and last.holder:
        raise Conflict(f"{last.stream} is written by {who}", hint="Take its lock, then append with it.")
    if entry.fence is not None and entry.fence != last.fence:
        now = f"{who} writes it now" if last.holder else "it was taken over since"
        raise Conflict(f"the lock on {last.stream} is no longer yours: {now}", hint="Stop writing; read it again.")
    if entry.expect != last.seq:
        raise Conflict(
            f"{last.stream} is at event {last.seq}, not {entry.expect}", hint="Read what came in between, then decide."
        )


def _chained(last: Head, entry: Entry) -> list[Recorded]:
    """The events with their numbers and hashes. The blobs belong to the first of them."""
    previous, hashes = last.hash, [blob.hash for blob in entry.blobs]
    recorded = []
    for seq, (encoded, at) in enumerate(zip(entry.events, entry.ats, strict=True), start=last.seq + 1):
        about = (at, encoded.type, encoded.version)
        previous = event_hash(previous, entry.stream, seq, about, encoded.data, hashes)
        hashes = []
        recorded.append(Recorded(stream=entry.stream, seq=seq, at=at, event=encoded.event, hash=previous))
    return recorded


def _store(connection: Connection, entry: Entry, recorded: list[Recorded], key: bytes | None) -> None:
    stream, final = entry.stream, recorded[-1]
    rows = [
        {"stream": stream, "seq": done.seq, "at": done.at, "type": encoded.type, "version": encoded.version,
         "data": encoded.data, "hash": done.hash}
        for done, encoded in zip(recorded, entry.events, strict=True)
    ]  # fmt: skip
    connection.execute(_INSERT, rows)
    if entry.blobs:
        _refer(connection, entry, recorded[0].seq)
    advance = {"_id": stream, "_seq": final.seq, "_head": final.hash, "_at": final.at}
    if key is None:
        connection.execute(_ADVANCE, advance)
        return
    signature = {"_signature": sign_head(key, stream, final.seq, final.hash), "_key_id": key_id(key)}
    connection.execute(_SIGN, advance | signature)


def _refer(connection: Connection, entry: Entry, seq: int) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    back = {"thinned_at": None, "thinned_signature": ""}  # bytes that were thinned and were put again are there
    insert = dialect.insert(blobs).on_conflict_do_update(
        index_elements=[blobs.c.hash], set_=back, where=blobs.c.thinned_at.is_not(None)
    )
    connection.execute(insert, [blob._asdict() for blob in entry.blobs])
    references = [{"stream": entry.stream, "seq": seq, "hash": blob.hash} for blob in entry.blobs]
    connection.execute(blob_refs.insert(), references)


def rows_after(connection: Connection, stream: str, after: int, limit: int | None) -> list[Row[Any]]:
    """The rows of the events after a number, in order. NotFound when there is no such stream."""
    query = select(events).where(events.c.stream == stream, events.c.seq > after).order_by(events.c.seq)
    rows = list(connection.execute(query.limit(limit)).all())
    if not rows:
        readable(connection, stream)
    return rows
